using System.Globalization;
using System.Reflection;
using ConformanceHarness.Core;
using ConformanceHarness.Nightly.News;
using ConformanceHarness.Nightly.Nights;
using ConformanceHarness.Reports.Html;
using ConformanceHarness.Reports.Words;

namespace ConformanceHarness.Nightly.Reporting;

/// <summary>
/// The night as a site of plain files: an overview with the trend, a page for each agency and each service, a table of all with a search
/// field. Nothing of a record can become markup in it, and it asks no other server for anything.
/// </summary>
public sealed class NightSite
{
    private const int MostNews = 200;
    private readonly NightReport report;
    private readonly string folder;
    private readonly Func<NightReport, TargetLine, LocalText?> letter;
    private readonly Dictionary<string, string> agencies;
    private readonly LocalText footer;

    private NightSite(NightReport report, string folder, Func<NightReport, TargetLine, LocalText?> letter)
    {
        this.report = report;
        this.folder = folder;
        this.letter = letter;
        agencies = report.Lines.Select(l => l.Target.Service.Agency.Th).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)
            .Select((name, index) => (name, file: string.Create(CultureInfo.InvariantCulture, $"agency-{index + 1}.html"))).ToDictionary(a => a.name, a => a.file, StringComparer.Ordinal);
        var (from, until) = (ReportDates.Moment(report.StartedAt), ReportDates.Moment(report.EndedAt));
        footer = new($"ตรวจตั้งแต่ {from.Th} ถึง {until.Th}", $"Looked at from {from.En} to {until.En}");
    }

    /// <param name="folder">the site's; it lies beside the folder "nights" that evidence is in. Pages of before are replaced</param>
    /// <param name="letter">text that asks for an allow-list entry; null where there is nothing to ask for</param>
    public static void Write(NightReport report, string folder, Func<NightReport, TargetLine, LocalText?> letter)
    {
        Directory.CreateDirectory(folder);
        foreach (var part in new[] { "agencies", "services" })
        {
            if (Directory.Exists(Path.Combine(folder, part)))
            {
                Directory.Delete(Path.Combine(folder, part), recursive: true);
            }
        }

        foreach (var file in new[] { "site.css", "site.js" })
        {
            using var from = Assembly.GetExecutingAssembly().GetManifestResourceStream(file)!;
            using var to = File.Create(Path.Combine(folder, file));
            from.CopyTo(to);
        }

        new NightSite(report, folder, letter).WriteAll();
    }

    private void WriteAll()
    {
        SiteFrame.Write(Path.Combine(folder, "index.html"), "", new($"ผลตรวจประจำคืน {report.Night}", $"Night of {report.Night}"), footer, Overview);
        SiteFrame.Write(Path.Combine(folder, "services.html"), "", new("ทุกบริการ", "All services"), footer, html =>
        {
            html.Leaf("h1", new LocalText($"ทุกบริการ ({report.Lines.Count})", $"All services ({report.Lines.Count})"));
            Tools(html);
            Table(html, report.Lines, "", withAgency: true);
        });
        foreach (var agency in report.Lines.GroupBy(l => l.Target.Service.Agency.Th, StringComparer.Ordinal))
        {
            var name = agency.First().Target.Service.Agency;
            SiteFrame.Write(Path.Combine(folder, "agencies", agencies[agency.Key]), "../", name, footer, html =>
            {
                html.Leaf("h1", name);
                html.Leaf("p", new LocalText($"{agency.Count()} บริการ มีปัญหา {agency.Count(l => l.Tonight?.Trouble == true)} บริการ", $"{NightWords.Number(agency.Count(), "service", "services")}, {agency.Count(l => l.Tonight?.Trouble == true)} in trouble"));
                Table(html, [.. agency], "../", withAgency: false);
            });
        }

        foreach (var line in report.Lines)
        {
            SiteFrame.Write(Path.Combine(folder, "services", line.Target.Id + ".html"), "../", line.Target.Service.Name, footer, html => Service(html, line));
        }
    }

    private void Overview(HtmlOutput html)
    {
        using (html.In("section", ("class", "banner " + (report.ExitCode switch { ExitCodes.Conformant => "good", ExitCodes.NotConformant => "bad", _ => "doubt" }))))
        {
            html.Leaf("h1", NightWords.Headline(report));
            var day = DateOnly.TryParseExact(report.Night, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? ReportDates.Day(date) : new LocalText(report.Night, report.Night);
            html.Leaf("p", new LocalText($"คืนวันที่ {day.Th}{(report.First ? " เป็นคืนแรก ยังไม่มีคืนก่อนให้เปรียบเทียบ" : "")}", $"Night of {day.En}{(report.First ? ", the first: there is none to compare it with" : "")}"));
        }

        using (html.In("dl", ("class", "tally")))
        {
            foreach (var state in Enum.GetValues<TargetState>().Where(s => s is TargetState.Sound or TargetState.Failing || report.Count(s) > 0))
            {
                using var cell = html.In("div");
                html.Leaf("dt", StateWords.Of(state));
                html.Leaf("dd", Number(report.Count(state)), ("class", Class(state)));
            }

            if (report.Unseen > 0)
            {
                using var cell = html.In("div");
                html.Leaf("dt", new LocalText("ยังไม่ได้ตรวจ", "not looked at"));
                html.Leaf("dd", Number(report.Unseen), ("class", "none"));
            }
        }

        Incidents(html);
        News(html);
        html.Leaf("h2", new LocalText("แนวโน้ม", "Trend"));
        TrendPicture.Write(html, report.Trend);
        Agencies(html);
    }

    private void Incidents(HtmlOutput html)
    {
        if (report.Incidents.Count == 0)
        {
            return;
        }

        html.Leaf("h2", new LocalText("เหตุการณ์ร่วม", "Incidents"));
        foreach (var incident in report.Incidents)
        {
            using var card = html.In("details", ("class", "card incident"));
            html.Leaf("summary", NightWords.Of(incident));
            var (from, until) = (ReportDates.Moment(incident.From), ReportDates.Moment(incident.Until));
            html.Leaf("p", new LocalText($"ระหว่าง {from.Th} ถึง {until.Th}", $"Between {from.En} and {until.En}"), ("class", "soft"));
            using var list = html.In("ul", ("class", "list"));
            foreach (var id in incident.Targets)
            {
                using var item = html.In("li");
                html.Leaf("a", id, ("href", $"services/{id}.html"));
            }
        }
    }

    private void News(HtmlOutput html)
    {
        var news = report.News.ToList();
        html.Leaf("h2", report.First ? new LocalText($"สิ่งที่พบในคืนแรก ({news.Count})", $"What the first night found ({news.Count})") : new LocalText($"สิ่งที่เปลี่ยนไปตั้งแต่คืนก่อน ({news.Count})", $"What changed since last night ({news.Count})"));
        if (news.Count == 0)
        {
            html.Leaf("p", report.Down ? new LocalText("คืนนี้ไม่มีผลตรวจ จึงไม่มีการเปรียบเทียบ", "There are no verdicts tonight, and nothing is compared.") : new LocalText("ไม่มีการเปลี่ยนแปลง", "Nothing changed."), ("class", "card"));
            return;
        }

        using (html.In("div", ("class", "scroll")))
        using (html.In("table", ("class", "stacked")))
        {
            Head(html, new("เรื่อง", "what"), new("บริการ", "service"), new("รายละเอียด", "details"));
            using var body = html.In("tbody");
            foreach (var (line, item) in news.Take(MostNews))
            {
                using var row = html.In("tr");
                using (html.In("td"))
                {
                    html.Leaf("span", StateWords.Of(item.Kind), ("class", "chip " + (item.Kind switch { NewsKind.Broken => "failing", NewsKind.Flapping or NewsKind.CertificateEnding => "blocked", NewsKind.Fixed => "sound", _ => "none" })));
                }

                using (html.In("td"))
                {
                    html.Leaf("a", line.Target.Service.Name, ("href", $"services/{line.Target.Id}.html"));
                    html.Leaf("div", line.Target.Service.Agency, ("class", "soft"));
                }

                html.Leaf("td", item.Words);
            }
        }

        if (news.Count > MostNews)
        {
            html.Leaf("p", new LocalText($"แสดง {MostNews} จาก {news.Count} รายการ ที่เหลืออยู่ในหน้าของแต่ละหน่วยงาน", $"{MostNews} of {news.Count} are shown; the rest is on the agencies' pages."), ("class", "soft"));
        }
    }

    private void Agencies(HtmlOutput html)
    {
        html.Leaf("h2", new LocalText("หน่วยงาน", "Agencies"));
        using var scroll = html.In("div", ("class", "scroll"));
        using var table = html.In("table");
        Head(html, new("หน่วยงาน", "agency"), new("บริการ", "services"), new("มีปัญหา", "in trouble"), new("เรื่องใหม่", "new"));
        using var body = html.In("tbody");
        foreach (var agency in report.Lines.GroupBy(l => l.Target.Service.Agency.Th, StringComparer.Ordinal).OrderByDescending(g => g.Count(l => l.Tonight?.Trouble == true)).ThenBy(g => g.Key, StringComparer.Ordinal))
        {
            using var row = html.In("tr");
            using (html.In("td"))
            {
                html.Leaf("a", agency.First().Target.Service.Agency, ("href", "agencies/" + agencies[agency.Key]));
            }

            html.Leaf("td", Number(agency.Count()), ("class", "n"));
            html.Leaf("td", Number(agency.Count(l => l.Tonight?.Trouble == true)), ("class", "n"));
            html.Leaf("td", Number(agency.Count(l => l.News.Any(n => n.Worse))), ("class", "n"));
        }
    }

    private static void Tools(HtmlOutput html)
    {
        using var tools = html.In("div", ("class", "tools"));
        html.Void("input", ("id", "find"), ("type", "search"), ("aria-label", "ค้นหา · search"), ("placeholder", "ค้นหา · search"));
        using (html.In("select", ("id", "state"), ("aria-label", "สถานะ · state")))
        {
            html.Leaf("option", "ทุกสถานะ · any state", ("value", ""));
            foreach (var state in Enum.GetValues<TargetState>())
            {
                var words = StateWords.Of(state);
                html.Leaf("option", $"{words.Th} · {words.En}", ("value", TargetNight.Name(state)));
            }
        }

        html.Leaf("span", "", ("id", "shown"), ("aria-live", "polite"));
    }

    private static void Table(HtmlOutput html, IReadOnlyList<TargetLine> lines, string up, bool withAgency)
    {
        using var scroll = html.In("div", ("class", "scroll"));
        using var table = html.In("table", ("id", "targets"), ("class", "stacked"));
        Head(html, new("บริการ", "service"), new("คืนนี้", "tonight"), new("คืนที่ผ่านมา", "nights"));
        using var body = html.In("tbody");
        foreach (var line in lines)
        {
            using var row = html.In("tr", ("data-state", line.Tonight is { } seen ? TargetNight.Name(seen.State) : "none"));
            using (html.In("td"))
            {
                html.Leaf("a", line.Target.Service.Name, ("href", $"{up}services/{line.Target.Id}.html"));
                html.Leaf("div", withAgency ? new LocalText($"{line.Target.Id} · {line.Target.Service.Agency.Th}", $"{line.Target.Id} · {line.Target.Service.Agency.En}") : new LocalText(line.Target.Id, line.Target.Id), ("class", "soft"));
            }

            using (html.In("td"))
            {
                State(html, line);
            }

            using (html.In("td"))
            {
                Strip(html, line, 14);
            }
        }
    }

    private static void State(HtmlOutput html, TargetLine line)
    {
        if (line.Tonight is not { } night)
        {
            html.Leaf("span", new LocalText("ยังไม่ได้ตรวจ", "not looked at"), ("class", "chip none"));
            return;
        }

        html.Leaf("span", StateWords.Of(night.State), ("class", "chip " + Class(night.State)));
        if (night.State != TargetState.Sound)
        {
            html.Leaf("div", night.State == TargetState.Failing ? new LocalText(string.Join(", ", night.Failing), string.Join(", ", night.Failing)) : StateWords.Of(night.Last), ("class", "soft"));
        }
        else if (night.Unsteady)
        {
            html.Leaf("div", new LocalText("ไม่ผ่านในครั้งแรก แต่ผ่านเมื่อตรวจซ้ำ", "failed at first, not when tried again"), ("class", "soft"));
        }
    }

    private static void Strip(HtmlOutput html, TargetLine line, int most)
    {
        var states = line.Strip.TakeLast(most).ToList();
        using var strip = html.In("span", ("class", "strip"), ("role", "img"), ("aria-label", string.Join(", ", states.Select(s => s is { } state ? StateWords.Of(state).Th : "–"))));
        foreach (var state in states)
        {
            html.Leaf("i", "", ("class", state is { } known ? Class(known) : "none"));
        }
    }

    private void Service(HtmlOutput html, TargetLine line)
    {
        var service = line.Target.Service;
        html.Leaf("h1", service.Name);
        using (html.In("p"))
        {
            html.Leaf("a", service.Agency, ("href", "../agencies/" + agencies[service.Agency.Th]));
        }

        html.Leaf("p", line.Target.LandingUrl, ("class", "id"));
        using (html.In("div", ("class", "card")))
        {
            State(html, line);
            if (line.Streak > 0)
            {
                html.Leaf("p", line.Tonight!.Trouble
                    ? new LocalText($"มีปัญหาต่อเนื่อง {line.Streak} คืน", $"in trouble for {NightWords.Number(line.Streak, "night", "nights")}")
                    : new LocalText($"ปกติต่อเนื่อง {line.Streak} คืน", $"sound for {NightWords.Number(line.Streak, "night", "nights")}"));
            }

            foreach (var news in line.News)
            {
                using var item = html.In("p");
                html.Leaf("strong", StateWords.Of(news.Kind));
                html.Text(" ");
                html.Both(news.Words);
            }

            if (line.Incident is { } incident)
            {
                html.Leaf("p", new LocalText("เป็นส่วนหนึ่งของเหตุการณ์ร่วม: " + NightWords.Of(incident).Th, "Part of an incident: " + NightWords.Of(incident).En));
            }
        }

        html.Leaf("h2", new LocalText("คืนที่ผ่านมา", "Nights"));
        using (html.In("div", ("class", "card")))
        {
            Strip(html, line, NightReport.Shown);
        }

        if (line.Tonight is { } night)
        {
            Facts(html, line, night);
        }

        if (letter(report, line) is { } words)
        {
            html.Leaf("h2", new LocalText("หนังสือขอเพิ่มรายการอนุญาต", "Letter that asks for an allow-list entry"));
            using var card = html.In("div", ("class", "card"));
            html.Leaf("pre", words);
        }
    }

    private static void Facts(HtmlOutput html, TargetLine line, TargetNight night)
    {
        html.Leaf("h2", new LocalText("ข้อเท็จจริงของคืนนี้", "Tonight's facts"));
        using var scroll = html.In("div", ("class", "scroll"));
        using var table = html.In("table");
        using var body = html.In("tbody");
        void Row(LocalText name, LocalText value)
        {
            using var row = html.In("tr");
            html.Leaf("th", name);
            html.Leaf("td", value);
        }

        LocalText Same(string text) => new(text, text);
        Row(new("ตรวจเมื่อ", "Looked at"), ReportDates.Moment(night.Last.StartedAt));
        Row(new("ใช้เวลา", "It took"), ReportDates.Duration(night.Last.DurationMs));
        Row(new("จำนวนครั้ง", "Attempts"), Same(Number(night.Attempts)));
        if (night.Last.Advice.Count > 0)
        {
            Row(new("ข้อแนะนำ", "Advice"), Same(string.Join(", ", night.Last.Advice)));
        }

        if (night.Last.Address is { } address)
        {
            Row(new("ที่อยู่ IP", "IP address"), Same(address));
        }

        if (night.Last.CertificateEnds is { } ends)
        {
            Row(new("ใบรับรองหมดอายุ", "Certificate ends"), ReportDates.Moment(ends));
        }

        if (line.Target.Owner is { } owner)
        {
            Row(new("ผู้รับผิดชอบ", "Responsible"), Same(owner));
        }

        if (night.Last.Evidence is { } evidence)
        {
            using var row = html.In("tr");
            html.Leaf("th", new LocalText("หลักฐาน", "Evidence"));
            using var cell = html.In("td");
            // Both lie below the nightly folder.
            foreach (var (file, name) in new[] { ("verdicts.json", new LocalText("ผลทุกกรณี", "all verdicts")), ("ledger.jsonl", new LocalText("บัญชีบันทึก", "ledger")), ("evidence/", new LocalText("หลักฐานทั้งหมด", "all evidence")) })
            {
                html.Leaf("a", name, ("href", $"../../{evidence}/{file}"));
                html.Text(" ");
            }
        }
    }

    private static void Head(HtmlOutput html, params ReadOnlySpan<LocalText> names)
    {
        using var head = html.In("thead");
        using var row = html.In("tr");
        foreach (var name in names)
        {
            html.Leaf("th", name);
        }
    }

    private static string Class(TargetState state) => TargetNight.Name(state);

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
