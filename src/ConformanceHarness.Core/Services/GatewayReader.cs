using System.Globalization;
using ConformanceHarness.Core.Yaml;

namespace ConformanceHarness.Core.Services;

/// <summary><c>gateway</c>: where the harness listens and where its secrets are found. No message here repeats what the user typed: it may be a secret.</summary>
internal static class GatewayReader
{
    public static GatewaySettings? Read(Members root, Problems problems)
    {
        if (root.RequiredMembers("gateway", ["listen", "environmentSegment", "consumerKey", "consumerSecret", "baseAddress", "extraCa", "timeoutSeconds", "retries"]) is not { } members)
        {
            return null;
        }

        var listen = members.OptionalText("listen");
        if (listen is not null)
        {
            Addresses.CheckListen(listen, members, problems);
        }

        var baseAddress = members.OptionalText("baseAddress");
        if (baseAddress is not null)
        {
            Addresses.CheckGatewayBase(baseAddress, members, problems);
        }

        var extraCa = members.OptionalText("extraCa");
        var timeout = Number(members, "timeoutSeconds", 1, 120, problems);
        var retries = Number(members, "retries", 0, 5, problems);
        var segment = Segment(members, problems);
        var key = References.Secret(members, "consumerKey", problems);
        var secret = References.Secret(members, "consumerSecret", problems);
        if (key is null || secret is null)
        {
            return null;
        }

        var settings = new GatewaySettings { ConsumerKey = key, ConsumerSecret = secret };
        return settings with
        {
            Listen = listen ?? settings.Listen,
            EnvironmentSegment = segment ?? settings.EnvironmentSegment,
            BaseAddress = baseAddress ?? settings.BaseAddress,
            ExtraCa = extraCa,
            TimeoutSeconds = timeout ?? settings.TimeoutSeconds,
            Retries = retries ?? settings.Retries,
        };
    }

    private static int? Number(Members members, string name, int least, int most, Problems problems)
    {
        if (members.Optional(name) is not { } value || value is YamlUnreadable)
        {
            return null;
        }

        if (value is YamlScalar { Value: { } typed } && int.TryParse(typed, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most)
        {
            return number;
        }

        problems.Add(
            value.Line,
            new($"'{members.Path(name)}' ต้องเป็นจำนวนเต็มตั้งแต่ {least} ถึง {most}", $"'{members.Path(name)}' must be a whole number from {least} to {most}."),
            new($"เขียนเช่น {name}: {Math.Min(most, least + 1)}", $"Write {name}: {Math.Min(most, least + 1)}, for example."));
        return null;
    }

    /// <summary>"" is a value of its own: some production gateways have no segment.</summary>
    private static string? Segment(Members members, Problems problems)
    {
        const string Name = "environmentSegment";
        if (members.Optional(Name) is not { } value || value is YamlScalar { Plain: false, Value: "" })
        {
            return members.Optional(Name) is null ? null : "";
        }

        var segment = Members.Text(value, members.Path(Name), problems);
        if (segment is not null && !ServiceWords.Segment().IsMatch(segment))
        {
            problems.Add(
                value.Line,
                new($"'{members.Path(Name)}' ไม่ถูกรูปแบบ", $"'{members.Path(Name)}' is malformed."),
                new("ใช้ uat, prod หรือ \"\"", "Use uat, prod or \"\"."));
        }

        return segment;
    }
}
