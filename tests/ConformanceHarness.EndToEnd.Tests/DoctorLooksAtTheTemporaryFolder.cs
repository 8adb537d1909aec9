using ConformanceHarness.EndToEnd.Tests.Tools;
using ConformanceHarness.Sessions.Browser;

namespace ConformanceHarness.EndToEnd.Tests;

[Platform("Linux")]
public sealed class DoctorLooksAtTheTemporaryFolder
{
    [TestCase(BrowserFolder.LongestTemporary, false)]
    [TestCase(BrowserFolder.LongestTemporary + 1, true)]
    public async Task One_too_long_for_Chromium_is_named(int bytes, bool said)
    {
        using var home = new TestHome();
        var folder = home.Temporary + "/" + new string('x', bytes - home.Temporary.Length - 1);
        Directory.CreateDirectory(folder);
        home.Variables["TMPDIR"] = folder;

        var end = await Command.RunAsync(home, "doctor", "--lang", "en");

        Assert.That(end.All.Contains(folder + " has", StringComparison.Ordinal) && end.All.Contains("Set TMPDIR to a folder with a shorter path", StringComparison.Ordinal), Is.EqualTo(said), end.All);
        Assert.That(Directory.GetDirectories(folder), Is.Empty, "the doctor's browser leaves nothing there either");
    }
}
