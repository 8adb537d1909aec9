using ConformanceHarness.Core;
using ConformanceHarness.Platform.Assisted;

namespace ConformanceHarness.Cli.Entering;

/// <summary>Entries as lines of a file or pipe, read one by one as the run needs them. Blank lines and those that begin with # are skipped.</summary>
internal sealed class WrittenEntries(TextReader lines, string name) : IEntrySource
{
    private int line;

    /// <param name="typed">value of <c>--entries</c>: a path, or - for standard input</param>
    /// <exception cref="ConfigurationException">there is no such file</exception>
    public static WrittenEntries Open(string typed)
    {
        if (typed == "-")
        {
            return new WrittenEntries(Console.In, "--entries -");
        }

        try
        {
#pragma warning disable CA2000 // Read until the last scenario of the run, and so until the process ends.
            // A pipe with a name stays open for the one who writes into it.
            return new WrittenEntries(new StreamReader(new FileStream(typed, FileMode.Open, FileAccess.Read, FileShare.ReadWrite)), typed);
#pragma warning restore CA2000
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException(
                new LocalText($"อ่าน --entries {typed} ไม่ได้", $"--entries {typed} can't be read."),
                new LocalText("ระบุไฟล์ที่มีรายการเข้าใช้บรรทัดละหนึ่งรายการ หรือ - สำหรับท่อ", "Name a file with one entry on each line, or - for a pipe."), null, null, e);
        }
    }

    public async Task<string?> NextAsync(int number, LocalText? problem, CancellationToken cancellationToken)
    {
        if (problem is not null)
        {
            throw new ConfigurationException(problem, new LocalText("แก้บรรทัดนี้ แล้วสั่ง ./conformance run --resume", "Correct the line, then ./conformance run --resume."), name, line);
        }

        while (await Task.Run(lines.ReadLine, CancellationToken.None).WaitAsync(cancellationToken) is { } read)
        {
            line++;
            if (read.Trim() is { Length: > 0 } entry && entry[0] != '#')
            {
                return entry;
            }
        }

        return null;
    }
}
