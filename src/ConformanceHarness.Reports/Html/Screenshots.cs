using ConformanceHarness.Core;
using ConformanceHarness.Reports.Reading;

namespace ConformanceHarness.Reports.Html;

/// <summary>
/// Embeds each screenshot once, where it is first needed, until the page's budget is used up. Failures are written first, so theirs are
/// the last to be left out. Nothing is scaled: the platform has no picture library, and the pages' own PNGs are small.
/// </summary>
internal sealed class Screenshots(HtmlOutput html, Pictures pictures)
{
    /// <summary>Characters of base64 in the whole page.</summary>
    public const int Budget = 12_000_000;

    private readonly Dictionary<string, bool> shown = new(StringComparer.Ordinal);
    private int left = Budget;

    public void Write(string digest, string caption)
    {
        if (shown.TryGetValue(digest, out var embedded))
        {
            if (embedded)
            {
                using var line = html.In("p", ("class", "shot-link"));
                html.Leaf("a", new LocalText("ดูภาพหน้าจอ", "See the screenshot"), ("href", "#" + Anchor(digest)));
            }
            else
            {
                LeftOut(digest);
            }

            return;
        }

        var png = pictures.Read(digest);
        var length = png is null ? 0 : (png.Length + 2) / 3 * 4;
        shown[digest] = png is not null && length <= left;
        if (!shown[digest])
        {
            LeftOut(digest);
            return;
        }

        left -= length;
        using var figure = html.In("figure", ("class", "shot"), ("id", Anchor(digest)));
        using (html.In("button", ("type", "button"), ("aria-expanded", "false"), ("class", "zoom")))
        {
            html.Picture(png!, "ภาพหน้าจอ " + caption);
        }

        using (html.In("figcaption"))
        {
            html.Both(new("ภาพหน้าจอ", "Screenshot"));
            html.Constant(" ");
            html.Leaf("code", caption);
        }
    }

    private static string Anchor(string digest) => "shot-" + digest;

    private void LeftOut(string digest)
    {
        using var line = html.In("p", ("class", "shot-link pair"));
        html.Both(new("ภาพหน้าจออยู่ในชุดผลการทดสอบ", "The screenshot is in the bundle"));
        html.Constant(" ");
        html.Leaf("code", $"evidence/screenshots/{digest}.png");
    }
}
