using ConformanceHarness.Sessions;

namespace ConformanceHarness.Cli.Recording;

/// <summary>What was done, in the order in which it counts: of a field that was corrected only the last word, of a button that opened a file dialog only the file.</summary>
internal static class RecordedActs
{
    // Two taps on the same thing within this time are one nervous finger.
    private const long DoubleTapMs = 700;

    public static IReadOnlyList<PersonAct> Reduce(IEnumerable<PersonAct> acts)
    {
        var kept = new List<PersonAct>();
        PersonAct? opener = null;
        foreach (var act in acts.Where(a => a.Kind != PersonActKind.Page))
        {
            switch (act.Kind)
            {
                case PersonActKind.Dialog:
                    opener = kept.Count > 0 && kept[^1].Kind == PersonActKind.Tap ? kept[^1] : null;
                    if (opener is not null)
                    {
                        kept.RemoveAt(kept.Count - 1);
                    }

                    break;
                case PersonActKind.Tap:
                    if (kept.Count == 0 || kept[^1].Kind != PersonActKind.Tap || kept[^1].Key != act.Key || act.AtMs - kept[^1].AtMs > DoubleTapMs)
                    {
                        kept.Add(act);
                    }

                    break;
                default:
                    Enter(kept, act.Kind == PersonActKind.Attach && act.Name.Length == 0 && opener is not null ? act with { Name = opener.Name, Role = opener.Role, Selector = opener.Selector } : act);
                    break;
            }
        }

        return [.. kept.Where(a => a.Value.Trim().Length > 0 || a.Kind is PersonActKind.Tap or PersonActKind.Secret)];
    }

    private static void Enter(List<PersonAct> kept, PersonAct act)
    {
        var lastTap = kept.FindLastIndex(a => a.Kind == PersonActKind.Tap);
        var before = kept.FindIndex(lastTap + 1, a => a.Kind != PersonActKind.Tap && a.Key == act.Key);
        if (before < 0)
        {
            kept.Add(act);
        }
        else if (act.Toggle)
        {
            kept.RemoveAt(before);
        }
        else
        {
            kept[before] = act;
        }
    }
}
