using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;

namespace ConformanceHarness.Channels.Tests.Appium;

/// <summary>
/// A phone with the Tangrat app, as an Appium server shows it: native screens made of data, and a real Chromium for its webview, to whose
/// chromedriver whatever concerns the page is passed on. The app keeps a webview of its own beside the e-Service's.
/// </summary>
internal sealed class PhoneOfATest : IAsyncDisposable
{
    private const string ElementKey = "element-6066-11e4-a52e-4f735466cecf";
    private static readonly byte[] Picture = Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");
    private readonly HttpListener listener = new();
    private readonly HttpClient client = new() { Timeout = TimeSpan.FromSeconds(60) };
    private readonly DirectoryInfo temporary = Directory.CreateTempSubdirectory("cp-");
    private readonly Process chromedriver;
    private readonly Task serving;
    private string? session;
    private string context = "NATIVE_APP";
    private string screen = "start";
    private string? home;
    private string? service;
    private bool consented;

    private PhoneOfATest(Process chromedriver, int port, int driverPort)
    {
        this.chromedriver = chromedriver;
        Address = new Uri($"http://127.0.0.1:{port}");
        Driver = new Uri($"http://127.0.0.1:{driverPort}");
        listener.Prefixes.Add(Address.AbsoluteUri);
        listener.Start();
        serving = Task.Run(ServeAsync);
    }

    public Uri Address { get; }

    /// <summary>The platform behind the app: a new pair for the tester.</summary>
    public Func<Task<string>> LandingWithPair { get; set; } = () => Task.FromResult("about:blank");

    /// <summary>Further arguments of the webview's Chromium.</summary>
    public IReadOnlyList<string> Arguments { get; set; } = [];

    /// <summary>What stands in the app's title bar.</summary>
    public string TitleBar { get; set; } = "ทางรัฐ";

    /// <summary>What was done on native screens, in order.</summary>
    public List<string> Taps { get; } = [];

    private Uri Driver { get; }

    public static async Task<PhoneOfATest> StartAsync()
    {
        var driverPort = FreePort();
        var start = new ProcessStartInfo("chromedriver", ["--port=" + driverPort.ToString(System.Globalization.CultureInfo.InvariantCulture)]) { RedirectStandardOutput = true, RedirectStandardError = true };
        var phone = new PhoneOfATest(Process.Start(start)!, FreePort(), driverPort);
        phone.chromedriver.OutputDataReceived += (_, _) => { };
        phone.chromedriver.BeginOutputReadLine();
        phone.chromedriver.BeginErrorReadLine();
        for (var began = TimeProvider.System.GetTimestamp(); TimeProvider.System.GetElapsedTime(began) < TimeSpan.FromSeconds(30); await Task.Delay(100))
        {
            try
            {
                using var answer = await phone.client.GetAsync(new Uri(phone.Driver, "status"));
                return phone;
            }
            catch (HttpRequestException)
            {
                // Not yet.
            }
        }

        await phone.DisposeAsync();
        throw new InvalidOperationException("chromedriver did not start; install the package chromium-driver.");
    }

    public async ValueTask DisposeAsync()
    {
        listener.Close();
        await serving;
        chromedriver.Kill(entireProcessTree: true);
        await chromedriver.WaitForExitAsync();
        chromedriver.Dispose();
        client.Dispose();
        temporary.Delete(recursive: true);
    }

    private async Task ServeAsync()
    {
        while (listener.IsListening)
        {
            HttpListenerContext asked;
            try
            {
                asked = await listener.GetContextAsync();
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException or InvalidOperationException)
            {
                return;
            }

            try
            {
                using var reader = new StreamReader(asked.Request.InputStream, Encoding.UTF8);
                var body = await reader.ReadToEndAsync();
                var (status, answer) = await SafelyAsync(asked.Request.HttpMethod, asked.Request.Url!.AbsolutePath.TrimEnd('/'), body);
                asked.Response.StatusCode = status;
                asked.Response.ContentType = "application/json; charset=utf-8";
                var bytes = Encoding.UTF8.GetBytes(answer);
                asked.Response.ContentLength64 = bytes.Length;
                await asked.Response.OutputStream.WriteAsync(bytes);
                asked.Response.Close();
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException or HttpRequestException or IOException)
            {
                // The caller or the driver went away.
            }
        }
    }

