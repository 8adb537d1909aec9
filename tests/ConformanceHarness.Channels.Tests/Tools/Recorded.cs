using ConformanceHarness.Core;
using ConformanceHarness.Core.Evidence;
using ConformanceHarness.Sessions;

namespace ConformanceHarness.Channels.Tests.Tools;

/// <summary>A recorder for one session, and what it recorded.</summary>
internal static class Recorded
{
    public static ObservationRecorder New(Channel channel = Channel.App) => new("test", channel, 1, TimeProvider.System);

    public static Observation Of(ObservationRecorder recorder) => recorder.Finish(new Provenance("emulated", "webkit", LoginMode.Mock), ObservationEnd.Completed, null, [], null);
}
