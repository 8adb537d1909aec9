using System.Text;

namespace ConformanceHarness.Core.Yaml;

/// <summary>Bytes of a file → text, refusing what YAML readers disagree about.</summary>
internal static class YamlBytes
{
    /// <summary>More than this is no hand-written file.</summary>
    public const int MaxBytes = 5 * 1024 * 1024;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads the file; null when a problem was reported.</summary>
    public static byte[]? Of(string path, Problems problems)
    {
        try
        {
            var length = new FileInfo(path).Length;
            if (length <= MaxBytes)
            {
                return File.ReadAllBytes(path);
            }

            TooLarge(length, problems);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            problems.Add(
                null,
                Directory.Exists(path) ? new("เส้นทางนี้เป็นโฟลเดอร์ ไม่ใช่ไฟล์", "This is a folder, not a file.") : new("ไม่พบไฟล์นี้", "There is no such file."),
                new("ตรวจสอบชื่อและตำแหน่งของไฟล์ที่ระบุ", "Check the name and the folder that you gave."));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            problems.Add(
                null,
                new("อ่านไฟล์ไม่ได้", $"The file can't be read: {e.Message}"),
                new("ตรวจสอบว่าเป็นไฟล์ และมีสิทธิ์อ่าน", "Make sure that it is a file and that you may read it."));
        }

        return null;
    }

    /// <summary>Decodes; null when a problem was reported.</summary>
    public static string? Text(byte[] bytes, Problems problems)
    {
        if (bytes.Length > MaxBytes)
        {
            TooLarge(bytes.Length, problems);
            return null;
        }

        var start = bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? Encoding.UTF8.Preamble.Length : 0;
        string text;
        try
        {
            text = Strict.GetString(bytes, start, bytes.Length - start);
        }
        catch (DecoderFallbackException e)
        {
            var line = 1 + bytes.AsSpan(0, Math.Clamp(start + e.Index, 0, bytes.Length)).Count((byte)'\n');
            problems.Add(
                line,
                new("ไฟล์ไม่ได้เข้ารหัสเป็น UTF-8", "The file isn't encoded in UTF-8."),
                new("บันทึกไฟล์ใหม่โดยเลือกการเข้ารหัส UTF-8", "Save it again with the encoding UTF-8."));
            return null;
        }

        return HasForbiddenCharacters(text, problems) ? null : text;
    }

    private static void TooLarge(long length, Problems problems) => problems.Add(
        null,
        new($"ไฟล์มีขนาด {length:N0} ไบต์ เกินขีดจำกัด {MaxBytes:N0} ไบต์", $"The file has {length:N0} bytes; at most {MaxBytes:N0} are read."),
        new("ตรวจสอบว่าระบุไฟล์ถูกต้อง", "Check that this is the right file."));

    private static bool HasForbiddenCharacters(string text, Problems problems)
    {
        var found = false;
        var number = 0;
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            number++;
            var indentation = line[..(line.Length - line.TrimStart(" \t").Length)];
            if (indentation.Contains('\t'))
            {
                found = true;
                problems.Add(
                    number,
                    new("ย่อหน้าด้วยแท็บ ซึ่ง YAML ไม่อนุญาต", "The line is indented with a tab, which YAML forbids."),
                    new("ใช้ช่องว่างแทนแท็บ", "Use spaces instead of the tab."));
            }

            // NUL ends the input for some readers: the rest of the file would be dropped in silence.
            if (line.ContainsAnyInRange('\0', '\b') || line.ContainsAnyInRange('\u000E', '\u001F') || line.Contains('\u007F'))
            {
                found = true;
                problems.Add(
                    number,
                    new("มีอักขระควบคุมที่มองไม่เห็น", "The line holds an invisible control character."),
                    new("ลบอักขระนั้น หรือพิมพ์บรรทัดนี้ใหม่", "Delete it, or type the line again."));
            }
        }

        return found;
    }
}
