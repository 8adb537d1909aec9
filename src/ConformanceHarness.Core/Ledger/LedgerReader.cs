using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using ConformanceHarness.Core.Evidence;

namespace ConformanceHarness.Core.Ledger;

/// <summary>One place where a ledger's chain doesn't hold. Line counts from 1.</summary>
public sealed record LedgerBreak(int Line, LocalText Text);

/// <param name="Lines">the lines that could be read, in file order</param>
/// <param name="Breaks">every break; empty for a sound ledger</param>
/// <param name="Head">SHA-256 (hex) of the last line without its line feed; 64 zeros for an empty ledger</param>
public sealed record LedgerReading(IReadOnlyList<LedgerLine> Lines, IReadOnlyList<LedgerBreak> Breaks, string Head);

/// <summary>Reads ledger.jsonl strictly and reports every break of the chain.</summary>
public static class LedgerReader
{
    /// <summary>What the first line names as the one before it.</summary>
    public const string NoLine = "0000000000000000000000000000000000000000000000000000000000000000";

    private const byte LineFeed = (byte)'\n';

    /// <summary>A stranger's file may hold millions of lines that are none: nobody reads more of them than this.</summary>
    private const int MostBreaks = 1000;

    public static LedgerReading Read(string path) => Read(File.ReadAllBytes(path));

    public static LedgerReading Read(ReadOnlySpan<byte> ledger)
    {
        var lines = new List<LedgerLine>();
        var breaks = new List<LedgerBreak>();
        var head = NoLine;
        var number = 0;
        while (!ledger.IsEmpty)
        {
            if (breaks.Count >= MostBreaks)
            {
                breaks.Add(new(number, new("มีบรรทัดที่ผิดมากเกินไป บรรทัดที่เหลือไม่ได้อ่าน", "There are too many broken lines; the rest was not read.")));
                break;
            }

            number++;
            var end = ledger.IndexOf(LineFeed);
            if (end < 0)
            {
                breaks.Add(new(number, new("บรรทัดสุดท้ายไม่สมบูรณ์ (ไม่มีเครื่องหมายขึ้นบรรทัดใหม่)", "The last line is torn: it has no line feed.")));
                end = ledger.Length;
            }

            var bytes = ledger[..end];
            ledger = ledger[Math.Min(end + 1, ledger.Length)..];
            if (ReadLine(bytes, number, head, breaks) is { } line)
            {
                lines.Add(line);
            }

            head = Hash(bytes);
        }

        if (number == 0)
        {
            breaks.Add(new(1, new("บัญชีบันทึกว่างเปล่า", "The ledger is empty.")));
        }

        return new LedgerReading(lines, breaks, head);
    }

    internal static string Hash(ReadOnlySpan<byte> line) => Convert.ToHexStringLower(SHA256.HashData(line));

    private static LedgerLine? ReadLine(ReadOnlySpan<byte> bytes, int number, string head, List<LedgerBreak> breaks)
    {
        LedgerLine line;
        try
        {
            line = RecordJson.ReadLedgerLine(bytes);
        }
        catch (JsonException problem)
        {
            breaks.Add(new(number, new("อ่านบรรทัดนี้ไม่ได้: " + problem.Message, "The line can't be read: " + problem.Message)));
            return null;
        }

        if (!RecordJson.Write(line).AsSpan().SequenceEqual(bytes))
        {
            breaks.Add(new(number, new("บรรทัดนี้ไม่ได้เขียนโดยเครื่องมือทดสอบ", "The line is not written as the harness writes it.")));
        }

        if (line.Number != number)
        {
            var said = line.Number.ToString(CultureInfo.InvariantCulture);
            breaks.Add(new(number, new($"บรรทัดนี้ระบุลำดับ {said}", $"The line says that it is number {said}.")));
        }

        if (line.Previous != head)
        {
            breaks.Add(new(number, new("ค่าแฮชของบรรทัดก่อนหน้าไม่ตรง", "The hash of the line before is not the one it names.")));
        }

        if (Shape(line, number) is { } shape)
        {
            breaks.Add(new(number, shape));
        }

        return line;
    }

    private static LocalText? Shape(LedgerLine line, int number)
    {
        if ((line.Kind == "start") != (number == 1))
        {
            return new("บรรทัด start ต้องเป็นบรรทัดแรกและมีเพียงบรรทัดเดียว", "A ledger begins with its only line of kind start.");
        }

        return line.Kind switch
        {
            "attempt" when line is { Observation: not null, Attempt: > 0, End: not null, Digest: not null } => null,
            "attempt" => new("บรรทัด attempt ขาดข้อมูล", "A line of kind attempt names observation, attempt, end and digest."),
            "start" or "attestation" or "resumed" or "end" when line is { Observation: null, Attempt: null, End: null } => null,
            "start" or "attestation" or "resumed" or "end" => new($"บรรทัด {line.Kind} มีข้อมูลของ attempt", $"A line of kind {line.Kind} carries what belongs to an attempt."),
            _ => new($"ไม่รู้จักชนิดบรรทัด '{line.Kind}'", $"There is no kind of line '{line.Kind}'."),
        };
    }
}