    /// <summary>What goes wrong on the phone is answered as a server does, and shown to whoever reads the test's output.</summary>
    private async Task<(int Status, string Answer)> SafelyAsync(string method, string path, string body)
    {
        try
        {
            return await AnswerAsync(method, path, body);
        }
        catch (Exception e) when (e is InvalidOperationException or HttpRequestException or TaskCanceledException or System.Text.Json.JsonException or NullReferenceException)
        {
            TestContext.Progress.WriteLine($"phone: {method} {path}: {e.Message}");
            return Error(500, "unknown error", e.Message);
        }
    }

    private async Task<(int Status, string Answer)> AnswerAsync(string method, string path, string body)
    {
        if (path == "/status")
        {
            return Value(new JsonObject { ["ready"] = true, ["message"] = "a phone of a test", ["build"] = new JsonObject { ["version"] = "3.0.0" } });
        }

        if (path == "/session" && method == "POST")
        {
            var wanted = JsonNode.Parse(body)!["capabilities"]!["alwaysMatch"]!;
            return (string?)wanted["platformName"] == "Android"
                ? await BeginAsync()
                : Error(500, "session not created", "Could not find a driver for automationName 'UiAutomator2' and platformName 'none of them'. (Lower-level error: Driver 'uiautomator2' supports automationName 'UiAutomator2', but Appium could not find support for platformName 'none of them'. Supported platformNames are: [\"Android\"])");
        }

        var rest = path["/session/".Length..];
        rest = rest.Contains('/', StringComparison.Ordinal) ? rest[(rest.IndexOf('/', StringComparison.Ordinal) + 1)..] : "";
        if (rest.Length == 0 && method == "DELETE")
        {
            (screen, service, context) = ("start", null, "NATIVE_APP");
            return await PassAsync(method, "", null);
        }

        return rest switch
        {
            "contexts" => Value(new JsonArray("NATIVE_APP", "WEBVIEW_app")),
            "context" when method == "POST" => Switched((string)JsonNode.Parse(body)!["name"]!),
            _ when context != "NATIVE_APP" => await PassAsync(method, rest, body.Length > 0 ? body : null),
            _ => await NativeAsync(method, rest, body),
        };
    }

    private async Task<(int, string)> NativeAsync(string method, string rest, string body)
    {
        switch (rest)
        {
            case "elements":
                var sought = (string)JsonNode.Parse(body)!["value"]!;
                var shown = Elements.Where(e => sought == e.Id || sought.Contains("'" + e.Text + "'", StringComparison.Ordinal)).Select(e => (JsonNode)new JsonObject { [ElementKey] = e.Id });
                return Value(new JsonArray([.. shown]));
            case "source":
                return Value($"<hierarchy title=\"{TitleBar}\">{string.Concat(Elements.Select(e => $"<node id=\"{e.Id}\" text=\"{e.Text}\"/>"))}</hierarchy>");
            case "screenshot":
                return Value(Convert.ToBase64String(Picture));
            case "back":
                Taps.Add("back");
                await BackAsync();
                return Value(null);
            case "execute/sync" when body.Contains("mobile: terminateApp", StringComparison.Ordinal):
                Taps.Add("restart");
                await CloseAsync();
                screen = "start";
                return Value(null);
            case "execute/sync" when body.Contains("mobile: activateApp", StringComparison.Ordinal):
                return Value(null);
            case { } element when element.StartsWith("element/", StringComparison.Ordinal):
                var parts = element.Split('/');
                if (parts[2] != "click")
                {
                    return Value(true);
                }

