namespace ConformanceHarness.Core.Timestamps;

/// <summary>
/// A timestamp authority (RFC 3161). Core knows no network: whoever implements this carries the bytes there and back
/// (section 3.4: POST application/timestamp-query, answered by application/timestamp-reply).
/// </summary>
public interface ITimestampAuthority
{
    /// <summary>How messages name it; holds no password.</summary>
    string Name { get; }

    /// <summary>TimeStampReq (DER) → TimeStampResp (DER), as it came: whoever asked checks it.</summary>
    /// <exception cref="TimestampException">there is no answer, or not one of a timestamp authority</exception>
    byte[] Answer(byte[] request, CancellationToken cancel);
}
