using System.Globalization;
using ConformanceHarness.Core;
using ConformanceHarness.Core.Evidence;
using ConformanceHarness.Core.Judging;

namespace ConformanceHarness.Suites.MinimumTestcase.Checks;

/// <summary>The service file says whose the service is, what it holds and who answers for it.</summary>
[Check("DOC-01")]
internal sealed class ServiceFileComplete : FindingCheck
{
    private static readonly LocalText Expected = new("ระบุหน่วยงาน หมวดหมู่ e-Service งานบริการย่อยทุกงาน และผู้รับผิดชอบพร้อมช่องทางติดต่อ", "Agency, category, e-Service, every sub-service, and a person responsible who can be reached");

    protected override LocalText Passing { get; } = new("ไฟล์บริการระบุหน่วยงาน หมวดหมู่ e-Service งานบริการย่อย และผู้รับผิดชอบ", "The service file names agency, category, e-Service, sub-services and a person responsible.");

    protected override bool Saw(CaseEvidence evidence, Observation observation) => true;

    protected override IEnumerable<Finding> Find(CaseEvidence evidence, Observation observation)
    {
        var service = evidence.Service;
        if (service.SubServices.Count == 0)
        {
            yield return Missing("ไม่มีงานบริการย่อย", "No sub-service is named.", "subServices");
        }

        if (service.Responsible is not { } person)
        {
            yield return Missing("ไม่มีผู้รับผิดชอบ", "Nobody is named as responsible.", "responsible");
        }
        else if (person is { Email: null, Phone: null })
        {
            yield return Missing("ผู้รับผิดชอบไม่มีอีเมลหรือโทรศัพท์", "The person responsible has neither e-mail nor phone.", "responsible");
        }
    }

    private static Finding Missing(string th, string en, string member) => Say.Found(Expected, new LocalText(th, en), "service.yaml: " + member);
}

/// <summary>What DGA's catalogue of services shows is there.</summary>
[Check("DOC-02")]
internal sealed class DocumentsComplete : FindingCheck
{
    private const int LeastLetters = 10;

    private static readonly string[] Pictures = ["png", "jpeg", "webp", "svg", "gif"];

    protected override LocalText Passing { get; } = new("มีคำอธิบายย่อ คำอธิบายฉบับเต็ม ไอคอน และภาพหน้าจอครบ", "Short and full description, icon and screenshots are there.");

    protected override bool Saw(CaseEvidence evidence, Observation observation) => true;

    protected override IEnumerable<Finding> Find(CaseEvidence evidence, Observation observation)
    {
        var most = (int)evidence.Number("characters");
        var expected = new LocalText(
            $"คำอธิบายย่อไม่เกิน {evidence.Case.Parameters["characters"]} ตัวอักษร คำอธิบายฉบับเต็ม ไอคอน และภาพหน้าจอ",
            $"A short description of at most {evidence.Case.Parameters["characters"]} characters, a full one, an icon and screenshots");
        Finding Wrong(string th, string en, string member) => Say.Found(expected, new LocalText(th, en), "service.yaml: documents" + (member.Length == 0 ? "" : "." + member));
        if (evidence.Service.Documents is not { } documents)
        {
            yield return Wrong("ไฟล์บริการไม่มี documents", "The service file has no documents.", "");
            yield break;
        }

        if (documents.ShortDescription is not { } brief)
        {
            yield return Wrong("ไม่มีคำอธิบายย่อ", "There is no short description.", "shortDescription");
        }
        else
        {
            foreach (var (language, text) in new[] { ("th", brief.Th), ("en", brief.En) })
            {
                // As DGA's form counts: every vowel and tone mark is a character.
                var length = text.EnumerateRunes().Count();
                if (length > most)
                {
                    var number = length.ToString(CultureInfo.InvariantCulture);
                    yield return Wrong($"คำอธิบายย่อ ({language}) ยาว {number} ตัวอักษร", $"The short description ({language}) has {number} characters.", "shortDescription." + language);
                }
            }
        }

        if (documents.Description is not { } full || full.Th.Count(char.IsLetter) < LeastLetters)
        {
            yield return Wrong("ไม่มีคำอธิบายฉบับเต็ม", "There is no full description.", "description");
        }

        if (documents.Icon is null)
        {
            yield return Wrong("ไม่มีไอคอน", "There is no icon.", "icon");
        }

        if (documents.Screenshots.Count == 0)
        {
            yield return Wrong("ไม่มีภาพหน้าจอ", "There are no screenshots.", "screenshots");
        }

        foreach (var file in observation.Documents.Where(f => f.Format is null || !Pictures.Contains(f.Format) || f.Digest is null))
        {
            yield return file.Length is null
                ? Wrong($"ไม่มีไฟล์ {file.Name}", $"There is no file {file.Name}.", file.Kind == "icon" ? "icon" : "screenshots")
                : Wrong($"{file.Name} ไม่ใช่ไฟล์ภาพที่ใช้ได้", $"{file.Name} is no picture that can be used.", file.Kind == "icon" ? "icon" : "screenshots");
        }
    }
}
