using ConformanceHarness.Core.Catalogues;
using ConformanceHarness.Core.Yaml;

namespace ConformanceHarness.Core.Services;

/// <summary>
/// File with a person's answers, for <c>attest --answers</c>: the member <c>attestations</c> as a service file has it, and nothing else. Its
/// schema is the suite's schemas/answers.schema.json.
/// </summary>
public static class AnswersFileReader
{
    /// <param name="path">the file; messages name it as given here</param>
    /// <param name="catalogue">every answer must name one of its cases</param>
    /// <param name="forPeople">cases that wait for a person at the stage: an answer to any other changes nothing, so it is a problem</param>
    /// <param name="folder">folder of the service file: evidence must lie there</param>
    /// <exception cref="ConfigurationProblemsException">the file can't be used; holds every problem, and nothing of it is to be used</exception>
    public static IReadOnlyList<Attestation> Read(string path, Catalogue catalogue, IReadOnlySet<string> forPeople, string folder)
    {
        var problems = new Problems(path);
        var bytes = YamlBytes.Of(path, problems);
        problems.ThrowIfAny();
        var root = YamlTree.Read(bytes!, problems) is { } value ? Members.Of(value, "", problems, ["attestations"]) : null;
        if (root?.RequiredList("attestations") is null)
        {
            problems.ThrowIfAny();
        }

        var answers = AnswerReader.Attestations(root!, problems);
        new CatalogueComparison([catalogue], problems).Compare([], [], answers.Select(a => a.Case));
        foreach (var answer in answers.Where(a => a.Case is not null && catalogue.Cases.Any(c => c.Id == a.Case.Text)))
        {
            if (!forPeople.Contains(answer.Case!.Text))
            {
                problems.Add(
                    answer.Case.Line,
                    new($"'attestations': กรณีทดสอบ {answer.Case.Text} ไม่ได้รอบุคคลในขั้นนี้", $"'attestations': {answer.Case.Text} does not wait for a person at this stage."),
                    new("ลบรายการนี้ หรือเลือกขั้นที่ถูกต้องด้วย --stage", "Delete the item, or name the right stage with --stage."));
            }

            foreach (var file in answer.Value?.Evidence.Where(f => !File.Exists(Path.Combine(folder, f))) ?? [])
            {
                problems.Add(
                    answer.Case.Line,
                    new($"{answer.Case.Text}: ไม่พบไฟล์หลักฐาน {file} ในโฟลเดอร์ของไฟล์บริการ", $"{answer.Case.Text}: the evidence {file} is not in the service file's folder."),
                    new($"วางไฟล์ไว้ที่ {Path.Combine(folder, file)} หรือแก้ชื่อไฟล์", $"Put it at {Path.Combine(folder, file)}, or correct its name."));
            }
        }

        problems.ThrowIfAny();
        return [.. answers.Select(a => a.Value).OfType<Attestation>()];
    }
}
