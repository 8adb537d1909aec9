namespace ConformanceHarness.Reports.Inbox;

/// <summary>
/// Which submission of a service counts, and the order of all. Pure. A submission takes another's place only if it is valid, of the same service,
/// stage and signer, and vouched for alike: nobody can push aside what somebody else submitted.
/// Of copies of one submission the reviewed one counts, but not one with a review that nobody vouches for: anybody can add such a thing.
/// </summary>
public static class InboxOrder
{
    public static InboxReport Of(IEnumerable<InboxRow> rows, int total)
    {
        var placed = new List<InboxRow>();
        foreach (var group in rows.GroupBy(KeyOf))
        {
            if (group.Key is null)
            {
                placed.AddRange(group.Select(r => r with { Place = InboxPlace.Unknown }));
                continue;
            }

            var named = group.Select(r => r.Statement!.PreviousBundle).OfType<string>().ToHashSet(StringComparer.OrdinalIgnoreCase);
            var newest = group
                .OrderBy(r => r.Digests.Any(named.Contains))
                .ThenByDescending(r => r.Timestamp ?? r.Statement!.EndedAt)
                .ThenByDescending(r => r.Review switch { { Trusted: true } => 2, null => 1, _ => 0 })
                .ThenBy(r => r.File, StringComparer.Ordinal)
                .First();
            placed.AddRange(group.Select(r => r with { Place = ReferenceEquals(r, newest) ? InboxPlace.Newest : InboxPlace.Superseded }));
        }

        return new InboxReport(
            [
                .. placed.OrderBy(r => r.Statement is null)
                    .ThenBy(r => r.Agency("th"), StringComparer.Ordinal)
                    .ThenBy(r => r.Statement?.ServiceId, StringComparer.Ordinal)
                    .ThenBy(r => r.Statement?.Stage)
                    .ThenBy(r => r.Place)
                    .ThenByDescending(r => r.Timestamp ?? r.Statement?.EndedAt)
                    .ThenBy(r => r.File, StringComparer.Ordinal),
            ],
            total);
    }

    private static object? KeyOf(InboxRow row) => row is { Valid: true, Statement: { } s } ? (s.ServiceId, s.Stage, row.Signer, row.Vouched) : null;
}
