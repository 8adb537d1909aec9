using ConformanceHarness.Core;
using ConformanceHarness.Core.Services;

namespace ConformanceHarness.Sessions.Scenarios;

/// <summary>
/// One situation to be observed: it opens sessions, takes steps and records. It judges nothing. One scenario serves many cases; its name is
/// what catalogues refer to.
/// </summary>
public abstract class Scenario
{
    public abstract string Name { get; }
    public abstract LocalText Title { get; }

    /// <summary>False for what is the same in every channel and needs no browser.</summary>
    public virtual bool NeedsBrowser => true;

    /// <summary>True when its sessions are those of the engine that the other scenarios do not use, so that the two can be compared.</summary>
    public virtual bool OtherEngine => false;

    /// <summary>True when nothing else may run beside it: it loads the service or blocks a single-threaded one.</summary>
    public virtual bool Exclusive => false;

    /// <summary>True when it walks what the service file describes (sub-services, journeys, documents): another description needs another observation.</summary>
    public virtual bool FollowsServiceFile => false;

    /// <summary>Logins that it can be observed with; those that lack nothing unless a scenario says more.</summary>
    public virtual IReadOnlySet<LoginMode> Logins { get; } = new HashSet<LoginMode> { LoginMode.Mock, LoginMode.Proxy };

    /// <summary>How many entries a person has to hand over for it, where nobody mints them.</summary>
    public virtual int Entries(ServiceProfile service) => 0;

    /// <summary>For what needs entries of new citizens, and a gateway that behaves.</summary>
    protected static IReadOnlySet<LoginMode> AnyMinting { get; } = new HashSet<LoginMode> { LoginMode.Mock, LoginMode.Mint, LoginMode.Proxy };

    /// <summary>For what one citizen does, whoever it is.</summary>
    protected static IReadOnlySet<LoginMode> AnyCitizen { get; } = new HashSet<LoginMode>(AnyMinting) { LoginMode.Assisted };

    /// <summary>The same, and in the app on a device: the page there is looked at, and nothing else is made to happen.</summary>
    protected static IReadOnlySet<LoginMode> AnyEntering { get; } = new HashSet<LoginMode>(AnyCitizen) { LoginMode.Device };

    /// <summary>Stages that it may be observed at; nothing is submitted to a server that real citizens use.</summary>
    public virtual IReadOnlySet<Stage> Stages { get; } = Enum.GetValues<Stage>().ToHashSet();

    /// <summary>For a situation that only one way to log in knows; null: citizens come in by whichever way the channel has.</summary>
    public virtual LoginProtocol? Login => null;

    /// <summary>For what needs no citizen's login: it can be observed at every stage.</summary>
    protected static IReadOnlySet<LoginMode> AnyLogin { get; } = Enum.GetValues<LoginMode>().ToHashSet();

    /// <summary>After this it is ended, and what it recorded until then is judged.</summary>
    public virtual TimeSpan Limit => TimeSpan.FromSeconds(150);

    /// <summary>Takes the steps. Exceptions other than cancellation mean that the harness failed, never the service.</summary>
    public abstract Task ObserveAsync(Scene scene, CancellationToken cancellationToken);
}

/// <summary>A suite: a catalogue's scenarios and checks, found by name.</summary>
/// <param name="Id">assembly name</param>
/// <param name="CataloguePath">the YAML file</param>
public sealed record Suite(string Id, string CataloguePath, IReadOnlyList<Scenario> Scenarios, IReadOnlyDictionary<string, Core.Judging.ICheck> Checks);
