using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using ConformanceHarness.Core.Services;
using Microsoft.AspNetCore.Http;

namespace ConformanceHarness.EndToEnd.Tests.Tools;

/// <summary>
/// A client of DGA Digital ID that shares nothing with the permit office: one page and a JSON interface, the state in the server's session, neither nonce
/// nor PKCE, the way to the provider taken by script without being asked, the callback a page that hands code and state to the interface.
/// </summary>
internal sealed class SinglePageClient
{
    private const string Page = """
        <!doctype html><html lang="th"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>ทะเบียนพาณิชย์</title></head>
        <body><main><p>กำลังโหลดข้อมูลของกรมตัวอย่าง</p></main><script>
        const main = document.querySelector('main');
        const say = (tag, text) => { const e = document.createElement(tag); e.textContent = text; main.append(e); return e; };
        const call = (name, body) => fetch('/api/' + name, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body ?? {}) });
        const begin = async () => { location.assign((await (await call('begin')).json()).url); };
        (async () => {
          const asked = new URLSearchParams(location.search);
          if (location.pathname === '/bye') { main.replaceChildren(); say('h1', 'ออกจากระบบแล้ว'); return; }
          if (location.pathname === '/signed-in') {
            const done = await call('finish', { code: asked.get('code'), state: asked.get('state') });
            history.replaceState(null, '', '/');
            if (!done.ok) { main.replaceChildren(); say('h1', 'เข้าสู่ระบบไม่สำเร็จ'); say('p', 'ไม่สามารถยืนยันการเข้าสู่ระบบได้'); say('button', 'ลองใหม่').onclick = begin; return; }
            const told = await done.json();
            if (told.token) localStorage.setItem('token', told.token);
          }
          const me = await call('me');
          if (me.status === 401) { await begin(); return; }
          const who = await me.json();
          main.replaceChildren();
          say('h1', 'ทะเบียนพาณิชย์'); say('p', 'สวัสดี คุณ' + who.name);
          say('button', 'ออก').onclick = async () => { location.assign((await (await call('leave')).json()).url); };
        })();
        </script></body></html>
        """;

    private readonly ConcurrentDictionary<string, JsonObject> sessions = new(StringComparer.Ordinal);
    private readonly HttpClient http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false, SslOptions = { RemoteCertificateValidationCallback = (_, served, _, _) => served?.Issuer.StartsWith("CN=ConformanceHarness local CA", StringComparison.Ordinal) == true } });

    /// <summary>Where its server finds the provider; known once that has started.</summary>
    public Uri? Provider { get; set; }
    public string Secret { get; } = "a-client-secret-of-this-test";

    /// <summary>Its own address, without a slash at the end.</summary>
    public string Own { get; set; } = "";

    // What is wrong with it.
    public bool StateUnchecked { get; init; }
    public bool TokenHandedOut { get; init; }
    public bool ForgetsTheProvider { get; init; }

    public async Task AnswerAsync(HttpContext context)
    {
        if (!context.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal))
        {
            context.Response.ContentType = "text/html; charset=utf-8";
            context.Response.StatusCode = context.Request.Path.Value is "/" or "/signed-in" or "/bye" ? 200 : 404;
            await context.Response.WriteAsync(Page);
            return;
        }

        context.Response.Headers.CacheControl = "no-store";
        var body = (await JsonNode.ParseAsync(context.Request.Body))!.AsObject();
        var session = context.Request.Cookies["sid"] is { } sid && sessions.TryGetValue(sid, out var known) ? known : null;
        var (name, token) = (Kept(session, "name"), Kept(session, "token"));
        switch (context.Request.Path.Value)
        {
            case "/api/begin":
                session ??= Open(context);
                session["state"] = Convert.ToHexString(RandomNumberGenerator.GetBytes(16));
                await TellAsync(context, new JsonObject { ["url"] = $"https://connect.dga.or.th/connect/authorize?response_type=code&client_id=spa&scope=openid%20citizen_id%20given_name%20family_name&redirect_uri={Uri.EscapeDataString(Own + "/signed-in")}&state={session["state"]}" });
                break;
            case "/api/finish":
                var expected = Kept(session, "state");
                session?.Remove("state");
                if (!StateUnchecked && (expected is null || body["state"]?.GetValue<string>() != expected))
                {
                    context.Response.StatusCode = 400;
                    break;
                }

                await FinishAsync(context, body["code"]?.GetValue<string>() ?? "");
                break;
            case "/api/me" when name is not null:
                await TellAsync(context, new JsonObject { ["name"] = name });
                break;
            case "/api/leave" when token is not null:
                sessions.TryRemove(context.Request.Cookies["sid"]!, out _);
                await TellAsync(context, new JsonObject { ["url"] = ForgetsTheProvider ? "/bye" : $"https://connect.dga.or.th/connect/endsession?id_token_hint={token}&post_logout_redirect_url={Uri.EscapeDataString(Own + "/bye")}" });
                break;
            default:
                context.Response.StatusCode = 401;
                break;
        }
    }

    private async Task FinishAsync(HttpContext context, string code)
    {
        using var ask = new HttpRequestMessage(HttpMethod.Post, new Uri(Provider!, "/connect/token"))
        {
            Content = new FormUrlEncodedContent(new Dictionary<string, string> { ["grant_type"] = "authorization_code", ["code"] = code, ["redirect_uri"] = Own + "/signed-in" }),
            Headers = { Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes("spa:" + OpenIdConnectSettings.Hashed(Secret)))) },
        };
        using var tokens = await http.SendAsync(ask);
        if (!tokens.IsSuccessStatusCode)
        {
            context.Response.StatusCode = 400;
            return;
        }

        var granted = JsonNode.Parse(await tokens.Content.ReadAsStringAsync())!;
        using var who = new HttpRequestMessage(HttpMethod.Get, new Uri(Provider!, "/connect/userinfo")) { Headers = { Authorization = new("Bearer", granted["access_token"]!.GetValue<string>()) } };
        using var told = await http.SendAsync(who);
        var person = JsonNode.Parse(await told.Content.ReadAsStringAsync())!;
        var session = Open(context);
        session["name"] = person["given_name"]!.GetValue<string>() + " " + person["family_name"]!.GetValue<string>();
        session["token"] = granted["id_token"]!.GetValue<string>();
        await TellAsync(context, TokenHandedOut ? new JsonObject { ["token"] = granted["id_token"]!.GetValue<string>() } : []);
    }

    private static string? Kept(JsonObject? session, string name) => session is null ? null : session[name]?.GetValue<string>();

    private JsonObject Open(HttpContext context)
    {
        var sid = Convert.ToHexString(RandomNumberGenerator.GetBytes(16));
        context.Response.Cookies.Append("sid", sid, new CookieOptions { Secure = true, HttpOnly = true, SameSite = SameSiteMode.Lax, Path = "/" });
        return sessions[sid] = [];
    }

    private static Task TellAsync(HttpContext context, JsonObject answer)
    {
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(answer.ToJsonString());
    }
}
