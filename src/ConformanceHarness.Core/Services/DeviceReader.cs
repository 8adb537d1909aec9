using ConformanceHarness.Core.Yaml;

namespace ConformanceHarness.Core.Services;

/// <summary><c>device</c>: the app on a device. No message here repeats what stands where a reference belongs.</summary>
internal static class DeviceReader
{
    private static readonly string[] Known = ["appium", "platform", "app", "build", "capabilities", "path", "back", "close", "tester"];

    private static readonly Dictionary<string, DevicePlatformName> Platforms = new(StringComparer.Ordinal) { ["android"] = DevicePlatformName.Android, ["ios"] = DevicePlatformName.Ios };

    private static readonly Dictionary<string, NativeStepKind> Kinds = new(StringComparer.Ordinal) { ["tap"] = NativeStepKind.Tap, ["fill"] = NativeStepKind.Fill, ["expect"] = NativeStepKind.Expect };

    private static readonly string[] Ways = ["accessibilityId", "text", "id"];

    private static readonly string[] TesterMembers = ["firstName", "lastName", "citizenId", "dateOfBirth", "mobile", "email", "further"];

    public static DeviceSettings? Read(Members root, Problems problems)
    {
        if (root.Optional("device") is not { } value || Members.Of(value, "device", problems, Known) is not { } members)
        {
            return null;
        }

        var appium = members.OptionalText("appium");
        if (appium is not null)
        {
            CheckServer(appium, members, problems);
        }

        var platform = members.RequiredChoice("platform", Platforms);
        var app = members.RequiredText("app");
        var build = members.OptionalText("build");
        var capabilities = References.Optional(members, "capabilities", problems);
        var path = Path(members, problems);
        var back = Target(members, "back", problems);
        var close = Target(members, "close", problems);
        var tester = Tester(members, problems);
        if (platform == DevicePlatformName.Ios && back is null && members.Optional("back") is null)
        {
            problems.Add(
                members.LineOf("platform"),
                new("'device.back' จำเป็นเมื่อ platform เป็น ios", "'device.back' is needed where platform is ios: the system has no back button."),
                new("ระบุปุ่มย้อนกลับของแอป เช่น back: { accessibilityId: … }", "Name the app's own: back: { accessibilityId: … }"));
        }

        return platform is null || app is null || path.Count == 0
            ? null
            : new DeviceSettings { Platform = platform.Value, App = app, Build = build, Appium = appium, Capabilities = capabilities, Path = path, Back = back, Close = close, Tester = tester };
    }

