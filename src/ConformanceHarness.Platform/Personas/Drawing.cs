using System.Globalization;
using Bogus;
using ConformanceHarness.Core.Entering;
using ConformanceHarness.Core.Evidence;

namespace ConformanceHarness.Platform.Personas;

/// <summary>One sequence of citizens of a <see cref="PersonaMaker"/>. Not thread-safe.</summary>
/// <param name="taken">numbers and addresses that have been given out by any sequence</param>
internal sealed class Drawing(int seed, HashSet<string> taken)
{
    private readonly Randomizer _random = new(seed);
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private int _made;

    /// <exception cref="InvalidOperationException">every name pair of this kind has been given out</exception>
    public Citizen Make(string key, PersonaKind kind)
    {
        _made++;
        var (first, last) = NamePair(kind);
        var citizen = new Citizen
        {
            Key = key,
            Kind = KindWord(kind),
            UserId = Unique(() => _random.Guid().ToString()),
            CitizenId = Unique(() => CitizenIds.Complete(_random.Int(1, 8).ToString(CultureInfo.InvariantCulture) + _random.ReplaceNumbers("###########"))),
            FirstName = first,
            LastName = last,
            DateOfBirth = DateOfBirth(kind),
            Mobile = Unique(() => _random.ArrayElement(["08", "09"]) + _random.ReplaceNumbers("########")),
            Email = Unique(() => $"citizen{_made}.{_random.AlphaNumeric(6)}@{_random.ArrayElement(["example.com", "example.org", "example.net"])}"),
        };
        return kind == PersonaKind.SparseYearOnlyBirth ? citizen with { Mobile = null, Email = "" } : citizen;
    }

    private static string KindWord(PersonaKind kind) => kind switch
    {
        PersonaKind.CombiningMarksMonthOnlyBirth => "combiningMarks",
        PersonaKind.SparseYearOnlyBirth => "sparse",
        PersonaKind.LongName => "longName",
        _ => "ordinary",
    };

    private string DateOfBirth(PersonaKind kind)
    {
        // Adults, and by a fixed calendar: a seed must give the same citizen next year.
        var full = new DateOnly(1950, 1, 1).AddDays(_random.Int(0, 365 * 55)).ToString("yyyyMMdd", CultureInfo.InvariantCulture);
        return kind switch
        {
            PersonaKind.CombiningMarksMonthOnlyBirth => full[..6] + "--",
            PersonaKind.SparseYearOnlyBirth => full[..4] + "----",
            _ => full,
        };
    }

    private (string First, string Last) NamePair(PersonaKind kind)
    {
        var names = ThaiNames.All;
        var (given, surnames) = kind switch
        {
            PersonaKind.LongName => (names.LongGiven, names.LongSurnames),
            PersonaKind.CombiningMarksMonthOnlyBirth => (names.MarkedGiven, names.MarkedSurnames),
            _ => (names.Given, names.Surnames),
        };
        var count = given.Count * surnames.Count;
        var start = _random.Int(0, count - 1);
        for (var i = 0; i < count; i++)
        {
            var place = (start + i) % count;
            // Diagonal walk: neighbours differ in both names, so that one citizen's name is not half of the next one's.
            var pair = (given[place % given.Count], surnames[(place / given.Count + place % given.Count) % surnames.Count]);
            if (_names.Add(pair.Item1 + " " + pair.Item2))
            {
                return pair;
            }
        }

        throw new InvalidOperationException($"All {count} name pairs for {kind} have been given out.");
    }

    private string Unique(Func<string> make)
    {
        while (true)
        {
            var value = make();
            if (taken.Add(value))
            {
                return value;
            }
        }
    }
}
