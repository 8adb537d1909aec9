using System.CommandLine;
using System.Text.Json.Nodes;
using ConformanceHarness.Cli.Describing;
using ConformanceHarness.Cli.Output;
using ConformanceHarness.Cli.Running;
using ConformanceHarness.Core;
using ConformanceHarness.Suites.MinimumTestcase;

namespace ConformanceHarness.Cli.Commands;

/// <summary><c>init</c>: a service file by asking; with <c>--record</c> the steps of a journey by watching.</summary>
internal sealed class InitCommand
{
    private readonly Argument<string?> file = new("FILE") { Arity = ArgumentArity.ZeroOrOne };
    private readonly Option<string> answersFile = new("--answers") { HelpName = "FILE" };
    private readonly Option<string[]> single = new("--answer") { HelpName = "KEY=VALUE" };
    private readonly Option<bool> force = new("--force");
    private readonly RecordOptions recording = new();

    public static OfferedCommand Make(string language)
    {
        LocalText[] notes =
        [
            new("ถามทีละข้อและตรวจคำตอบทันทีด้วยกฎเดียวกับที่ run ใช้ ไม่ถามค่าของรหัสลับ ถามเพียงว่าอยู่ที่ใด", "Asks one thing at a time and checks each answer by the rules of run. It never asks for a secret, only for where it is found."),
            new("ไม่มีเทอร์มินัล (CI): ตอบทุกข้อที่จำเป็นด้วย --answers หรือ --answer ข้อที่มีค่าปกติไม่ต้องตอบ", "Without a terminal (CI): answer all that is needed with --answers or --answer; what has a default may be left out."),
            new("--record เปิดเบราว์เซอร์ที่เข้าสู่ระบบแล้ว ทำรายการตามปกติจนได้เลขอ้างอิง แล้วปิดหน้าต่างหรือกด Ctrl-C ได้ขั้นตอนเป็น YAML ไม่บันทึกรหัสผ่าน", "--record opens a browser that is logged in: walk the journey up to the reference number, then close the window or press Ctrl-C. It leaves the steps as YAML; passwords are never recorded."),
        ];
        LocalText[] exits = [new("0 เขียนไฟล์แล้ว", "0 the file was written"), new("2 คำตอบหรือคำสั่งผิด หรือมีไฟล์อยู่แล้ว", "2 an answer or the usage is wrong, or the file is there already"), new("3 เปิดเบราว์เซอร์ไม่ได้ (--record)", "3 no browser or display (--record)"), new("130 ยกเลิก ไม่มีสิ่งใดถูกเขียน", "130 cancelled, nothing was written")];
        var o = new InitCommand();
        return o.recording.AddTo(new OfferedCommand("init", new("สร้างไฟล์บริการโดยถามทีละข้อ หรือบันทึกขั้นตอนของงานบริการย่อย", "make a service file by asking, or record a journey"), language)
        {
            Notes = [.. notes.Select(n => n.In(language)), new LocalText("ชื่อคำถาม: ", "Keys: ").In(language) + string.Join(", ", Questions.All.Select(q => q.Key))],
            Exits = [.. exits.Select(e => e.In(language))],
            Examples =
            [
                "./conformance init",
                "./conformance init my.yaml --answer id=example-certificates",
                "./conformance init my.yaml --answers answers.yaml --force",
                "./conformance init --record --service my.yaml --sub-service certificate",
            ],
        }
            .With(o.file, new("ไฟล์บริการที่จะสร้าง (ปกติ <id>.yaml)", "service file to make (default: <id>.yaml)"))
            .With(o.answersFile, new("คำตอบเป็นไฟล์ YAML (ชื่อคำถาม: คำตอบ)", "answers as a YAML file (key: answer)"))
            .With(o.single, new("คำตอบหนึ่งข้อ ระบุซ้ำได้", "one answer, repeatable"))
            .With(o.force, new("เขียนทับไฟล์ที่มีอยู่", "replace a file that is there already")))
            .WithJson()
            .Does(o.RunAsync);
    }

    private Task<int> RunAsync(ParseResult parsed, Screen screen, Execution execution)
    {
        string[] describing = [.. new Option[] { answersFile, single, force }.Where(x => parsed.GetResult(x) is { Implicit: false }).Select(x => x.Name), .. parsed.GetValue(file) is { } named ? new[] { named } : []];
        return recording.Recording(parsed, describing) ? new Recording.RecordCommand(recording).RunAsync(parsed, screen, execution) : DescribeAsync(parsed, screen, execution);
    }

