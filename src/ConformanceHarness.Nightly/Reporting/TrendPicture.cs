using System.Globalization;
using ConformanceHarness.Core;
using ConformanceHarness.Nightly.News;
using ConformanceHarness.Nightly.Nights;
using ConformanceHarness.Reports.Html;

namespace ConformanceHarness.Nightly.Reporting;

/// <summary>The nights as columns: how many targets were in which trouble. Those that are well are left out, or nobody would see the others.</summary>
internal static class TrendPicture
{
    private const double Width = 900;
    private const double Height = 220;
    private const double Left = 44;
    private const double Bottom = 30;
    private const double Top = 14;

    private static readonly (string Class, LocalText Words, TargetState[] States)[] Layers =
    [
        ("failing", StateWords.Of(TargetState.Failing), [TargetState.Failing]),
        ("blocked", StateWords.Of(TargetState.Blocked), [TargetState.Blocked]),
        ("unreachable", StateWords.Of(TargetState.Unreachable), [TargetState.Unreachable]),
        ("stuck", StateWords.Of(TargetState.Stuck), [TargetState.Stuck]),
        ("away", new("ไม่มีผลหรือไม่ได้ตรวจ", "no verdict, declined or deferred"), [TargetState.NoVerdict, TargetState.Declined, TargetState.Deferred]),
    ];

    public static void Write(HtmlOutput html, IReadOnlyList<NightCounts> trend)
    {
        var most = Math.Max(1, trend.Max(n => Layers.Sum(l => l.States.Sum(n.Of))));
        var slot = (Width - Left) / Math.Max(trend.Count, 7);
        using (html.In("svg", ("class", "trend"), ("viewBox", $"0 0 {N(Width)} {N(Height)}"), ("role", "img"), ("aria-label", "จำนวนบริการที่มีปัญหาในแต่ละคืน · services in trouble, night by night")))
        {
            html.Leaf("text", N(most), ("x", "6"), ("y", N(Top + 6)));
            html.Leaf("text", "0", ("x", "6"), ("y", N(Height - Bottom)));
            for (var i = 0; i < trend.Count; i++)
            {
                var (x, y) = (Left + (i * slot), Height - Bottom);
                foreach (var (name, _, states) in Layers)
                {
                    var count = states.Sum(trend[i].Of);
                    var tall = count * (Height - Bottom - Top) / most;
                    y -= tall;
                    if (count > 0)
                    {
                        html.Leaf("rect", "", ("class", name), ("x", N(x + 2)), ("y", N(y)), ("width", N(Math.Min(slot - 4, 60))), ("height", N(tall)));
                    }
                }

                if (trend.Count <= 8 || i % 5 == 0 || i == trend.Count - 1)
                {
                    html.Leaf("text", trend[i].Night.Length == 10 ? trend[i].Night[5..] : trend[i].Night, ("x", N(x + 2)), ("y", N(Height - 8)));
                }
            }
        }

        using var legend = html.In("ul", ("class", "legend"));
        foreach (var (name, words, _) in Layers)
        {
            using var item = html.In("li");
            html.Leaf("span", "■", ("class", name == "away" ? "none" : name), ("aria-hidden", "true"));
            html.Text(" ");
            html.Both(words);
        }
    }

    private static string N(double number) => number.ToString("0.##", CultureInfo.InvariantCulture);
}
