using System.Text;
using ConformanceHarness.Core;
using ConformanceHarness.Core.Catalogues;
using ConformanceHarness.Core.Services;

namespace ConformanceHarness.Cli.Describing;

/// <summary>
/// Checks an answer by the rules of the service file's own reader: it is put into a file in which everything else is right, and whatever
/// the reader then says is about this answer.
/// </summary>
internal sealed class AnswerCheck(Catalogue catalogue)
{
    private static readonly Dictionary<string, string> Right = new(StringComparer.Ordinal)
    {
        ["id"] = "a",
        ["agency.th"] = "ก",
        ["agency.en"] = "a",
        ["category.th"] = "ก",
        ["category.en"] = "a",
        ["name.th"] = "ก",
        ["name.en"] = "a",
        ["appId"] = "00000000-0000-0000-0000-000000000000",
        ["channels"] = "app",
        ["uat.landingUrl"] = "https://example.go.th/",
        ["uat.login"] = "mock",
        ["responsible.name"] = "ก",
        ["gateway.consumerKey"] = "env:A",
        ["gateway.consumerSecret"] = "env:B",
    };

    public IReadOnlyList<ConfigurationException> Problems(string key, string answer)
    {
        if (answer.Length == 0)
        {
            return Questions.All.Single(q => q.Key == key).Optional ? [] : [new ConfigurationException(new($"ต้องตอบ {key}", $"{key} needs an answer."), new("พิมพ์คำตอบ", "Type one."))];
        }

        if (key is "gateway.consumerKey" or "gateway.consumerSecret" or "assisted.citizen" && ServiceText.Reference(answer) is null)
        {
            // What was typed may be the secret: it is not repeated.
            return [new ConfigurationException(
                new($"{key}: บอกเพียงว่ารหัสอยู่ที่ใด ไม่ใช่ค่าของรหัส", $"{key}: say where the secret is found, not what it is."),
                new("พิมพ์ env:ชื่อตัวแปร หรือ file:ตำแหน่งไฟล์ หากพิมพ์รหัสจริงลงไปในที่ที่ผู้อื่นเห็น ให้ขอ DGA ออกใหม่", "Type env:VARIABLE or file:PATH. If a real secret was typed where others could see it, have DGA issue a new one."))];
        }

        if (key == "subServices" && answer.Split(Questions.Next).Any(s => s.Split(Questions.Between).Length != 3))
        {
            return [new ConfigurationException(new("งานบริการย่อยต้องมีสามส่วนคั่นด้วย |", "A sub-service has three parts, with | between them."), new("เช่น certificate | ขอหนังสือรับรอง | Request a certificate", "For example certificate | ขอหนังสือรับรอง | Request a certificate"))];
        }

        if (key == "subServices" && answer.Split(Questions.Next).Select(s => s.Split(Questions.Between)[0].Trim()).GroupBy(id => id).FirstOrDefault(g => g.Count() > 1) is { } doubled)
        {
            return [new ConfigurationException(new($"งานบริการย่อย '{doubled.Key}' มีแล้ว", $"There is a sub-service '{doubled.Key}' already."), new("ใช้รหัสอื่น", "Use another id."))];
        }

        var all = new Dictionary<string, string>(Right, StringComparer.Ordinal) { [key] = answer };
        if (key.EndsWith(".login", StringComparison.Ordinal))
        {
            all[key.Replace(".login", ".landingUrl", StringComparison.Ordinal)] = Right["uat.landingUrl"];
        }

        return Problems(all);
    }

    /// <summary>Of a whole file.</summary>
    public IReadOnlyList<ConfigurationException> Problems(IReadOnlyDictionary<string, string> answers)
    {
        try
        {
            ServiceProfileReader.Read(Encoding.UTF8.GetBytes(ServiceText.Of(answers)), "init", catalogue);
            return [];
        }
        catch (ConfigurationProblemsException e)
        {
            // Line numbers of a file that isn't there help nobody.
            return [.. e.Problems.Select(p => new ConfigurationException(p.Problem, p.Next))];
        }
    }
}
