using ConformanceHarness.Cli.Running;
using ConformanceHarness.Core;
using ConformanceHarness.Core.Bundles;
using ConformanceHarness.Core.Timestamps;

namespace ConformanceHarness.Cli.Signing;

/// <summary>What signs an official bundle: a key that was opened once already, and who stamps the signature.</summary>
public sealed record OfficialSigning(Func<SigningKey> Key, ITimestampAuthority Timestamps)
{
    /// <summary>Asks the authority before the run for what is needed after it.</summary>
    /// <exception cref="ConfigurationException">it gives no timestamp that can be used</exception>
    /// <exception cref="RunStoppedException">it does not answer</exception>
    public async Task RehearseAsync(CancellationToken cancel)
    {
        try
        {
            await Task.Run(() => SignatureTimestamp.Probe(Timestamps, cancel), cancel);
        }
        catch (TimestampException e) when (!e.Unreachable)
        {
            throw new ConfigurationException(e.Problem, e.Next, inner: e);
        }
        catch (TimestampException e)
        {
            throw new RunStoppedException(Cause.Environment, e.Problem, e.Next, ExitCodes.HarnessError, e);
        }
    }

    /// <summary>What is said where the authority fails after the run.</summary>
    public static RunStoppedException After(TimestampException e, string folder) => new(
        Cause.Environment,
        new LocalText($"จึงไม่มีชุดผลทางการ: {e.Problem.Th} ผลการทดสอบและรายงานยังอยู่ใน {folder}", $"There is no official bundle: {e.Problem.En} The records and the report are kept in {folder}."),
        e.Next, ExitCodes.HarnessError, e)
    {
        AfterJudging = true,
    };
}