    private async Task<int> DescribeAsync(ParseResult parsed, Screen screen, Execution execution)
    {
        execution.Kept = () => new LocalText("ไม่มีสิ่งใดถูกเขียน", "Nothing was written.");
        var path = parsed.GetValue(file);
        var overwrite = parsed.GetValue(force);
        if (path is not null && Taken(path, overwrite) is { } taken)
        {
            throw taken;
        }

        var catalogue = RunSetup.ReadCatalogue(MinimumTestcaseSuite.Load()).Catalogue;
        var check = new AnswerCheck(catalogue);
        var answers = GivenAnswers.Read(parsed.GetValue(answersFile), parsed.GetValue(single) ?? []);
        CheckGiven(answers, check);
        if (Console.IsInputRedirected || screen.Json)
        {
            FillIn(answers);
        }
        else
        {
            screen.Line("Enter = ค่าในวงเล็บ · - = เว้นว่าง · Ctrl-C = ยกเลิกโดยไม่เขียนสิ่งใด", "Enter takes what is in brackets, - leaves it open, Ctrl-C ends without writing anything.");
            screen.Line();
            await new Interview(screen, check, ReadLineAsync).AskAsync(
                answers,
                (key, answer) => key == "id" && path is null ? Taken(answer + ".yaml", overwrite)
                    : key == "production.landingUrl" && answer.Length == 0 && !answers.Any(a => a.Key.EndsWith(".landingUrl", StringComparison.Ordinal) && a.Value.Length > 0) ? NoStage() : null,
                execution.Token);
        }

        var problems = check.Problems(answers);
        if (problems.Count > 0)
        {
            throw new ConfigurationProblemsException(problems);
        }

        path ??= answers["id"] + ".yaml";
        execution.Token.ThrowIfCancellationRequested();
        NewFile.Write(path, ServiceText.Of(answers, Schema(path)), overwrite);
        Done(screen, path);
        return ExitCodes.Conformant;
    }

    private static void Done(Screen screen, string path)
    {
        var shown = path.Contains(' ', StringComparison.Ordinal) ? $"\"{path}\"" : path;
        screen.Line();
        screen.Line($"✓ เขียน {path} แล้ว", $"✓ {path} was written.", Ink.Green);
        screen.Line($"ขั้นต่อไป: กำหนดรหัสลับ แล้วสั่ง ./conformance doctor --service {shown} และ ./conformance run --service {shown}", $"Next: provide the secrets, then ./conformance doctor --service {shown} and ./conformance run --service {shown}");
        if (screen.Json)
        {
            Screen.WriteJson(new JsonObject { ["exitCode"] = ExitCodes.Conformant, ["file"] = path, ["next"] = new JsonArray($"doctor --service {shown}", $"run --service {shown}") });
        }
    }

    private static ConfigurationException? Taken(string path, bool overwrite) =>
        Directory.Exists(path) ? new ConfigurationException(new($"{path} เป็นโฟลเดอร์", $"{path} is a folder."), new("ระบุชื่อไฟล์", "Name a file."))
        : File.Exists(path) && !overwrite ? NewFile.Exists(path)
        : null;

    private static ConfigurationException NoStage() => new(
        new("ยังไม่มี Landing URL ของขั้นใดเลย", "There is no Landing URL of any stage yet."),
        new("ระบุอย่างน้อยหนึ่งขั้น: uat.landingUrl, preproduction.landingUrl, production.landingUrl", "Give at least one of uat.landingUrl, preproduction.landingUrl, production.landingUrl."));

    private static void CheckGiven(Dictionary<string, string> answers, AnswerCheck check)
    {
        var problems = answers.SelectMany(a => check.Problems(a.Key, a.Value).Select(p => new ConfigurationException(
            new(p.Problem.Th.Contains(a.Key, StringComparison.Ordinal) ? p.Problem.Th : $"{a.Key}: {p.Problem.Th}", p.Problem.En.Contains(a.Key, StringComparison.Ordinal) ? p.Problem.En : $"{a.Key}: {p.Problem.En}"), p.Next))).ToList();
        if (problems.Count > 0)
        {
            throw new ConfigurationProblemsException(problems);
        }
    }

    /// <summary>Nobody is there to be asked: the defaults, and a refusal that names all that is missing.</summary>
    private static void FillIn(Dictionary<string, string> answers)
    {
        var missing = new List<string>();
        foreach (var question in Questions.All.Where(q => !answers.ContainsKey(q.Key) && q.Applies(answers)))
        {
            // A stage is in the file only if somebody said so.
            var answer = question.Key.EndsWith(".landingUrl", StringComparison.Ordinal) ? "" : question.Default(answers) ?? "";
            answers[question.Key] = answer;
            if (answer.Length == 0 && !question.Optional)
            {
                missing.Add(question.Key);
            }
        }

        if (missing.Count > 0)
        {
            throw new ConfigurationException(
                new($"ไม่มีเทอร์มินัลให้ถาม และยังไม่มีคำตอบของ: {string.Join(", ", missing)}", $"There is no terminal to ask at, and no answer to: {string.Join(", ", missing)}"),
                new("สั่งในเทอร์มินัล หรือตอบด้วย --answers FILE หรือ --answer ชื่อ=คำตอบ (ดู ./conformance init --help)", "Run it in a terminal, or answer with --answers FILE or --answer KEY=VALUE (see ./conformance init --help)."));
        }

        if (!answers.Any(a => a.Key.EndsWith(".landingUrl", StringComparison.Ordinal) && a.Value.Length > 0))
        {
            throw NoStage();
        }
    }

    // Reading a line can't be interrupted: it is left behind when the user presses Ctrl-C.
    private static Task<string?> ReadLineAsync(CancellationToken cancellationToken) => Task.Run(Console.In.ReadLine, CancellationToken.None).WaitAsync(cancellationToken);

    /// <summary>For editors: the schema, where this folder has it.</summary>
    private static string? Schema(string path)
    {
        var schema = Path.Combine(Home.Folder, "suites", "ConformanceHarness.Suites.MinimumTestcase", "schemas", "service.schema.json");
        return File.Exists(schema) ? Path.GetRelativePath(Path.GetDirectoryName(Path.GetFullPath(path))!, schema).Replace('\\', '/') : null;
    }
}
