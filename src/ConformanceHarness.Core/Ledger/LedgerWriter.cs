using ConformanceHarness.Core.Evidence;

namespace ConformanceHarness.Core.Ledger;

/// <summary>
/// Appends to ledger.jsonl. Each line is on the disk when its method returns, so that a run killed at any moment loses nothing that was
/// recorded. Opening an existing ledger goes on with its chain; a torn last line is cut, and nothing else.
/// Safe for use by several threads. One process at a time can hold a ledger open for writing.
/// </summary>
public sealed class LedgerWriter : IDisposable
{
    private readonly Lock turn = new();
    private readonly FileStream held;
    private readonly FileStream file;
    private readonly TimeProvider clock;
    private int count;

    /// <exception cref="InvalidDataException">the existing ledger is broken elsewhere than in a torn last line</exception>
    /// <exception cref="IOException">the file can't be written, or another process holds it</exception>
    public LedgerWriter(string path, TimeProvider clock)
    {
        this.clock = clock;
        // A lock of its own: on Unix, .NET either keeps readers out as well or locks nothing. The system drops it with the process.
        held = new FileStream(path + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
        try
        {
            file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read, bufferSize: 0);
            GoOn(path);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>SHA-256 (hex) of the last line; 64 zeros while there is none.</summary>
    public string Head { get; private set; } = LedgerReader.NoLine;

    /// <summary>Lines written so far, by this writer and before it.</summary>
    public int Count
    {
        get
        {
            lock (turn)
            {
                return count;
            }
        }
    }

    /// <summary>The first line.</summary>
    /// <param name="planDigest">SHA-256 (hex) of plan.json's bytes</param>
    public LedgerLine Start(string planDigest) => Append("start", (line) => line with { Detail = planDigest });

    /// <param name="digest">SHA-256 (hex) of the observation's file, which must be on the disk already</param>
    public LedgerLine Attempt(Observation observation, string digest) => Append("attempt", (line) => line with
    {
        Observation = observation.Id,
        Attempt = observation.Attempt,
        End = observation.End,
        Digest = digest,
    });

    /// <param name="digest">SHA-256 (hex) of the attested evidence, null where there is none</param>
    public LedgerLine Attestation(string detail, string? digest = null) => Append("attestation", (line) => line with { Detail = detail, Digest = digest });

    public LedgerLine Resumed(string? detail = null) => Append("resumed", (line) => line with { Detail = detail });

    public LedgerLine End(string? detail = null) => Append("end", (line) => line with { Detail = detail });

    public void Dispose()
    {
        file?.Dispose();
        held.Dispose();
    }

    private LedgerLine Append(string kind, Func<LedgerLine, LedgerLine> complete)
    {
        lock (turn)
        {
            if ((kind == "start") != (count == 0))
            {
                throw new InvalidOperationException("A ledger begins with its only line of kind start.");
            }

            var line = complete(new LedgerLine { Number = count + 1, Previous = Head, Kind = kind, At = clock.GetUtcNow() });
            var bytes = RecordJson.Write(line);
            var position = file.Position;
            try
            {
                // One write with the line feed in it: what a kill leaves is a whole line or a torn last one.
                file.Write([.. bytes, (byte)'\n']);
                file.Flush(flushToDisk: true);
            }
            catch (IOException)
            {
                // A full disk: the half line goes, so that a later attempt to write doesn't follow it on the same line.
                file.SetLength(position);
                file.Position = position;
                throw;
            }

            count++;
            Head = LedgerReader.Hash(bytes);
            return line;
        }
    }

    private void GoOn(string path)
    {
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        var whole = bytes.AsSpan().LastIndexOf((byte)'\n') + 1;
        if (whole < bytes.Length)
        {
            file.SetLength(whole);
            file.Flush(flushToDisk: true);
        }

        file.Position = whole;
        if (whole == 0)
        {
            return;
        }

        var reading = LedgerReader.Read(bytes.AsSpan(0, whole));
        if (reading.Breaks.Count > 0)
        {
            throw new InvalidDataException(string.Join('\n', reading.Breaks.Select(b => $"{path}:{b.Line}: {b.Text.En}")));
        }

        count = reading.Lines.Count;
        Head = reading.Head;
    }
}
