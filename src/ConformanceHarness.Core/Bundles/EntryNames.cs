using System.Text;

namespace ConformanceHarness.Core.Bundles;

/// <summary>Names of the entries of a bundle: where everything is, and what no name may look like.</summary>
public static class EntryNames
{
    public const string Mimetype = "mimetype";
    public const string MimetypeContent = "application/vnd.etsi.asic-e+zip";
    public const string Statement = "statement.json";
    public const string Ledger = "ledger.jsonl";
    public const string Verdicts = "verdicts.json";
    public const string Plan = "plan.json";
    public const string Service = "service.yaml";

    /// <summary>The challenge that the run answers, to the byte.</summary>
    public const string Challenge = "challenge.json";
    public const string Observations = "evidence/observations/";
    public const string Bodies = "evidence/bodies/";
    public const string Screenshots = "evidence/screenshots/";

    /// <summary>Files that a person's attestation brings: sha256.extension.</summary>
    public const string Attestations = "evidence/attestations/";
    public const string Catalogues = "catalogue/";

    /// <summary>Of each earlier submission, in a folder 001, 002, …: what it stated, and its signature.</summary>
    public const string Previous = "previous/";
    public const string PreviousManifest = "manifest.xml";
    public const string PreviousSignature = "signature.p7s";
    public const string MetaInf = "META-INF/";
    public const string Manifest = "META-INF/ASiCManifest001.xml";
    public const string Signature = "META-INF/signature001.p7s";

    /// <summary>What the reviewer adds behind the agency's part, in this order.</summary>
    public const string Review = "review/verdict.json";
    public const string ReviewManifest = "META-INF/ASiCManifest002.xml";
    public const string ReviewSignature = "META-INF/signature002.p7s";

    /// <summary>Longest name, in UTF-8 bytes: far below what file systems bear once a bundle is unpacked into a folder.</summary>
    internal const int MaxBytes = 200;

    private static readonly string[] Devices = ["CON", "PRN", "AUX", "NUL", "COM1", "COM2", "COM3", "COM4", "COM5", "COM6", "COM7", "COM8", "COM9", "LPT1", "LPT2", "LPT3", "LPT4", "LPT5", "LPT6", "LPT7", "LPT8", "LPT9"];

    public static string Observation(string scenario, Channel channel, int attempt) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Observations}{scenario}.{channel.ToString().ToLowerInvariant()}.{attempt}.json");

    public static string Body(string digest) => Bodies + digest + ".txt";

    /// <param name="number">from 1, the oldest</param>
    public static string PreviousFolder(int number) => Previous + number.ToString("000", System.Globalization.CultureInfo.InvariantCulture) + "/";

    public static string Screenshot(string digest) => Screenshots + digest + ".png";

    /// <summary>Why a name must not be in a bundle, in English, or null: a name has to mean the same file, below the folder, on every system.</summary>
    internal static string? Problem(string name)
    {
        if (name.Length == 0 || Encoding.UTF8.GetByteCount(name) > MaxBytes)
        {
            return "it is empty or too long";
        }

        if (name.Any(c => char.IsControl(c) || c is '\\' or ':' or '*' or '?' or '"' or '<' or '>' or '|' || char.IsSurrogate(c) || IsInvisible(c)))
        {
            return "it holds a backslash, a colon, a control character or another one that not every system allows";
        }

        if (!name.IsNormalized(NormalizationForm.FormC))
        {
            return "it is not in Unicode normalization form C";
        }

        foreach (var segment in name.Split('/'))
        {
            if (segment is "" or "." or "..")
            {
                return "it is not a plain relative path";
            }

            if (segment[^1] is '.' or ' ' || segment[0] == ' ' || Devices.Contains(segment.Split('.')[0], StringComparer.OrdinalIgnoreCase))
            {
                return "a part of it is no file name on Windows";
            }
        }

        return null;
    }

    /// <summary>Direction marks, joiners and the like: two names could look the same.</summary>
    private static bool IsInvisible(char c) => char.GetUnicodeCategory(c) is System.Globalization.UnicodeCategory.Format or System.Globalization.UnicodeCategory.LineSeparator or System.Globalization.UnicodeCategory.ParagraphSeparator;
}
