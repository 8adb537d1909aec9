using System.Text;
using ConformanceHarness.Core;
using ConformanceHarness.Reports.Html;

namespace ConformanceHarness.Nightly.Reporting;

/// <summary>What every page of the site has around its content. Style and script lie beside the pages, once for all of them.</summary>
internal static class SiteFrame
{
    private const string Policy = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'";

    /// <param name="up">from the page to the site's folder: "" or "../"</param>
    public static void Write(string file, string up, LocalText title, LocalText footer, Action<HtmlOutput> main)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        using var writer = new StreamWriter(file, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)) { NewLine = "\n" };
        var html = new HtmlOutput(writer);
        html.Constant("<!DOCTYPE html>\n");
        using var root = html.In("html", ("lang", "th"), ("data-title-th", title.Th), ("data-title-en", title.En));
        using (html.In("head"))
        {
            html.Void("meta", ("charset", "utf-8"));
            html.Void("meta", ("http-equiv", "Content-Security-Policy"), ("content", Policy));
            html.Void("meta", ("name", "viewport"), ("content", "width=device-width, initial-scale=1"));
            html.Void("meta", ("name", "color-scheme"), ("content", "light dark"));
            html.Void("meta", ("name", "referrer"), ("content", "no-referrer"));
            html.Leaf("title", title.Th);
            html.Void("link", ("rel", "stylesheet"), ("href", up + "site.css"));
            html.Leaf("script", "", ("src", up + "site.js"));
        }

        using var body = html.In("body");
        using (html.In("header"))
        {
            html.Leaf("p", new LocalText("การตรวจ e-Service ประจำคืน", "Nightly check of e-Services"), ("class", "kind"));
            html.Leaf("a", new LocalText("ภาพรวม", "Overview"), ("href", up + "index.html"));
            html.Leaf("a", new LocalText("ทุกบริการ", "All services"), ("href", up + "services.html"));
            using var button = html.In("button", ("type", "button"), ("id", "language"));
            html.Leaf("span", "English", ("class", "th"), ("lang", "en"));
            html.Leaf("span", "ภาษาไทย", ("class", "en"), ("lang", "th"));
        }

        using (html.In("main"))
        {
            main(html);
        }

        using (html.In("footer"))
        {
            html.Leaf("p", footer);
        }
    }
}
