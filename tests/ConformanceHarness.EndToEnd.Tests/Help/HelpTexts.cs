using ConformanceHarness.EndToEnd.Tests.Tools;

namespace ConformanceHarness.EndToEnd.Tests.Help;

public sealed class HelpTexts
{
    [Test]
    public async Task Every_command_explains_itself_in_both_languages(
        [Values("", "run", "attest", "list", "verify", "rejudge", "compare", "retest", "challenge", "challenge new", "challenge draw", "report", "doctor", "mock", "init", "catalogue", "catalogue import", "catalogue export", "feedback", "review", "review sign", "nightly", "nightly merge")] string command, [Values("en", "th")] string language)
    {
        using var home = new TestHome();
        home.Variables["LANG"] = language == "th" ? "th_TH.UTF-8" : "C.UTF-8";
        var end = await Command.RunAsync(home, [.. command.Split(' ', StringSplitOptions.RemoveEmptyEntries), "--help"]);
        Assert.That(end.ExitCode, Is.Zero, end.All);
        Assert.That(end.Output, Does.Contain("./conformance " + command).And.Not.Contain('\u001b'));
        Approved.Check(end.Output, (command.Length == 0 ? "conformance" : command.Replace(' ', '-')) + "." + language);
    }
}
