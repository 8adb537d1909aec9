using ConformanceHarness.Core;
using ConformanceHarness.Reports.Reading;

namespace ConformanceHarness.Reports.Html;

/// <summary>What ties the report to the bundle, and how anybody can check it.</summary>
internal sealed class VerifySection(ReportedRun run, HtmlOutput html)
{
    public void Write()
    {
        var statement = run.Record.Statement;
        using var section = html.In("section", ("id", "verify"), ("aria-labelledby", "verify-heading"));
        html.Leaf("h2", new LocalText("การตรวจสอบผล", "How to verify"), ("id", "verify-heading"));
        html.Leaf("p", new LocalText(
            "รายงานนี้สรุปจากบันทึกในชุดผลการทดสอบ (.asice) ผลที่ใช้อ้างอิงคือชุดผลที่ลงนามแล้ว ตรวจสอบได้ด้วยคำสั่ง",
            "This report is written from the records in the bundle (.asice); what counts is the signed bundle. Check it with"), ("class", "pair"));
        html.Leaf("pre", "./conformance verify BUNDLE.asice");
        html.Leaf("p", new LocalText("ตรวจลายมือชื่อด้วย openssl โดยไม่ใช้เครื่องมือนี้", "The signature alone, without this tool"), ("class", "pair"));
        html.Leaf("pre", "unzip BUNDLE.asice -d bundle\nopenssl cms -verify -binary -inform DER -noverify \\\n  -in bundle/META-INF/signature001.p7s \\\n  -content bundle/META-INF/ASiCManifest001.xml -out /dev/null");
        html.Leaf("p", new LocalText("บรรทัดสุดท้ายของ ledger.jsonl ต้องให้ค่าแฮชตรงกับหัวบันทึกด้านล่าง", "The last line of ledger.jsonl must hash to the ledger's head below"), ("class", "pair"));
        html.Leaf("pre", "tail -n 1 bundle/ledger.jsonl | tr -d '\\n' | sha256sum");
        using var list = html.In("dl");
        Digest(new("หัวบันทึก (ledger head)", "Ledger head"), statement.LedgerHead);
        Digest(new("จำนวนบรรทัดในบันทึก", "Lines in the ledger"), run.Record.Ledger.Count.ToString(System.Globalization.CultureInfo.InvariantCulture));
        Digest(new("รายการกรณีทดสอบ (SHA-256)", "Catalogue (SHA-256)"), statement.CatalogueDigest);
        Digest(new("ไฟล์บริการ (SHA-256)", "Service file (SHA-256)"), statement.ServiceFileDigest);
        foreach (var suite in statement.Suites.OrderBy(s => s.Key, StringComparer.Ordinal))
        {
            Digest(new($"ชุดทดสอบ {suite.Key} (SHA-256)", $"Suite {suite.Key} (SHA-256)"), suite.Value);
        }

        Digest(new("กุญแจ TLS ของเครื่องแม่ข่าย (SHA-256)", "Server's TLS key (SHA-256)"), statement.Target.TlsKeyHash);
        Digest(new("ที่อยู่เครื่องแม่ข่าย", "Server addresses"), string.Join(", ", statement.Target.Addresses));
        Digest(new("เส้นทางการเปลี่ยนหน้า", "Redirect chain"), string.Join(" → ", statement.Target.RedirectChain));
        Digest(new("รุ่นของระบบบริการ", "Build fingerprint"), statement.Target.BuildFingerprint);
        Digest(new("ค่าท้าทาย", "Challenge"), statement.Challenge);
        Digest(new("ชุดผลก่อนหน้า (SHA-256)", "Previous bundle (SHA-256)"), statement.PreviousBundle);
    }

    private void Digest(LocalText name, string? value)
    {
        if (string.IsNullOrEmpty(value))
        {
            return;
        }

        html.Leaf("dt", name);
        using var definition = html.In("dd");
        html.Leaf("code", value);
    }
}
