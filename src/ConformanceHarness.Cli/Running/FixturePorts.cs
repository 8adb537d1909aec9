using ConformanceHarness.Core.Services;

namespace ConformanceHarness.Cli.Running;

/// <summary>Where a built-in service listened: it is found there again when its run goes on, because its address is part of the service file.</summary>
internal sealed record FixturePorts(int Https, int Http)
{
    /// <summary>The ports that a service file written for a built-in service names.</summary>
    public static FixturePorts? Of(StageTarget? target) => target switch
    {
        null => null,
        { StandIn: { } standIn } => new(Port(standIn.Https), Port(standIn.Http)),
        _ => new(new Uri(target.LandingUrl).Port, target.PlainHttpUrl is { } http ? new Uri(http).Port : 0),
    };

    private static int Port(string address) => new Uri("tcp://" + address).Port;
}
