using System.Text.RegularExpressions;

namespace ConformanceHarness.Platform.Gateway;

/// <summary>Which of the three the gateway refused, as far as its answers tell them apart.</summary>
public enum RefusedCredential
{
    None,
    ConsumerKey,
    ConsumerSecret,
    AgentId,

    /// <summary>The gateway says the same whichever of the two is wrong.</summary>
    KeyOrSecret,

    /// <summary>Its answers fit none of these.</summary>
    Unclear,

    /// <summary>It gave no answer that says anything of credentials: not reached, out of order.</summary>
    NotSaid,
}

/// <param name="Refused">what was refused</param>
/// <param name="Answer">the answer to the agency's own credentials</param>
public sealed record CredentialFinding(RefusedCredential Refused, GatewayAnswer Answer);

/// <summary>
/// Finds out which credential is refused: by the words of the answer, else by comparing it with the answers to credentials that are certainly wrong. At
/// most two such calls are made, and only after a refusal, so that no account is locked by trying.
/// </summary>
public static partial class CredentialDiagnosis
{
    public static async Task<CredentialFinding> AskAsync(GatewayClient client, GatewayClientOptions options, CancellationToken cancellationToken)
    {
        var own = await client.ValidateOnceAsync(options.ConsumerKey, options.ConsumerSecret, options.AgentId, cancellationToken);
        if (own.Status is >= 200 and < 300 && own.Json() is { } json && GatewayAnswer.Text(json, "result") is { } token)
        {
            options.Redactor.Add("token", token);
            return new(RefusedCredential.None, own);
        }

        if (own.Failure is not null || own.Status is 404 or 405 or 429 or >= 500 or (>= 300 and < 400) || (own.Status < 300 && own.Json() is null))
        {
            return new(RefusedCredential.NotSaid, own);
        }

        return new(ByWords(own) ?? await ByComparisonAsync(client, options, own, cancellationToken), own);
    }

    private static RefusedCredential? ByWords(GatewayAnswer answer)
    {
        var (key, secret, agent) = (KeyWord().IsMatch(answer.Body), SecretWord().IsMatch(answer.Body), AgentWord().IsMatch(answer.Body));
        return (key, secret, agent) switch
        {
            (true, false, false) => RefusedCredential.ConsumerKey,
            (false, true, false) => RefusedCredential.ConsumerSecret,
            (false, false, true) => RefusedCredential.AgentId,
            _ => null,
        };
    }

    private static async Task<RefusedCredential> ByComparisonAsync(GatewayClient client, GatewayClientOptions options, GatewayAnswer own, CancellationToken cancellationToken)
    {
        var nobody = await client.ValidateOnceAsync(Guid.NewGuid().ToString(), Guid.NewGuid().ToString("N"), options.AgentId, cancellationToken);
        var wrongSecret = await client.ValidateOnceAsync(options.ConsumerKey, Guid.NewGuid().ToString("N"), options.AgentId, cancellationToken);
        return (Same(own, nobody), Same(own, wrongSecret)) switch
        {
            // An unknown key is answered like ours: ours is unknown, or the gateway never tells.
            (true, true) => RefusedCredential.KeyOrSecret,
            // It knows our key, and a wrong secret brings the same.
            (false, true) => RefusedCredential.ConsumerSecret,
            // Our key and secret bring something else than wrong ones do: only the AgentID is left.
            (false, false) => RefusedCredential.AgentId,
            _ => RefusedCredential.Unclear,
        };
    }

    /// <summary>Times, ids and numbers of the single call don't count.</summary>
    private static bool Same(GatewayAnswer one, GatewayAnswer other) => one.Status == other.Status && one.Failure == other.Failure && Changing().Replace(one.Body, "") == Changing().Replace(other.Body, "");

    [GeneratedRegex(@"consumer[-_ ]?key", RegexOptions.IgnoreCase)]
    private static partial Regex KeyWord();

    [GeneratedRegex(@"secret", RegexOptions.IgnoreCase)]
    private static partial Regex SecretWord();

    [GeneratedRegex(@"agent[-_ ]?id", RegexOptions.IgnoreCase)]
    private static partial Regex AgentWord();

    [GeneratedRegex(@"[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}|\d{4}-\d{2}-\d{2}T[\d:.]+(?:Z|[+-][\d:]+)?|\d{9,}")]
    private static partial Regex Changing();
}