                Taps.Add(parts[1]);
                await TapAsync(parts[1]);
                return Value(null);
            default:
                return Error(404, "unknown command", $"No native screen knows {method} {rest}.");
        }
    }

    private IReadOnlyList<(string Id, string Text)> Elements => screen switch
    {
        "start" => [("category", "งานทะเบียน")],
        "list" => [("service", "หนังสือรับรอง")],
        "consent" => [("agree", "ยินยอม")],
        _ => [("close", "ปิด")],
    };

    private async Task TapAsync(string element)
    {
        switch (element)
        {
            case "category":
                screen = "list";
                break;
            case "service" when !consented:
                screen = "consent";
                break;
            case "service" or "agree":
                consented = true;
                await OpenAsync();
                break;
            case "close":
                await CloseAsync();
                screen = "list";
                break;
        }
    }

    private async Task OpenAsync()
    {
        screen = "service";
        service = (string)(await AskAsync("POST", "window/new", "{\"type\":\"window\"}"))["handle"]!;
        await AskAsync("POST", "window", $"{{\"handle\":\"{service}\"}}");
        await AskAsync("POST", "url", new JsonObject { ["url"] = await LandingWithPair() }.ToJsonString());
    }

    /// <summary>As an app does: back in the page's history, or out of it.</summary>
    private async Task BackAsync()
    {
        await AskAsync("POST", "window", $"{{\"handle\":\"{service}\"}}");
        var history = await AskAsync("POST", "goog/cdp/execute", "{\"cmd\":\"Page.getNavigationHistory\",\"params\":{}}");
        // The first entry is the new window's own blank page.
        if ((int)history["currentIndex"]! > 1)
        {
            await AskAsync("POST", "back", "{}");
        }
        else
        {
            await CloseAsync();
            screen = "list";
        }
    }

    private async Task CloseAsync()
    {
        if (service is not null)
        {
            await AskAsync("POST", "window", $"{{\"handle\":\"{service}\"}}");
            await AskAsync("DELETE", "window", null);
            await AskAsync("POST", "window", $"{{\"handle\":\"{home}\"}}");
            service = null;
        }
    }

    private async Task<(int, string)> BeginAsync()
    {
        var capabilities = new JsonObject
        {
            ["capabilities"] = new JsonObject
            {
                ["alwaysMatch"] = new JsonObject
                {
                    ["browserName"] = "chrome",
                    ["acceptInsecureCerts"] = true,
                    ["pageLoadStrategy"] = "none",
                    ["unhandledPromptBehavior"] = "ignore",
                    ["goog:chromeOptions"] = new JsonObject
                    {
                        ["binary"] = Environment.GetEnvironmentVariable("CONFORMANCE_CHROMIUM") is { Length: > 0 } named ? named : "/usr/bin/chromium",
                        ["args"] = new JsonArray([.. new[] { "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--window-size=390,760", "--user-data-dir=" + Path.Combine(temporary.FullName, Guid.NewGuid().ToString("N")) }.Concat(Arguments).Select(a => (JsonNode)a)]),
                    },
                },
            },
        };
        // With its length: chromedriver takes no chunks.
        using var content = new StringContent(capabilities.ToJsonString(), Encoding.UTF8, "application/json");
        using var answer = await client.PostAsync(new Uri(Driver, "session"), content);
        var made = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["value"]!;
        session = (string?)made["sessionId"] ?? throw new InvalidOperationException("chromedriver gave no session: " + made.ToJsonString());
        home = (string)(await AskValueAsync("GET", "window", null))!;
        await AskAsync("POST", "url", "{\"url\":\"data:text/html,<title>home</title>home\"}");
        return Value(new JsonObject { ["sessionId"] = session, ["capabilities"] = new JsonObject { ["platformName"] = "Android", ["platformVersion"] = "14" } });
    }

    private (int, string) Switched(string name)
    {
        context = name;
        return name is "NATIVE_APP" or "WEBVIEW_app" ? Value(null) : Error(400, "no such context", name);
    }

    private async Task<JsonObject> AskAsync(string method, string rest, string? body) => await AskValueAsync(method, rest, body) as JsonObject ?? [];

    private async Task<JsonNode?> AskValueAsync(string method, string rest, string? body) => JsonNode.Parse((await PassAsync(method, rest, body)).Answer)?["value"];

    private async Task<(int Status, string Answer)> PassAsync(string method, string rest, string? body)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(Driver, $"session/{session}{(rest.Length > 0 ? "/" + rest : "")}"));
        if (body is not null)
        {
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        }

        using var answer = await client.SendAsync(request);
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    private static (int, string) Value(JsonNode? value) => (200, new JsonObject { ["value"] = value }.ToJsonString());

    private static (int, string) Error(int status, string error, string message) =>
        (status, new JsonObject { ["value"] = new JsonObject { ["error"] = error, ["message"] = message, ["stacktrace"] = "" } }.ToJsonString());

    private static int FreePort()
    {
        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        return ((IPEndPoint)free.LocalEndpoint).Port;
    }
}
