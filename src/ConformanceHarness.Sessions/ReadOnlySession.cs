using System.Reflection;
using System.Runtime.ExceptionServices;

namespace ConformanceHarness.Sessions;

/// <summary>
/// A session in which nothing can be tapped, filled or sent: it offers what only looks, by name, and refuses everything else. What is added
/// to <see cref="ISession"/> later is refused too until somebody adds it here.
/// </summary>
[System.Diagnostics.CodeAnalysis.SuppressMessage("Performance", "CA1812", Justification = "DispatchProxy makes it at run time.")]
[System.Diagnostics.CodeAnalysis.SuppressMessage("Performance", "CA1852", Justification = "DispatchProxy derives from it at run time.")]
internal class ReadOnlySession : DispatchProxy
{
    private static readonly HashSet<string> Looking = new(StringComparer.Ordinal)
    {
        "get_" + nameof(ISession.Name), nameof(ISession.HandOverAsync), nameof(ISession.OpenAsync), nameof(ISession.SnapshotAsync),
        nameof(ISession.MeasureWidthsAsync), nameof(ISession.CookiesAsync), nameof(ISession.FlushAsync), nameof(IAsyncDisposable.DisposeAsync),
    };

    private ISession? session;

    /// <param name="session">one whose browser blocks changing requests too (<see cref="SessionOptions.ReadOnly"/>): a page may act on its own</param>
    public static ISession Around(ISession session)
    {
        var guarded = Create<ISession, ReadOnlySession>();
        ((ReadOnlySession)(object)guarded).session = session;
        return guarded;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        ArgumentNullException.ThrowIfNull(targetMethod);
        if (!Looking.Contains(targetMethod.Name))
        {
            throw new ReadOnlyException($"{targetMethod.Name} can change data, and this session is read-only.");
        }

        try
        {
            return targetMethod.Invoke(session, args);
        }
        catch (TargetInvocationException e) when (e.InnerException is not null)
        {
            ExceptionDispatchInfo.Throw(e.InnerException);
            throw;
        }
    }
}

/// <summary>A scenario asked for something that a read-only stage must not do: a defect of the scenario, never of the service.</summary>
public sealed class ReadOnlyException(string message) : InvalidOperationException(message);
