using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ConformanceHarness.Sessions.Appium;

/// <summary>What an Appium server says of itself, without a session being started.</summary>
/// <param name="Version">its version; null: it answers, but not as an Appium server does</param>
/// <param name="Ready">it takes new sessions</param>
public sealed record AppiumStatus(string? Version, bool Ready, string Said);

/// <summary>An Appium server, asked before anything is started on it.</summary>
public static class AppiumServer
{
    private const string Driverless = "Could not find a driver for automationName";

    /// <summary>Its status (W3C <c>GET /status</c>).</summary>
    /// <exception cref="DriverException">nothing answers there, or something that is no WebDriver server</exception>
    public static async Task<AppiumStatus> StatusAsync(Uri server, CancellationToken cancellationToken)
    {
        using var client = Client();
        using var answer = await SendAsync(client, server, () => client.GetAsync(At(server, "status"), cancellationToken));
        var value = Value(await answer.Content.ReadAsStringAsync(cancellationToken), server);
        return new AppiumStatus(Text(value["build"]?["version"]), value["ready"]?.GetValueKind() == JsonValueKind.True, Text(value["message"]) ?? "");
    }

    /// <summary>
    /// Whether it has a driver for the given capabilities. A server tells its drivers to nobody before a session: so it is asked for a session
    /// of the driver's name on a platform that no driver knows, and its refusal says which of the two is missing.
    /// </summary>
    /// <exception cref="DriverException">the server does not answer</exception>
    public static async Task<bool> HasDriverAsync(Uri server, string automationName, CancellationToken cancellationToken)
    {
        using var client = Client();
        var body = new JsonObject
        {
            ["capabilities"] = new JsonObject
            {
                ["alwaysMatch"] = new JsonObject { ["platformName"] = "none of them", ["appium:automationName"] = automationName },
                ["firstMatch"] = new JsonArray(new JsonObject()),
            },
        };
        using var content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        using var answer = await SendAsync(client, server, () => client.PostAsync(At(server, "session"), content, cancellationToken));
        var text = await answer.Content.ReadAsStringAsync(cancellationToken);
        // "Driver 'x' supports platformNames …" names a driver that is there; without one the lower-level error is another.
        return Text(Value(text, server)["message"]) is { } message
            && (!message.Contains(Driverless, StringComparison.Ordinal) || message.Contains("Supported platformNames", StringComparison.Ordinal));
    }

    internal static Uri At(Uri server, string path) => new(server.AbsoluteUri.TrimEnd('/') + "/" + path);

    private static HttpClient Client() => new() { Timeout = TimeSpan.FromSeconds(15) };

    private static async Task<HttpResponseMessage> SendAsync(HttpClient client, Uri server, Func<Task<HttpResponseMessage>> send)
    {
        try
        {
            return await send();
        }
        catch (HttpRequestException e)
        {
            throw new DriverException($"No Appium server answers at {server}: {e.Message}", e);
        }
        catch (TaskCanceledException e) when (e.InnerException is TimeoutException)
        {
            throw new DriverException($"The Appium server at {server} did not answer within {client.Timeout.TotalSeconds} s.", e);
        }
    }

    private static JsonObject Value(string text, Uri server)
    {
        try
        {
            if (JsonNode.Parse(text)?["value"] is JsonObject value)
            {
                return value;
            }
        }
        catch (JsonException)
        {
            // Said below: what answers is something else.
        }

        throw new DriverException($"What answers at {server} is no WebDriver server.");
    }

    private static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
}
