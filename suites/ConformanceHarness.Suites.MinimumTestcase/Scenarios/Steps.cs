namespace ConformanceHarness.Suites.MinimumTestcase.Scenarios;

/// <summary>Names of steps that scenarios record and checks read.</summary>
internal static class Steps
{
    public const string Enter = "enter";
    public const string Reload = "reload";
    public const string SecondBrowser = "second-browser";
    public const string Return = "return";
    public const string ReturnReload = "return-reload";
    public const string Anonymous = "anonymous";
    public const string Second = "second";
    public const string SecondReload = "second-reload";
    public const string Open = "open:";
    public const string Back = "back:";
    public const string Tap = "tap:";
    public const string Trouble = "trouble:";
    public const string Retry = "retry:";
    public const string GoOn = "go-on:";
    public const string Slow = "slow";
}
