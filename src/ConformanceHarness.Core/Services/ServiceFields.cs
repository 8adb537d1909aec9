using System.Text.RegularExpressions;
using ConformanceHarness.Core.Yaml;

namespace ConformanceHarness.Core.Services;

/// <summary>The descriptive members of a service file.</summary>
internal static class ServiceFields
{
    /// <summary>A required text of a given form; <paramref name="form"/> completes "Use …".</summary>
    public static string? Matching(Members members, string name, Regex pattern, LocalText form, Problems problems)
    {
        var text = members.RequiredText(name);
        if (text is null || pattern.IsMatch(text))
        {
            return text;
        }

        problems.Add(
            members.LineOf(name),
            new($"'{members.Path(name)}': '{Problems.Shown(text)}' ไม่ถูกรูปแบบ", $"'{members.Path(name)}': '{Problems.Shown(text)}' is malformed."),
            new($"ใช้{form.Th}", $"Use {form.En}."));
        return null;
    }

    public static IReadOnlyList<SubService> SubServices(Members root, Problems problems)
    {
        var found = new List<SubService>();
        var lines = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (item, index) in root.OptionalList("subServices").Select((item, index) => (item, index)))
        {
            if (Members.Of(item, $"subServices[{index}]", problems, ["id", "name", "open", "journey", "cancel", "reference"]) is not { } members)
            {
                continue;
            }

            var id = Matching(members, "id", ServiceWords.Id(), new("อักษรอังกฤษพิมพ์เล็ก ตัวเลข และขีดกลาง", "lower-case letters, digits and dashes"), problems);
            var name = members.RequiredLocal("name");
            if (id is not null && !lines.TryAdd(id, members.LineOf("id")))
            {
                Members.Doubled(members.LineOf("id"), $"{members.Path("id")}: {id}", lines[id], problems);
            }

            if (id is not null && name is not null)
            {
                found.Add(new SubService(id, name)
                {
                    Open = JourneyReader.Steps(members, "open", problems),
                    Journey = JourneyReader.Steps(members, "journey", problems),
                    Cancel = members.Optional("cancel") is { } cancel ? JourneyReader.Target(cancel, members.Path("cancel"), problems) : null,
                    Reference = JourneyReader.Pattern(members, "reference", problems),
                });
            }
        }

        return found;
    }

    public static Responsible? Responsible(Members root, Problems problems)
    {
        if (root.Optional("responsible") is not { } value || Members.Of(value, "responsible", problems, ["name", "email", "phone"]) is not { } members)
        {
            return null;
        }

        var name = members.RequiredText("name");
        var email = members.OptionalText("email");
        var phone = members.OptionalText("phone");
        return name is null ? null : new Responsible(name, email, phone);
    }

    public static IReadOnlyList<string> Hosts(Members root, Problems problems)
    {
        var hosts = root.OptionalWords("hosts");
        foreach (var host in hosts)
        {
            if (!ServiceWords.Host().IsMatch(host.Text))
            {
                problems.Add(
                    host.Line,
                    new($"'hosts': '{Problems.Shown(host.Text)}' ไม่ใช่ชื่อโฮสต์", $"'hosts': '{Problems.Shown(host.Text)}' is no host name."),
                    new("เขียนเฉพาะชื่อโฮสต์ตัวพิมพ์เล็ก เช่น static.example.go.th หรือ *.example.go.th ไม่ต้องมี https:// พอร์ต หรือเส้นทาง", "Write the host's name only, in lower case: static.example.go.th or *.example.go.th, without https://, port or path."));
            }
            else if (ServiceWords.RegistryWildcard().IsMatch(host.Text))
            {
                problems.Add(
                    host.Line,
                    new($"'hosts': '{host.Text}' ครอบคลุมโฮสต์ของหน่วยงานอื่น", $"'hosts': '{host.Text}' covers the hosts of other agencies."),
                    new("ระบุโดเมนของหน่วยงานเอง เช่น *.example.go.th", "Name the agency's own domain, such as *.example.go.th."));
            }
        }

        return [.. hosts.Select(h => h.Text)];
    }
}
