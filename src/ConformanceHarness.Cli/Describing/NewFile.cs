using System.Text;
using ConformanceHarness.Core;

namespace ConformanceHarness.Cli.Describing;

/// <summary>Writes a file that is there whole or not at all, and over another one only when told to.</summary>
internal static class NewFile
{
    /// <exception cref="ConfigurationException">it exists already, or can't be written</exception>
    public static void Write(string path, string text, bool overwrite) =>
        Write(path, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false).GetBytes(text), overwrite);

    /// <inheritdoc cref="Write(string, string, bool)"/>
    public static void Write(string path, byte[] content, bool overwrite)
    {
        var full = Path.GetFullPath(path);
        var half = $"{full}.{Guid.NewGuid():N}.part";
        try
        {
            File.WriteAllBytes(half, content);
            File.Move(half, full, overwrite);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            File.Delete(half);
            throw !overwrite && File.Exists(full) ? Exists(path) : new ConfigurationException(
                new($"เขียนไฟล์ {path} ไม่ได้: {e.Message}", $"{path} can't be written: {e.Message}"),
                new("เลือกตำแหน่งอื่น", "Choose another place."), inner: e);
        }
    }

    /// <summary>The first name of its kind that is free: "a.yaml", "a-2.yaml", …</summary>
    public static string Free(string folder, string stem, string extension)
    {
        for (var n = 1; ; n++)
        {
            var path = Path.Combine(folder, stem + (n == 1 ? "" : $"-{n}") + extension);
            if (!Path.Exists(path))
            {
                return path;
            }
        }
    }

    public static ConfigurationException Exists(string path) => new(
        new($"มีไฟล์ {path} อยู่แล้ว", $"{path} is there already."),
        new("ระบุชื่ออื่น หรือเพิ่ม --force เพื่อเขียนทับ", "Name another file, or add --force to replace it."));
}
