using System.Text;
using ConformanceHarness.Core.Catalogues;

namespace ConformanceHarness.Core.Tests.Catalogues;

public sealed class AWrongCatalogueIsRefused
{
    [TestCaseSource(typeof(CatalogueSample), nameof(CatalogueSample.Spoiled))]
    public void With_file_line_and_reason(string text, int line, string[] expected, bool schema)
    {
        var problems = Problems(text);

        Assert.That(problems.Select(p => p.Problem.En), Is.EqualTo(expected), $"schema: {schema}");
        Assert.That((problems[0].File, problems[0].Line), Is.EqualTo(("sample.yaml", (int?)line)));
        Assert.That(problems[0].Message, Does.StartWith($"sample.yaml:{line}: {expected[0]} "));
    }

    [Test]
    public void With_all_problems_at_once_in_the_files_order()
    {
        var text = CatalogueSample.Good.With("obligation: must", "obligation: muss").With("id: sample", "ids: sample").With("fixer: dga", "fixer: nobody");

        Assert.That(Problems(text).Select(p => p.Problem.En), Is.EqualTo(
        [
            "Unknown member 'ids'.",
            "'id' is missing.",
            "'AUTH-01.obligation': 'muss' is not known.",
            "'AUTH-03.fixer': 'nobody' is not known.",
        ]));
    }

    [TestCase("obligation: must", "obligation: mst", "Did you mean 'must'?")]
    [TestCase("scenarios: [entry]", "scenaros: [entry]", "Did you mean 'scenarios'?")]
    [TestCase("dependsOn: [AUTH-01]", "dependsOn: [AUTH-1]", "Did you mean 'AUTH-01'?")]
    [TestCase("obligation: must", "obligation: whatever", "Allowed: must, should.")]
    public void With_the_word_that_was_probably_meant(string old, string @new, string advice) =>
        Assert.That(Problems(CatalogueSample.Good.With(old, @new)).Select(p => p.Next.En), Has.Some.EqualTo(advice));

    [TestCase("  - id: AUTH-01", "\t- id: AUTH-01", "The line is indented with a tab, which YAML forbids.", 6)]
    [TestCase("{ th: ตัวอย่าง", "&a { th: ตัวอย่าง", "A YAML anchor (&) is not read here.", 3)]
    [TestCase("id: sample", "id: !!str sample", "A YAML tag (!) is not read here.", 1)]
    [TestCase("id: sample", "id: *a", "A YAML alias (*) is not read here.", 1)]
    [TestCase("id: sample", "id: sam\u0000ple", "The line holds an invisible control character.", 1)]
    [TestCase("version: ", "\t\nversion: ", "The line is indented with a tab, which YAML forbids.", 2)]
    [TestCase("id: sample", "[id]: sample", "A member's name must be a word, not a list or a mapping.", 1)]
    public void With_what_YAML_readers_disagree_about(string old, string @new, string problem, int line)
    {
        var problems = Problems(CatalogueSample.Good.With(old, @new));

        Assert.That((problems[0].Problem.En, problems[0].Line), Is.EqualTo((problem, (int?)line)));
    }

    [Test]
    public void When_it_is_no_YAML()
    {
        var problem = Problems(CatalogueSample.Good.With("stages: [uat, preproduction]", "stages: [uat, preproduction")).Single();

        Assert.That(problem.Problem.En, Is.EqualTo("This is not valid YAML: A list, a mapping or a quotation does not end."));
        Assert.That(problem.Line, Is.EqualTo(10).Or.EqualTo(9));
    }

    [Test]
    public void When_it_holds_a_second_document()
    {
        var problem = Problems(CatalogueSample.Good + "---\nid: other\n").Single();

        Assert.That((problem.Problem.En, problem.Line), Is.EqualTo(("The file holds more than one YAML document (---).", (int?)CatalogueSample.Good.Count(c => c == '\n') + 1)));
    }

    [TestCase("")]
    [TestCase("# only a comment\n")]
    public void When_it_is_empty(string text) => Assert.That(Problems(text).Single().Problem.En, Is.EqualTo("The file is empty."));

