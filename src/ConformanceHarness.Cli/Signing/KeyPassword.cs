using ConformanceHarness.Core;

namespace ConformanceHarness.Cli.Signing;

/// <summary>Where the key's password comes from: a variable, a file, or a person who types it. Never the command line, and it is never shown.</summary>
internal static class KeyPassword
{
    private const int MaxLength = 4096;

    /// <exception cref="ConfigurationException">the variable is not set</exception>
    public static string FromVariable(string name) => Environment.GetEnvironmentVariable(name) ?? throw new ConfigurationException(
        new LocalText($"--key-password-env {name}: ไม่ได้กำหนดตัวแปรนี้", $"--key-password-env {name}: the variable is not set."),
        new LocalText($"กำหนดก่อนสั่งงาน: export {name}=…", $"Set it first: export {name}=…"));

    /// <summary>The file's first line.</summary>
    /// <exception cref="ConfigurationException">it can't be read, or is empty</exception>
    public static string FromFile(string path)
    {
        try
        {
            using var reader = new StreamReader(path);
            if (reader.ReadLine() is { Length: > 0 and <= MaxLength } line)
            {
                return line;
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw Refusal(path, new(e.Message, e.Message), e);
        }

        throw Refusal(path, new("บรรทัดแรกว่างเปล่า", "its first line is empty"), null);
    }

    /// <summary>Reads without showing it; null where nobody is there to type.</summary>
    public static string? FromPerson(Action<LocalText> ask, string path, CancellationToken cancel)
    {
        if (Console.IsInputRedirected || Console.IsErrorRedirected)
        {
            return null;
        }

        ask(new($"รหัสผ่านของ {path}: ", $"Password of {path}: "));
        var typed = new List<char>();
        while (true)
        {
            while (!Console.KeyAvailable)
            {
                cancel.WaitHandle.WaitOne(50);
                cancel.ThrowIfCancellationRequested();
            }

            var key = Console.ReadKey(intercept: true);
            switch (key.Key)
            {
                case ConsoleKey.Enter:
                    Console.Error.WriteLine();
                    return string.Concat(typed);
                case ConsoleKey.Backspace when typed.Count > 0:
                    typed.RemoveAt(typed.Count - 1);
                    break;
                default:
                    if (!char.IsControl(key.KeyChar) && typed.Count < MaxLength)
                    {
                        typed.Add(key.KeyChar);
                    }

                    break;
            }
        }
    }

    private static ConfigurationException Refusal(string path, LocalText why, Exception? inner) => new(
        new LocalText($"--key-password-file {path}: ใช้ไม่ได้: {why.Th}", $"--key-password-file {path}: it can't be used: {why.En}"),
        new LocalText("เขียนรหัสผ่านไว้บรรทัดแรกของไฟล์ และให้เจ้าของไฟล์อ่านได้เท่านั้น (chmod 600)", "Write the password into the file's first line, and let nobody else read it (chmod 600)."), inner: inner);
}
