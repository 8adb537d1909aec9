using System.Security.Cryptography;
using System.Text;
using ConformanceHarness.Core.Services;
using Microsoft.AspNetCore.Http;

namespace ConformanceHarness.Platform.DigitalId;

/// <summary>
/// How a client proves who it is. DGA documents one way: HTTP Basic with the hashed secret. The secret itself, and either in the body, are let
/// through and noted: one case then says what is wrong, where a refusal would make every case fail without saying why.
/// </summary>
internal sealed record ClientProof(string Place, string Form, string? ClientId)
{
    public bool Proves => Form is "hashed" or "plain";

    public override string ToString() => Place == "none" ? Place : $"{Place} {Form}";

    public static ClientProof Of(HttpRequest request, IFormCollection form, DigitalIdOptions options)
    {
        if (request.Headers.Authorization.ToString() is var header && header.StartsWith("Basic ", StringComparison.OrdinalIgnoreCase))
        {
            return Decode(header[6..].Trim()) is [var id, var secret]
                ? new("basic", FormOf(secret, options) is var raw && raw != "wrong" ? raw : FormOf(Unescape(secret), options), Unescape(id))
                : new("basic", "wrong", null);
        }

        var clientId = form["client_id"].ToString();
        return form["client_secret"].ToString() is { Length: > 0 } posted ? new("body", FormOf(posted, options), clientId) : new("none", "", clientId.Length == 0 ? null : clientId);
    }

    public IEnumerable<string> Departures()
    {
        if (Place == "none")
        {
            yield return "The client does not authenticate: no Authorization header and no client_secret.";
        }
        else if (Place == "body")
        {
            yield return "The client secret is in the body, not in an Authorization header (HTTP Basic).";
        }

        if (Form == "plain")
        {
            yield return "The client secret is sent as it was issued, not hashed in seven md5 rounds with EGA.";
        }
        else if (Form == "wrong")
        {
            yield return "The client secret is neither the issued one nor its documented hash.";
        }
    }

    private static string FormOf(string secret, DigitalIdOptions options) =>
        Same(secret, OpenIdConnectSettings.Hashed(options.ClientSecret)) ? "hashed" : Same(secret, options.ClientSecret) ? "plain" : "wrong";

    private static bool Same(string one, string other) => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(one), Encoding.UTF8.GetBytes(other));

    private static string[]? Decode(string base64)
    {
        try
        {
            return Encoding.UTF8.GetString(Convert.FromBase64String(base64)).Split(':', 2);
        }
        catch (FormatException)
        {
            return null;
        }
    }

    /// <summary>RFC 6749 2.3.1: both are form-encoded before they are joined; hashes and most ids look the same either way.</summary>
    private static string Unescape(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));
}
