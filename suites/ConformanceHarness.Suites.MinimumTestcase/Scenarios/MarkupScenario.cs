using ConformanceHarness.Core;
using ConformanceHarness.Sessions;
using ConformanceHarness.Sessions.Scenarios;

namespace ConformanceHarness.Suites.MinimumTestcase.Scenarios;

/// <summary>Markup in appId and in mToken: for element content, for attributes and for script strings. If it runs, it says so in a dialog.</summary>
internal sealed class MarkupScenario : Scenario
{
    /// <summary>What an executed payload says.</summary>
    public const string Marker = "conformance-markup-ran";

    private static readonly (string Step, string Payload)[] Payloads =
    [
        ("element", $"x'\"></script></title></textarea><img src=x onerror=alert('{Marker}')><svg onload=alert('{Marker}')>"),
        ("script", $"x';alert('{Marker}');//\";alert('{Marker}');//"),
        ("template", "{{constructor.constructor(\"alert('" + Marker + "')\")()}}${alert('" + Marker + "')}"),
    ];

    public override string Name => "markup";

    public override LocalText Title => new("มาร์กอัปใน appId และ mToken", "Markup in appId and mToken");

    public override IReadOnlySet<LoginMode> Logins { get; } = AnyCitizen;

    public override async Task ObserveAsync(Scene scene, CancellationToken cancellationToken)
    {
        foreach (var (step, payload) in Payloads)
        {
            // A browser of its own for each: what the first leaves behind must not excuse the second.
            var session = await scene.SessionAsync(step, cancellationToken);
            scene.Recorder.Add(new Core.Evidence.Entry(step, null, payload, payload, scene.Address(payload, payload), "markup", scene.Recorder.NowMs));
            await scene.EnterAsync(session, step, payload, payload, Awaited.Ending(8), cancellationToken);
            await session.SnapshotAsync(step, SnapshotParts.Screenshot, cancellationToken);
        }
    }
}
