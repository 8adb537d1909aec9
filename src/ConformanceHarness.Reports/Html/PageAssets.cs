using System.Security.Cryptography;
using System.Text;

namespace ConformanceHarness.Reports.Html;

/// <summary>The page's own style sheet and script, and the policy that lets exactly these two through.</summary>
internal static class PageAssets
{
    public static string Style { get; } = Read("report.css");

    public static string Script { get; } = Read("report.js");

    /// <summary>Nothing is fetched; pictures are data, and only the style and the script with these hashes are taken.</summary>
    public static string Policy { get; } = PolicyWith(null);

    /// <summary>The same for a page with rules of its own beside the common style.</summary>
    public static string PolicyWith(string? style) =>
        $"default-src 'none'; img-src data:; style-src '{Hash(Style)}'{(style is null ? "" : $" '{Hash(style)}'")}; script-src '{Hash(Script)}'; base-uri 'none'; form-action 'none'";

    private static string Hash(string text) => "sha256-" + Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static string Read(string name)
    {
        using var stream = typeof(PageAssets).Assembly.GetManifestResourceStream(name) ?? throw new InvalidOperationException($"The resource '{name}' is not built in.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        // A browser reads CR LF as LF before it hashes.
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
