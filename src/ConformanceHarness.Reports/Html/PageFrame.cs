using ConformanceHarness.Core;

namespace ConformanceHarness.Reports.Html;

/// <summary>What every page of the harness has around its content: the policy, one style, one script, the language switch.</summary>
internal static class PageFrame
{
    /// <param name="html">where to</param>
    /// <param name="title">of the browser's window, in the language that is shown</param>
    /// <param name="heading">at the top of the page</param>
    /// <param name="main">writes what is in between</param>
    /// <param name="footer">one line at the end</param>
    /// <param name="style">further rules that the page needs; a constant</param>
    public static void Write(HtmlOutput html, LocalText title, LocalText heading, Action main, LocalText footer, string? style = null)
    {
        html.Constant("<!DOCTYPE html>\n");
        using var root = html.In("html", ("lang", "th"), ("data-title-th", title.Th), ("data-title-en", title.En));
        using (html.In("head"))
        {
            html.Void("meta", ("charset", "utf-8"));
            html.Void("meta", ("http-equiv", "Content-Security-Policy"), ("content", PageAssets.PolicyWith(style)));
            html.Void("meta", ("name", "viewport"), ("content", "width=device-width, initial-scale=1"));
            html.Void("meta", ("name", "color-scheme"), ("content", "light dark"));
            html.Void("meta", ("name", "referrer"), ("content", "no-referrer"));
            html.Leaf("title", title.Th);
            html.Constant("<style>" + PageAssets.Style + "</style>\n<script>" + PageAssets.Script + "</script>\n");
            if (style is not null)
            {
                html.Constant("<style>" + style + "</style>\n");
            }
        }

        using var body = html.In("body");
        html.Leaf("a", new LocalText("ข้ามไปยังเนื้อหา", "Skip to the content"), ("class", "skip"), ("href", "#main"));
        using (html.In("header", ("class", "page")))
        {
            html.Leaf("p", heading, ("class", "kind"));
            using var button = html.In("button", ("type", "button"), ("id", "language"));
            html.Leaf("span", "English", ("class", "th"), ("lang", "en"));
            html.Leaf("span", "ภาษาไทย", ("class", "en"), ("lang", "th"));
        }

        using (html.In("main", ("id", "main")))
        {
            main();
        }

        using (html.In("footer", ("class", "page")))
        {
            html.Leaf("p", footer, ("class", "pair"));
        }
    }
}
