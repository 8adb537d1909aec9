using ConformanceHarness.Core.Yaml;

namespace ConformanceHarness.Core.Services;

/// <summary><c>documents</c>: what is submitted beside the service. Whether it is complete and short enough is DOC-02's to judge.</summary>
internal static class DocumentsReader
{
    public static SubmittedDocuments? Read(Members root, Problems problems)
    {
        if (root.Optional("documents") is not { } value || Members.Of(value, "documents", problems, ["shortDescription", "description", "icon", "screenshots"]) is not { } members)
        {
            return null;
        }

        var icon = members.OptionalText("icon");
        var screenshots = members.OptionalWords("screenshots");
        var named = screenshots.AsEnumerable();
        if (icon is not null)
        {
            named = named.Prepend(new Word(icon, members.LineOf("icon")));
        }

        foreach (var file in named)
        {
            BesideTheFile.Check(file, members.Path(file.Text == icon ? "icon" : "screenshots"), problems);
        }

        return new SubmittedDocuments(members.OptionalLocal("shortDescription"), members.OptionalLocal("description"), icon, [.. screenshots.Select(s => s.Text)]);
    }
}

/// <summary>Files that a service file names lie beside it: their names travel in the bundle, and must not tell of the machine.</summary>
internal static class BesideTheFile
{
    public static void Check(Word file, string path, Problems problems)
    {
        if (LeadsOut(file.Text))
        {
            problems.Add(
                file.Line,
                new($"'{path}': '{Problems.Shown(file.Text)}' อยู่นอกโฟลเดอร์ของไฟล์บริการ", $"'{path}': '{Problems.Shown(file.Text)}' leads out of the service file's folder."),
                new("วางไฟล์ไว้ข้างไฟล์บริการ และระบุที่อยู่แบบสัมพัทธ์ด้วย /", "Put the file beside the service file and give a relative path with /."));
        }
    }

    private static bool LeadsOut(string path) =>
        path.StartsWith('/') || path.Contains('\\', StringComparison.Ordinal) || path.Contains(':', StringComparison.Ordinal) || path.Split('/').Contains("..");
}
