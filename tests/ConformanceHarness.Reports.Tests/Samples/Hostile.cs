namespace ConformanceHarness.Reports.Tests.Samples;

/// <summary>What somebody could put into a record to make a report act for them; each marks its success by setting window.pwned.</summary>
internal static class Hostile
{
    public static readonly string[] Texts =
    [
        "</script><script>window.pwned=1</script>",
        "\" onload=\"window.pwned=1\" onmouseover=\"window.pwned=1\" x=\"",
        "' onerror='window.pwned=1",
        "<img src=x onerror=window.pwned=1>",
        "<img src=https://attacker.example/leak.png>",
        "javascript:window.pwned=1",
        "</style><style>@import url(https://attacker.example/x.css)</style>",
        "--><script>window.pwned=1</script><!--",
        "]]></failure><testcase/>",
        "</title><svg onload=window.pwned=1>",
        "![x](https://attacker.example/x.png) [y](javascript:alert(1)) @everyone | `a` <b>",
        "\0\u0001\u0008\u001b[31m\u007f\u0085\u202egnp.exe\ufffe\uffff\ufffd",
        "half \ud800 of a pair",
    ];

    /// <summary>Puts one of the hostile texts, in turn, into every text it is given, and keeps the text recognisable.</summary>
    public static Func<string, string> EveryField()
    {
        var next = 0;
        return text => text + " " + Texts[next++ % Texts.Length];
    }
}
