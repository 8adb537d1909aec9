using System.Text;
using ConformanceHarness.Sessions;

namespace ConformanceHarness.Suites.MinimumTestcase.Scenarios;

/// <summary>Files that citizens attach: small and valid ones, one of a kind nobody should accept, and one that is too large.</summary>
internal static class SampleFiles
{
    private const string Pdf =
        "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>endobj\n"
        + "xref\n0 4\n0000000000 65535 f \n0000000009 00000 n \n0000000052 00000 n \n0000000101 00000 n \ntrailer<</Size 4/Root 1 0 R>>\nstartxref\n164\n%%EOF\n";

    private const string Png = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

    private const string Jpeg =
        "/9j/4AAQSkZJRgABAQEAYABgAAD/2wBDAAMCAgICAgMCAgIDAwMDBAYEBAQEBAgGBgUGCQgKCgkICQkKDA8MCgsOCwkJDRENDg8QEBEQCgwSExIQEw8QEBD/yQALCAABAAEBAREA/8wABgAQEAX/2gAIAQEAAD8A0s8g/9k=";

    /// <summary>pdf, png or jpg: made here; anything else is the path of a file.</summary>
    public static AttachedFile Of(string name) => name switch
    {
        "pdf" => new AttachedFile("เอกสารแนบ.pdf", "application/pdf", Encoding.ASCII.GetBytes(Pdf)),
        "png" => new AttachedFile("รูปถ่าย.png", "image/png", Convert.FromBase64String(Png)),
        "jpg" => new AttachedFile("รูปถ่าย.jpg", "image/jpeg", Convert.FromBase64String(Jpeg)),
        _ => new AttachedFile(Path.GetFileName(name), "application/octet-stream", File.ReadAllBytes(name)),
    };

    /// <summary>A program for Windows: no e-Service asks for one.</summary>
    public static AttachedFile Program { get; } = new("setup.exe", "application/x-msdownload", Encoding.Latin1.GetBytes("MZ\u0090\0\u0003\0\0\0" + new string('\0', 512)));

    /// <summary>A PDF of the given size.</summary>
    public static AttachedFile Large(int megabytes)
    {
        var bytes = new byte[megabytes * 1024 * 1024];
        Array.Fill(bytes, (byte)' ');
        Encoding.ASCII.GetBytes(Pdf).CopyTo(bytes, 0);
        return new AttachedFile("เอกสารขนาดใหญ่.pdf", "application/pdf", bytes);
    }
}
