namespace ConformanceHarness.Core.Bundles;

/// <summary>Media type of an entry by its extension, as the manifest states it.</summary>
internal static class MediaTypes
{
    public const string Signature = "application/pkcs7-signature";

    public static string Of(string entry) => Path.GetExtension(entry) switch
    {
        ".json" => "application/json",
        ".jsonl" => "application/jsonl",
        ".yaml" => "application/yaml",
        ".html" => "text/html",
        ".txt" => "text/plain",
        ".md" => "text/markdown",
        ".xml" => "application/xml",
        ".png" => "image/png",
        ".pdf" => "application/pdf",
        ".xlsx" => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        _ => "application/octet-stream",
    };

    /// <summary>Formats that are compressed already.</summary>
    public static bool IsDense(string entry) => Path.GetExtension(entry) is ".png" or ".pdf" or ".xlsx";
}
