using System.Security.Cryptography.X509Certificates;

namespace ConformanceHarness.Core.Bundles;

/// <summary>
/// Whether certificates were taken back before something was signed with them. Only the policy's lists count, nothing is fetched. A policy
/// that brings lists must bring one for every authority in the chain: what is not known to be good is not.
/// </summary>
internal sealed class RevocationCheck(IReadOnlyList<RevocationList> lists, DateTimeOffset? now, DateTimeOffset at, List<BundleProblem> problems)
{
    /// <summary>unspecified, affiliationChanged, superseded, cessationOfOperation: what was stamped before stays good (RFC 3161, section 4).</summary>
    private static readonly int[] Harmless = [0, 3, 4, 5];

    /// <param name="chain">the certificate, those above it, the root last; nobody but the policy can take back a root</param>
    /// <param name="ofTimestamp">the chain of a timestamp authority</param>
    public void Look(IReadOnlyList<X509Certificate2> chain, bool ofTimestamp)
    {
        for (var i = 0; lists.Count > 0 && i < chain.Count - 1; i++)
        {
            Look(chain[i], chain[i + 1], ofTimestamp && i == 0);
        }
    }

    private void Look(X509Certificate2 certificate, X509Certificate2 issuer, bool isAuthority)
    {
        var named = lists.Where(l => l.IsNamed(issuer)).ToList();
        var found = named.Where(l => l.IsOf(issuer)).ToList();
        if (found.Count == 0)
        {
            problems.Add(RevocationProblems.Unknown(certificate.Subject, named.Count == 0
                ? new("ไม่มี CRL ของ " + issuer.Subject, "there is no list of " + issuer.Subject)
                : new("ลายมือชื่อของ CRL ไม่ใช่ของ " + issuer.Subject, "the list's signature is not one of " + issuer.Subject)));
            return;
        }

        // Revoked in any of them is revoked.
        if (found.Select(l => l.Find(certificate)).OfType<Revocation>().Where(r => Counts(r, isAuthority)).MinBy(r => r.At) is { } revocation)
        {
            problems.Add(RevocationProblems.Revoked(certificate.Subject, revocation.At, isAuthority));
        }
        else if (!found.Any(IsCurrent))
        {
            problems.Add(RevocationProblems.Unknown(certificate.Subject, new("CRL ของ " + issuer.Subject + " เก่าเกินไป", "the list of " + issuer.Subject + " is out of date")));
        }
    }

    private bool Counts(Revocation revocation, bool isAuthority) =>
        revocation.At <= at || (isAuthority && (revocation.Reason is not { } reason || !Harmless.Contains(reason)));

    /// <summary>Made after the signature, or the newest there is.</summary>
    private bool IsCurrent(RevocationList list) => list.ThisUpdate >= at || list.NextUpdate is null || list.NextUpdate >= (now ?? at);
}
