using ConformanceHarness.Core.Services;

namespace ConformanceHarness.Sessions;

/// <summary>What a citizen does on a page.</summary>
public enum ActKind
{
    Tap,

    /// <summary>Two taps as fast as a nervous finger makes them.</summary>
    DoubleTap,
    Fill,
    Choose,
    Attach,

    /// <summary>Waits for a text to be shown.</summary>
    Expect,
}

/// <param name="Target">what it is done to, by visible text, label or role; a selector as the last resort</param>
/// <param name="Value">text to write, or visible text of the option</param>
/// <param name="KeysOnly">with the keyboard alone: the target must be reached with Tab</param>
public sealed record PageAct(ActKind Kind, StepTarget Target, string? Value = null, AttachedFile? File = null, bool KeysOnly = false);

/// <summary>A file as a citizen attaches it.</summary>
public sealed record AttachedFile(string Name, string MediaType, byte[] Bytes);

/// <summary>A request that is about to leave the browser.</summary>
/// <param name="Body">its bytes, one char per byte (Latin-1), so that binary parts survive; without what stands in attached files</param>
/// <param name="Whole">false where it holds a file whose content is not known: sent again, it would lack it</param>
public sealed record OutgoingRequest(string Method, string Url, string? ContentType, string Body, bool Whole = true);
