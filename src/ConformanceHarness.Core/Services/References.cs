using ConformanceHarness.Core.Yaml;

namespace ConformanceHarness.Core.Services;

/// <summary>References to values that never stand in a service file: <c>{env: VARIABLE}</c> or <c>{file: path}</c>. No message repeats what the user typed.</summary>
internal static class References
{
    public static SecretReference? Required(Members members, string name, Problems problems) =>
        members.Required(name) is { } value ? Of(value, members.Path(name), name, problems) : null;

    public static SecretReference? Optional(Members members, string name, Problems problems) =>
        members.Optional(name) is { } value ? Of(value, members.Path(name), name, problems) : null;

    /// <summary>A key or password: whoever wrote it into the file is told to have it replaced.</summary>
    public static SecretReference? Secret(Members members, string name, Problems problems) =>
        members.Required(name) is { } value ? Of(value, members.Path(name), name, problems, secret: true) : null;

    /// <param name="path">how messages name the place</param>
    /// <param name="name">how the advice writes it; "-" for an item of a list</param>
    public static SecretReference? Of(YamlValue value, string path, string name, Problems problems, bool secret = false)
    {
        if (value is YamlUnreadable)
        {
            return null;
        }

        var example = name == "-" ? "- " : name + ": ";
        if (value is not YamlMapping { Members: [{ Name: "env" or "file" } member] })
        {
            problems.Add(
                value.Line,
                new(
                    $"'{path}' ต้องอ้างถึงตัวแปรหรือไฟล์อย่างใดอย่างหนึ่ง ห้ามเขียน{(secret ? "รหัสลับ" : "ค่า")}ไว้ในไฟล์นี้",
                    $"'{path}' must name exactly one variable or file; {(secret ? "a secret" : "the value")} itself is never written here."),
                new(
                    $"เขียน {example}{{env: ชื่อตัวแปร}} หรือ {example}{{file: ที่อยู่ไฟล์}}{(secret ? " ถ้าเคยเขียนรหัสลับไว้แล้วให้ขอรหัสใหม่" : "")}",
                    $"Write {example}{{env: VARIABLE}} or {example}{{file: path}}.{(secret ? " If a real secret stood here, have it replaced." : "")}"));
            return null;
        }

        if (Members.Text(member.Value, $"{path}.{member.Name}", problems) is not { } text)
        {
            return null;
        }

        if (member.Name == "file")
        {
            return new SecretReference(null, text);
        }

        if (ServiceWords.EnvironmentVariable().IsMatch(text))
        {
            return new SecretReference(text, null);
        }

        problems.Add(
            member.Line,
            new($"'{path}.env' ไม่ใช่ชื่อตัวแปรสภาพแวดล้อม", $"'{path}.env' is no name of an environment variable."),
            secret
                ? new("ใช้อักษรอังกฤษ ตัวเลข และ _ เช่น CONSUMER_KEY", "Use letters, digits and _, such as CONSUMER_KEY.")
                : new("ใช้อักษรอังกฤษ ตัวเลข และ _ เช่น TESTER_FIRST_NAME", "Use letters, digits and _, such as TESTER_FIRST_NAME."));
        return null;
    }
}