    [Test]
    public void When_it_is_a_list() => Assert.That(Problems("- id: sample\n").Single().Problem.En, Is.EqualTo("The file must be a mapping of name: value."));

    [Test]
    public void When_it_is_larger_than_five_megabytes()
    {
        var bytes = new byte[(5 * 1024 * 1024) + 1];
        Array.Fill(bytes, (byte)'#');

        Assert.That(Yaml.Problems(() => CatalogueReader.Read(bytes, "big.yaml")).Single().Message, Does.StartWith("big.yaml: The file has 5,242,881 bytes; at most 5,242,880 are read."));
    }

    [Test]
    public void When_it_is_not_UTF_8()
    {
        byte[] thaiInWindows874 = [.. "id: sample\ntitle: "u8, 0xA1, 0xC3, 0xC1, (byte)'\n'];

        var problem = Yaml.Problems(() => CatalogueReader.Read(thaiInWindows874, "old.yaml")).Single();

        Assert.That((problem.Problem.En, problem.Line), Is.EqualTo(("The file isn't encoded in UTF-8.", (int?)2)));
    }

    [Test]
    public void When_it_is_nested_so_deeply_that_nobody_wrote_it()
    {
        var problem = Problems("id: " + new string('[', 100_000)).Single();

        Assert.That(problem.Problem.En, Does.Contain("Nested more than 24 levels deep"));
    }

    [Test]
    public void When_it_is_not_there()
    {
        var problem = Yaml.Problems(() => CatalogueReader.Read("no/such.yaml")).Single();

        Assert.That(problem.Message, Is.EqualTo("no/such.yaml: There is no such file. Check the name and the folder that you gave."));
    }

    [Test]
    public void When_it_is_a_folder() =>
        Assert.That(Yaml.Problems(() => CatalogueReader.Read(AppContext.BaseDirectory)).Single().Problem.En, Is.EqualTo("This is a folder, not a file."));

    [Test]
    public void When_a_check_is_used_by_no_case()
    {
        var problem = Yaml.Problems(() => CatalogueReader.Read(Yaml.Bytes(CatalogueSample.Good), "sample.yaml", new HashSet<string> { "AUTH-01", "AUTH-77" })).Single();

        Assert.That((problem.Problem.En, problem.Line), Is.EqualTo(("No case uses the check 'AUTH-77'.", (int?)5)));
    }

    [Test]
    public void When_a_case_names_an_unknown_check()
    {
        var problems = Yaml.Problems(() => CatalogueReader.Read(Yaml.Bytes(CatalogueSample.Good), "sample.yaml", new HashSet<string>()));

        Assert.That(problems.Select(p => (p.Problem.En, p.Line)), Is.EqualTo([("There is no check 'AUTH-01'.", (int?)12)]));
    }

    [Test]
    public void When_a_case_names_an_unknown_scenario()
    {
        var problems = Yaml.Problems(() => CatalogueReader.Read(Yaml.Bytes(CatalogueSample.Good), "sample.yaml", null, new HashSet<string> { "entri" }));

        Assert.That(problems.Select(p => (p.Problem.En, p.Next.En, p.Line)), Is.EqualTo([("There is no scenario called 'entry'.", "Did you mean 'entri'?", (int?)13)]));
    }

    [Test]
    public void When_its_dependencies_form_a_chain_that_closes_after_thousands_of_cases()
    {
        var text = new StringBuilder("cases:\n");
        for (var i = 0; i < 20_000; i++)
        {
            text.Append("  - {id: C").Append(i / 100).Append('-').Append((i % 100).ToString("00", null)).Append(", dependsOn: [C").Append((i + 1) % 20_000 / 100).Append('-').Append(((i + 1) % 100).ToString("00", null)).Append("]}\n");
        }

        Assert.That(Problems(text.ToString()).Count(p => p.Problem.En.Contains("circle", StringComparison.Ordinal)), Is.EqualTo(1));
    }

    private static IReadOnlyList<ConfigurationException> Problems(string text) => Yaml.Problems(() => CatalogueReader.Read(Yaml.Bytes(text), "sample.yaml"));
}
