using ConformanceHarness.Core;
using ConformanceHarness.Core.Entering;
using ConformanceHarness.Core.Evidence;
using ConformanceHarness.Sessions;
using ConformanceHarness.Sessions.Scenarios;

namespace ConformanceHarness.Suites.MinimumTestcase.Scenarios;

/// <summary>A second citizen enters in the webview that the first has just used.</summary>
internal sealed class SecondCitizenScenario : Scenario
{
    public override string Name => "second-citizen";

    public override LocalText Title => new("ประชาชนคนที่สองเข้าใช้งานในเว็บวิวเดียวกัน", "A second citizen enters in the same webview");

    public override IReadOnlySet<LoginMode> Logins { get; } = AnyMinting;

    public override async Task ObserveAsync(Scene scene, CancellationToken cancellationToken)
    {
        var session = await scene.SessionAsync("a", cancellationToken);
        var first = scene.Citizen("first", PersonaKind.Ordinary);
        var second = scene.Citizen("second", PersonaKind.Ordinary);
        var entry = await scene.MintAsync(Steps.Enter, first, cancellationToken);
        await scene.EnterAsync(session, Steps.Enter, entry.AppId, entry.MToken, Awaited.Text(first.FirstName, first.LastName), cancellationToken);
        await session.SnapshotAsync(Steps.Enter, SnapshotParts.None, cancellationToken);

        var next = await scene.MintAsync(Steps.Second, second, cancellationToken);
        await scene.EnterAsync(session, Steps.Second, next.AppId, next.MToken, Awaited.Text(second.FirstName, second.LastName), cancellationToken);
        await session.SnapshotAsync(Steps.Second, SnapshotParts.Screenshot | SnapshotParts.Storage, cancellationToken);
        await session.ReloadAsync(Steps.SecondReload, Awaited.Text(second.FirstName, second.LastName), cancellationToken);
        await session.SnapshotAsync(Steps.SecondReload, SnapshotParts.None, cancellationToken);
    }
}

/// <summary>Two citizens in two browsers at the same time; both reload once the other is in; then each one's requests in the other's session.</summary>
internal sealed class TwoAtOnceScenario : Scenario
{
    public override string Name => "two-at-once";

    public override LocalText Title => new("ประชาชนสองคนใช้งานพร้อมกัน", "Two citizens at the same time");

    public override IReadOnlySet<LoginMode> Logins { get; } = AnyMinting;

    public override async Task ObserveAsync(Scene scene, CancellationToken cancellationToken)
    {
        var people = new[] { ("a", scene.Citizen("first", PersonaKind.Ordinary)), ("b", scene.Citizen("second", PersonaKind.Ordinary)) };
        var inside = await Task.WhenAll(people.Select(async person =>
        {
            var (name, citizen) = person;
            var session = await scene.SessionAsync(name, cancellationToken);
            var entry = await scene.MintAsync(Steps.Enter + ":" + citizen.Key, citizen, cancellationToken);
            await scene.EnterAsync(session, Steps.Enter, entry.AppId, entry.MToken, Awaited.Text(citizen.FirstName, citizen.LastName), cancellationToken);
            await session.SnapshotAsync(Steps.Enter, SnapshotParts.None, cancellationToken);
            return (session, citizen);
        }));

        await Task.WhenAll(inside.Select(async one =>
        {
            await one.session.ReloadAsync(Steps.Reload, Awaited.Text(one.citizen.FirstName, one.citizen.LastName), cancellationToken);
            await one.session.SnapshotAsync(Steps.Reload, SnapshotParts.Screenshot, cancellationToken);
        }));

        await Replays.InAnotherCitizensSessionAsync(scene, inside[0].session, inside[1].session, cancellationToken);
        await Replays.InAnotherCitizensSessionAsync(scene, inside[1].session, inside[0].session, cancellationToken);
    }
}

/// <summary>Twenty citizens enter at once, each in a browser of their own.</summary>
internal sealed class TwentyAtOnceScenario : Scenario
{
    public override string Name => "twenty-at-once";

    public override LocalText Title => new("ประชาชน 20 คนเข้าใช้งานพร้อมกัน", "Twenty citizens enter at once");

    public override IReadOnlySet<LoginMode> Logins { get; } = AnyMinting;

    public override bool Exclusive => true;

    public override async Task ObserveAsync(Scene scene, CancellationToken cancellationToken)
    {
        var ready = new List<(ISession Session, Citizen Citizen, MintedEntry Entry)>();
        for (var i = 1; i <= 20; i++)
        {
            var citizen = scene.Citizen("citizen" + i.ToString(System.Globalization.CultureInfo.InvariantCulture), PersonaKind.Ordinary);
            var session = await scene.SessionAsync("s" + i.ToString(System.Globalization.CultureInfo.InvariantCulture), cancellationToken, light: true);
            ready.Add((session, citizen, await scene.MintAsync(Steps.Enter + ":" + citizen.Key, citizen, cancellationToken)));
        }

        await Task.WhenAll(ready.Select(async one =>
        {
            await scene.EnterAsync(one.Session, Steps.Enter, one.Entry.AppId, one.Entry.MToken, new Awaited { Texts = [one.Citizen.FirstName, one.Citizen.LastName], Limit = TimeSpan.FromSeconds(30) }, cancellationToken);
            await one.Session.SnapshotAsync(Steps.Enter, SnapshotParts.None, cancellationToken);
        }));
    }
}
