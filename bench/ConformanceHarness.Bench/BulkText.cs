using System.Globalization;
using System.Text;

namespace ConformanceHarness.Bench;

/// <summary>Texts as a service serves them: script and Thai words, never twice the same, that compress about as well as real ones.</summary>
internal sealed class BulkText(int seed)
{
    private static readonly string[] Words =
    [
        "function", "return", "const", "value", "document", "querySelector", "addEventListener", "fetch", "response", "await", "state", "render", "props", "children",
        "ระบบ", "บริการ", "ประชาชน", "หนังสือรับรอง", "ทะเบียน", "คำขอ", "ยื่น", "เอกสาร", "แนบ", "ตรวจสอบ", "สถานะ", "เจ้าหน้าที่", "หน่วยงาน", "ค้นหา",
    ];

    // The same texts on every machine: nothing here is secret.
    private readonly Random random = new(seed);

    /// <param name="bytes">how long in UTF-8, about</param>
    public byte[] Script(int bytes)
    {
        var text = new StringBuilder(bytes);
        while (text.Length < bytes * 3 / 5)
        {
            text.Append(CultureInfo.InvariantCulture, $"const {Name()} = {Word()}({random.Next(100_000)}, \"{Word()} {Word()} {Word()}\"); // {Word()} {Name()}\n");
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    /// <summary>What can't be compressed, as a picture can't.</summary>
    public byte[] Picture(int bytes)
    {
        var picture = new byte[bytes];
        random.NextBytes(picture);
        return picture;
    }

    private string Word() => Words[random.Next(Words.Length)];

    private string Name() => string.Create(CultureInfo.InvariantCulture, $"{(char)('a' + random.Next(26))}{random.Next(1 << 20):x}");
}