    /// <summary>Plain http reaches no further than this machine: keys pressed on the device, the PIN among them, travel on it.</summary>
    private static void CheckServer(string typed, Members members, Problems problems)
    {
        if (!Uri.TryCreate(typed, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https") || address.Host.Length == 0)
        {
            problems.Add(
                members.LineOf("appium"),
                new($"'{members.Path("appium")}' ไม่ใช่ที่อยู่เต็มของเซิร์ฟเวอร์ Appium", $"'{members.Path("appium")}' is no absolute address of an Appium server."),
                new("เขียนเช่น http://127.0.0.1:4723", "Write it as http://127.0.0.1:4723."));
        }
        else if (address.UserInfo.Length > 0)
        {
            problems.Add(
                members.LineOf("appium"),
                new($"'{members.Path("appium")}' มีชื่อผู้ใช้หรือรหัสผ่าน", $"'{members.Path("appium")}' holds a user name or password."),
                new("ใส่ข้อมูลรับรองในไฟล์ที่ capabilities อ้างถึง", "Put a farm's credentials into what 'capabilities' refers to."));
        }
    }

    private static List<NativeStep> Path(Members members, Problems problems)
    {
        var steps = new List<NativeStep>();
        foreach (var (item, index) in (members.RequiredList("path") ?? []).Select((item, index) => (item, index)))
        {
            if (Members.Of(item, $"{members.Path("path")}[{index}]", problems, [.. Kinds.Keys, "with", "optional"]) is { } step && Step(step, $"{members.Path("path")}[{index}]", problems) is { } read)
            {
                steps.Add(read);
            }
        }

        return steps;
    }

    private static NativeStep? Step(Members step, string path, Problems problems)
    {
        var named = Kinds.Where(k => step.Optional(k.Key) is not null).ToList();
        if (named.Count != 1)
        {
            problems.Add(
                step.Line,
                new($"'{path}' ต้องมีการกระทำหนึ่งอย่าง", $"'{path}' must do exactly one thing."),
                new($"เขียนอย่างใดอย่างหนึ่ง: {string.Join(", ", Kinds.Keys)}", $"Write one of {string.Join(", ", Kinds.Keys)}."));
            return null;
        }

        var (name, kind) = (named[0].Key, named[0].Value);
        var target = Target(step, name, problems);
        var written = kind == NativeStepKind.Fill ? References.Required(step, "with", problems) : null;
        if (kind != NativeStepKind.Fill && step.Optional("with") is not null)
        {
            problems.Add(
                step.LineOf("with"),
                new($"'{step.Path("with")}' ใช้ได้เฉพาะกับ fill", $"'{step.Path("with")}' belongs to fill only."),
                new("ลบ with หรือเปลี่ยนเป็น fill", "Delete it, or make the step a fill."));
            return null;
        }

        var optional = step.Optional("optional") is { } flag && Flag(flag, step, problems);
        return target is null || (kind == NativeStepKind.Fill && written is null) ? null : new NativeStep(kind, target, written, optional);
    }

    private static bool Flag(YamlValue value, Members step, Problems problems)
    {
        if (value is YamlScalar { Kind: ScalarKind.Boolean } scalar)
        {
            return scalar.Value == "true";
        }

        problems.Add(
            value.Line,
            new($"'{step.Path("optional")}' ต้องเป็น true หรือ false", $"'{step.Path("optional")}' must be true or false."),
            new("เขียน true หรือ false โดยไม่ใส่เครื่องหมายคำพูด", "Write true or false, without quotation marks."));
        return false;
    }

    private static NativeTarget? Target(Members owner, string name, Problems problems)
    {
        if (owner.Optional(name) is not { } value || Members.Of(value, owner.Path(name), problems, Ways) is not { } members)
        {
            return null;
        }

        var given = Ways.Where(w => members.Optional(w) is not null).ToList();
        if (given.Count != 1)
        {
            problems.Add(
                value.Line,
                new($"'{owner.Path(name)}' ต้องระบุองค์ประกอบด้วยวิธีเดียว", $"'{owner.Path(name)}' must name its element in exactly one way."),
                new($"ใช้อย่างใดอย่างหนึ่ง: {string.Join(", ", Ways)}", $"Use one of {string.Join(", ", Ways)}."));
            return null;
        }

        return members.RequiredText(given[0]) is not { } text ? null : given[0] switch
        {
            "accessibilityId" => new NativeTarget(text, null, null),
            "text" => new NativeTarget(null, text, null),
            _ => new NativeTarget(null, null, text),
        };
    }

    private static TesterReferences? Tester(Members device, Problems problems)
    {
        if (device.Optional("tester") is not { } value || Members.Of(value, device.Path("tester"), problems, TesterMembers) is not { } members)
        {
            return null;
        }

        var firstName = References.Required(members, "firstName", problems);
        var lastName = References.Required(members, "lastName", problems);
        var citizenId = References.Required(members, "citizenId", problems);
        var dateOfBirth = References.Optional(members, "dateOfBirth", problems);
        var mobile = References.Optional(members, "mobile", problems);
        var email = References.Optional(members, "email", problems);
        var further = members.OptionalList("further").Select((item, index) => References.Of(item, $"{members.Path("further")}[{index}]", "-", problems)).OfType<SecretReference>().ToList();
        return firstName is null || lastName is null || citizenId is null
            ? null
            : new TesterReferences { FirstName = firstName, LastName = lastName, CitizenId = citizenId, DateOfBirth = dateOfBirth, Mobile = mobile, Email = email, Further = further };
    }
}
