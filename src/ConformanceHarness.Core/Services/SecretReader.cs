using System.Text;

namespace ConformanceHarness.Core.Services;

/// <summary>Fetches the secrets that a service file refers to. No message ever holds a secret.</summary>
public sealed class SecretReader
{
    private const int MaxBytes = 64 * 1024;
    private readonly string serviceFile;
    private readonly Func<string, string?> environment;

    /// <param name="serviceFile">path of the service file: files are looked for relative to its folder, and messages name it</param>
    /// <param name="environment">the environment's variables; null: those of this process</param>
    public SecretReader(string serviceFile, Func<string, string?>? environment = null)
    {
        this.serviceFile = serviceFile;
        this.environment = environment ?? Environment.GetEnvironmentVariable;
    }

    /// <summary>The secret, without one line break at its end.</summary>
    /// <exception cref="ConfigurationException">the variable or file isn't there, can't be read, is empty or holds more than one line</exception>
    public string Read(SecretReference reference) => reference switch
    {
        { Env: { } name, File: null } => FromVariable(name),
        { Env: null, File: { } path } => FromFile(path),
        _ => throw new ArgumentException("Exactly one of env and file must be set.", nameof(reference)),
    };

    private string FromVariable(string name)
    {
        var value = environment(name) ?? throw Problem(
            new($"ไม่ได้กำหนดตัวแปรสภาพแวดล้อม {name}", $"The environment variable {name} is not set."),
            new($"กำหนดก่อนสั่งงาน: export {name}=… (Windows: set {name}=…)", $"Set it first: export {name}=… (Windows: set {name}=…)."));
        return Checked(value, new($"ตัวแปรสภาพแวดล้อม {name}", $"The environment variable {name}"));
    }

    private string FromFile(string path)
    {
        var full = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(serviceFile)) ?? "", path);
        try
        {
            if (new FileInfo(full).Length > MaxBytes)
            {
                throw Problem(new($"ไฟล์ {path} ใหญ่เกินกว่าจะเป็นรหัสลับ", $"The file {path} is too large for a secret."), new("ตรวจสอบว่าระบุไฟล์ถูกต้อง", "Check that this is the right file."));
            }

            return Checked(File.ReadAllText(full, new UTF8Encoding(false, throwOnInvalidBytes: true)), new($"ไฟล์ {path}", $"The file {path}"));
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw Problem(
                new($"ไม่พบไฟล์รหัสลับ {path}", $"There is no file {path} for the secret."),
                new("วางไฟล์ไว้ที่นั่น (ที่อยู่นับจากโฟลเดอร์ของไฟล์บริการ) หรือใช้ env:", "Put it there (the path counts from the service file's folder), or use env:."),
                e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw Problem(
                new($"อ่านไฟล์รหัสลับ {path} ไม่ได้", $"The file {path} can't be read as UTF-8 text."),
                new("ตรวจสอบว่าเป็นไฟล์ข้อความ และมีสิทธิ์อ่าน", "Make sure that it is a text file and that you may read it."),
                e);
        }
    }

    private string Checked(string value, LocalText where)
    {
        var secret = value.EndsWith("\r\n", StringComparison.Ordinal) ? value[..^2] : value.EndsWith('\n') ? value[..^1] : value;
        if (string.IsNullOrWhiteSpace(secret))
        {
            throw Problem(new($"{where.Th} ว่างเปล่า", $"{where.En} is empty."), new("ใส่รหัสลับที่ DGA ออกให้", "Put the secret that DGA issued into it."));
        }

        // Secrets travel as an HTTP header and as a part of an address.
        return secret.Any(char.IsControl)
            ? throw Problem(new($"{where.Th} มีมากกว่าหนึ่งบรรทัดหรือมีอักขระควบคุม", $"{where.En} holds more than one line, or control characters."), new("ใส่เฉพาะรหัสลับในบรรทัดเดียว", "Leave the secret alone on one line."))
            : secret;
    }

    private ConfigurationException Problem(LocalText problem, LocalText next, Exception? inner = null) => new(problem, next, serviceFile, null, inner);
}
