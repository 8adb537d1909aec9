using System.Text.Json.Serialization;

namespace ConformanceHarness.Core;

/// <summary>Outcome of a case in the words of W3C EARL 1.0.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<Outcome>))]
public enum Outcome { Passed, Failed, CantTell, Inapplicable, Untested }

/// <summary>Who has to act on an outcome other than passed.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<Cause>))]
public enum Cause { Service, Configuration, Environment, Harness }

/// <summary>Whether a case decides conformance (must) or is advice (should).</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<Obligation>))]
public enum Obligation { Must, Should }

/// <summary>UAT is Checkpoint 3, pre-production is Checkpoint 4, production is the nightly read-only stage.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<Stage>))]
public enum Stage { Uat, Preproduction, Production }

/// <summary>The way a person reaches a service. <see cref="Any"/> marks observations that are the same for every channel.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<Channel>))]
public enum Channel { Any, App, Web, Biz }

/// <summary>The result of a whole run; rolled up in <see cref="Judging.RunResultRule"/> and nowhere else.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<RunResult>))]
public enum RunResult { Conformant, NotConformant, Incomplete, HarnessError }

/// <summary>How the citizen's identity reached the service: the service file's word is what is done, the record's what was done.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<LoginMode>))]
public enum LoginMode
{
    None,
    Mock,

    /// <summary>In records: minted.</summary>
    [JsonStringEnumMemberName("minted")]
    Mint,

    /// <summary>In records: proxied.</summary>
    [JsonStringEnumMemberName("proxied")]
    Proxy,
    Device,

    /// <summary>A tester handed over each entry, as the channel had made it.</summary>
    Assisted,
}

/// <summary>One text in Thai and its English twin.</summary>
public sealed record LocalText(string Th, string En)
{
    public string In(string language) => language == "en" ? En : Th;
}
