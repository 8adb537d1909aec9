using System.IO.Compression;
using System.Text;
using System.Text.Json;
using ConformanceHarness.Core.Evidence;
using ConformanceHarness.Platform.Gateway;
using ConformanceHarness.Platform.Mock;

namespace ConformanceHarness.Platform.Proxy;

/// <summary>What a real answer means, in the journal's words.</summary>
/// <param name="Conduct">proper, upstreamFailed, badToken, badCredentials, usedMToken or refused</param>
/// <param name="Token">an access token that this answer issued</param>
/// <param name="MToken">an mToken that this answer minted</param>
/// <param name="UserId">whom the exchange was about</param>
internal sealed record AnswerReading(string Conduct, string? Token = null, string? MToken = null, string? UserId = null)
{
    public const string Failed = "upstreamFailed";

    /// <param name="operation">null for a call that fits no documented one</param>
    /// <param name="used">the mToken was exchanged before</param>
    public static AnswerReading Of(IGatewayOperation? operation, GatewayRequest request, int status, string body, bool issued, bool used)
    {
        var answer = new GatewayAnswer { Status = status, Body = body };
        if (status is 429 or >= 500)
        {
            return new(Failed);
        }

        if (operation is null)
        {
            return new(status < 400 ? "proper" : "refused");
        }

        if (operation.Name == "validate")
        {
            return status < 300 && answer.Json() is { } issuing && GatewayAnswer.Text(issuing, "result") is { } token ? new("proper", Token: token)
                : status < 300 && answer.Json() is null ? new(Failed)
                : new("badCredentials");
        }

        if (status < 300 && answer.Json() is null)
        {
            return new(Failed);
        }

        var code = answer.Json() is { } envelope ? GatewayAnswer.MessageCode(envelope) : null;
        if (code is >= 500 and < 600)
        {
            return new(Failed);
        }

        var result = answer.Json() is { } json ? GatewayAnswer.Member(json, "result") : null;
        if (status >= 300 || code is not (null or 0 or 200) || !HasSomething(operation.Name, result))
        {
            return new(operation.Method != request.Method ? "badRequest" : !issued ? "badToken" : used ? "usedMToken" : "refused");
        }

        return operation.Name switch
        {
            "mock" => new("proper", MToken: GatewayAnswer.Text(result!.Value, "mToken")),
            "deproc" => new("proper", UserId: GatewayAnswer.Text(result!.Value, "userId")),
            _ => new("proper"),
        };
    }

    /// <summary>A body as text, whatever it was packed with on its way.</summary>
    public static string Text(byte[] bytes, string? encoding)
    {
        try
        {
            using var packed = new MemoryStream(bytes);
            using Stream? unpacking = encoding?.Trim().ToLowerInvariant() switch
            {
                "gzip" or "x-gzip" => new GZipStream(packed, CompressionMode.Decompress),
                "br" => new BrotliStream(packed, CompressionMode.Decompress),
                "deflate" => new ZLibStream(packed, CompressionMode.Decompress),
                _ => null,
            };
            if (unpacking is null)
            {
                return Encoding.UTF8.GetString(bytes);
            }

            using var reader = new StreamReader(unpacking, Encoding.UTF8);
            return reader.ReadToEnd();
        }
        catch (Exception e) when (e is InvalidDataException or IOException)
        {
            // Cut off or not what it says: then what can be read of it.
            return Encoding.UTF8.GetString(bytes);
        }
    }

    // A push to somebody who has not subscribed has an empty result, and that is proper.
    private static bool HasSomething(string operation, JsonElement? result) => result switch
    {
        { ValueKind: JsonValueKind.Array } => operation == "push",
        { ValueKind: JsonValueKind.Object } some => some.EnumerateObject().Any(),
        _ => false,
    };
}
