using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ConformanceHarness.Fixtures.PermitOffice;

namespace ConformanceHarness.Fixtures.Tests.PermitOffice;

/// <summary>The office with a gateway of its own.</summary>
internal sealed class RunningOffice : IAsyncDisposable
{
    private RunningOffice(FakeGateway gateway, OfficeHost host) => (Gateway, Host) = (gateway, host);

    public FakeGateway Gateway { get; }
    public OfficeHost Host { get; }

    public static async Task<RunningOffice> StartAsync(params string[] defects)
    {
        var gateway = await FakeGateway.StartAsync();
        try
        {
            return new RunningOffice(gateway, await OfficeHost.StartAsync(Options(gateway.Base, defects), default));
        }
        catch
        {
            await gateway.DisposeAsync();
            throw;
        }
    }

    public static OfficeOptions Options(Uri gateway, params string[] defects) => new()
    {
        Gateway = gateway,
        ConsumerKey = FakeGateway.ConsumerKey,
        ConsumerSecret = FakeGateway.ConsumerSecret,
        AppId = FakeGateway.AppId,
        Certificate = RunningService.LocalhostCertificate,
        GatewayPatience = TimeSpan.FromSeconds(1.5),
        Defects = defects.ToHashSet(),
    };

    public Browser NewBrowser() => new(Host.LandingUrl);

    /// <summary>A browser in which a citizen has entered.</summary>
    public async Task<Browser> EnteredAsync(JsonObject citizen)
    {
        var browser = NewBrowser();
        (await browser.EnterAsync(Gateway.Mint(citizen))).Dispose();
        return browser;
    }

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        await Gateway.DisposeAsync();
    }
}

/// <summary>A browser without a screen: cookies of its own, forms sent as browsers send them, no redirect followed.</summary>
internal sealed partial class Browser : IDisposable
{
    private readonly HttpClient http;

    public Browser(Uri landing)
    {
        var handler = new SocketsHttpHandler { CookieContainer = Cookies, AllowAutoRedirect = false, UseProxy = false };
        handler.SslOptions.RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate is not null;
        http = new HttpClient(handler) { BaseAddress = landing, Timeout = TimeSpan.FromSeconds(10) };
    }

    public CookieContainer Cookies { get; } = new();

    public Task<HttpResponseMessage> GetAsync(string path) => http.GetAsync(path);

    public Task<HttpResponseMessage> PostAsync(string path, IReadOnlyDictionary<string, string> fields) => http.PostAsync(path, new FormUrlEncodedContent(fields));

    public Task<HttpResponseMessage> EnterAsync(string mToken, string appId = FakeGateway.AppId) => http.GetAsync($"/entry?appId={appId}&mToken={mToken}");

    public async Task<string> PageAsync(string path) => WebUtility.HtmlDecode(await http.GetStringAsync(path));

    /// <summary>Fills the form of a page in and sends it to where the form says.</summary>
    public async Task<HttpResponseMessage> SendAsync(string path, IReadOnlyDictionary<string, string> answers, (string Name, byte[] Bytes)? file = null) =>
        await SendFromAsync(await PageAsync(path), answers, file);

    /// <summary>The same for a page that is open already.</summary>
    public async Task<HttpResponseMessage> SendFromAsync(string page, IReadOnlyDictionary<string, string> answers, (string Name, byte[] Bytes)? file = null)
    {
        var fields = new Dictionary<string, string>(answers) { ["formKey"] = FormKey().Match(page).Groups[1].Value };
        var action = Action().Match(page).Groups[1].Value;
        if (file is null && !page.Contains("multipart/form-data", StringComparison.Ordinal))
        {
            return await http.PostAsync(action, new FormUrlEncodedContent(fields));
        }

        using var body = new MultipartFormDataContent();
        foreach (var (name, value) in fields)
        {
            body.Add(new StringContent(value), name);
        }

        if (file is { } attached)
        {
            body.Add(new ByteArrayContent(attached.Bytes) { Headers = { ContentType = new MediaTypeHeaderValue("application/octet-stream") } }, "plan", attached.Name);
        }

        return await http.PostAsync(action, body);
    }

    /// <summary>Fills the loudspeaker form in; the address of its confirmation.</summary>
    public async Task<string> ToReviewAsync()
    {
        using var filled = await SendAsync("/permits/loudspeaker", Samples.Loudspeaker);
        return filled.Headers.Location!.OriginalString;
    }

    public void Dispose() => http.Dispose();

    [GeneratedRegex("name=\"formKey\" value=\"([^\"]*)\"")]
    private static partial Regex FormKey();

    [GeneratedRegex("<form method=\"post\" action=\"([^\"]*)\"")]
    private static partial Regex Action();
}

internal static class Samples
{
    public static IReadOnlyDictionary<string, string> Nothing { get; } = new Dictionary<string, string>();

    public static IReadOnlyDictionary<string, string> Loudspeaker { get; } = new Dictionary<string, string>
    {
        ["event"] = "งานบุญประจำปี",
        ["spot"] = "SP-1",
        ["day"] = "05/12/2999",
        ["hours"] = "13.00-17.00 น.",
    };

    public static IReadOnlyDictionary<string, string> Repair { get; } = new Dictionary<string, string> { ["place"] = "12/3", ["work"] = "หลังคา" };
}
