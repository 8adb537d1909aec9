namespace ConformanceHarness.Core.Judging;

/// <summary>
/// Judges one case in one channel from recorded evidence: a pure function, no clock, no network, no disk. The same evidence always gives
/// the same judgement. A class that implements it carries a <see cref="CheckAttribute"/>.
/// </summary>
public interface ICheck
{
    Judgement Judge(CaseEvidence evidence);
}

/// <summary>Binds a check to the id by which catalogues name it; the id is data, so renaming the class breaks no history.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class CheckAttribute(string id) : Attribute
{
    public string Id { get; } = id;
}
