using System.Text.RegularExpressions;
using ConformanceHarness.Core.Evidence;
using Microsoft.AspNetCore.Http;

namespace ConformanceHarness.Platform.DigitalId;

/// <summary>What the endpoints find out about the call that they are answering; the journal is written from it.</summary>
internal sealed class CallNotes
{
    private static readonly object Place = new();

    public string Conduct { get; set; } = "proper";
    public List<string> Departures { get; } = [];
    public string? UserId { get; set; }
    public string? Code { get; set; }
    public string? State { get; set; }
    public string? Nonce { get; set; }
    public string? RedirectUri { get; set; }
    public string? Client { get; set; }
    public string? AccessToken { get; set; }
    public string? IdToken { get; set; }
    public bool ByHarness { get; set; }

    public static CallNotes Of(HttpContext context)
    {
        if (context.Items[Place] is CallNotes notes)
        {
            return notes;
        }

        notes = new();
        context.Items[Place] = notes;
        return notes;
    }
}

/// <summary>Writes every call into the journal.</summary>
internal sealed partial class Recording(ProviderJournal journal, TimeProvider clock)
{
    private const int MostText = 64 * 1024;

    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        var operation = Operation(context.Request.Path.Value ?? "");
        if (operation is null)
        {
            await next(context);
            return;
        }

        var (number, arrived) = (journal.NextNumber(), clock.GetUtcNow());
        context.Request.EnableBuffering();
        var body = await BodyAsync(context.Request);
        var notes = CallNotes.Of(context);
        var wire = context.Response.Body;
        using var held = new MemoryStream();
        context.Response.Body = held;
        try
        {
            await next(context);
        }
        finally
        {
            context.Response.Body = wire;
            var answer = operation is "token" or "userinfo" or "unmatched" ? System.Text.Encoding.UTF8.GetString(held.ToArray().AsSpan(0, (int)Math.Min(held.Length, MostText))) : "";
            if (operation == "token" && context.Response.StatusCode == 200)
            {
                notes.AccessToken = Member(answer, "access_token");
                notes.IdToken = Member(answer, "id_token");
            }

            var sentTo = context.Response.Headers.Location.ToString();
            journal.Add(new ProviderCall
            {
                Number = number,
                Operation = operation,
                ArrivedAt = arrived,
                Method = context.Request.Method,
                Path = context.Request.Path + context.Request.QueryString,
                Headers = [.. context.Request.Headers.Where(h => !h.Key.Equals("cookie", StringComparison.OrdinalIgnoreCase)).Select(Kept)],
                // A secret in the body is told by Client; it is not repeated in any form.
                Body = ClientSecret().Replace(body, "client_secret=(left out)"),
                Status = context.Response.StatusCode,
                Answer = answer,
                SentTo = sentTo.Length == 0 ? null : sentTo,
                Conduct = notes.Conduct == "proper" && context.Response.StatusCode >= 400 ? "badRequest" : notes.Conduct,
                Departures = [.. notes.Departures],
                UserId = notes.UserId,
                Code = notes.Code,
                State = notes.State,
                Nonce = notes.Nonce,
                RedirectUri = notes.RedirectUri,
                Client = notes.Client,
                AccessToken = notes.AccessToken,
                IdToken = notes.IdToken,
                ByHarness = notes.ByHarness,
            });
        }

        // Before the caller has the answer the journal has the call: whoever looks next finds it.
        held.Position = 0;
        await held.CopyToAsync(wire, context.RequestAborted);
    }

    private static Header Kept(KeyValuePair<string, Microsoft.Extensions.Primitives.StringValues> header) =>
        new(header.Key, header.Key.Equals("authorization", StringComparison.OrdinalIgnoreCase) ? header.Value.ToString().Split(' ', 2)[0] + " (left out)" : header.Value.ToString());

    private static async Task<string> BodyAsync(HttpRequest request)
    {
        using var reader = new StreamReader(request.Body, leaveOpen: true);
        var text = await reader.ReadToEndAsync(request.HttpContext.RequestAborted);
        request.Body.Position = 0;
        return text.Length > MostText ? text[..MostText] : text;
    }

    /// <summary>Null for the harness's own pages.</summary>
    private static string? Operation(string path) => path.TrimEnd('/') switch
    {
        "/connect/authorize" => "authorize",
        "/connect/token" => "token",
        "/connect/userinfo" => "userinfo",
        "/connect/endsession" => "endsession",
        "/.well-known/openid-configuration" => "discovery",
        "/.well-known/jwks" => "keys",
        var own when own.StartsWith(Pages.Own, StringComparison.Ordinal) => null,
        "" or "/favicon.ico" => null,
        _ => "unmatched",
    };

    private static string? Member(string json, string name)
    {
        try
        {
            using var document = System.Text.Json.JsonDocument.Parse(json);
            return document.RootElement.TryGetProperty(name, out var value) ? value.GetString() : null;
        }
        catch (System.Text.Json.JsonException)
        {
            return null;
        }
    }

    [GeneratedRegex("client_secret=[^&]*")]
    private static partial Regex ClientSecret();
}
