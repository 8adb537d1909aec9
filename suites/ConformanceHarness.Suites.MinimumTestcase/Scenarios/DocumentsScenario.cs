using System.Security.Cryptography;
using ConformanceHarness.Core;
using ConformanceHarness.Core.Evidence;
using ConformanceHarness.Sessions.Scenarios;

namespace ConformanceHarness.Suites.MinimumTestcase.Scenarios;

/// <summary>The files that the service file names under <c>documents</c>: there or not, how large, of which kind. Nothing is sent to the service.</summary>
internal sealed class DocumentsScenario : Scenario
{
    private const int MostBytes = 20 * 1024 * 1024;

    public override string Name => "documents";

    public override LocalText Title => new("ไฟล์ที่ส่งพร้อมบริการ", "What is submitted beside the service");

    public override bool FollowsServiceFile => true;

    public override bool NeedsBrowser => false;

    public override IReadOnlySet<LoginMode> Logins { get; } = AnyLogin;

    public override async Task ObserveAsync(Scene scene, CancellationToken cancellationToken)
    {
        if (scene.Service.Documents is not { } documents)
        {
            return;
        }

        if (documents.Icon is { } icon)
        {
            scene.Recorder.Add(await ReadAsync(scene.ServiceFolder, "icon", icon, cancellationToken));
        }

        foreach (var screenshot in documents.Screenshots)
        {
            scene.Recorder.Add(await ReadAsync(scene.ServiceFolder, "screenshot", screenshot, cancellationToken));
        }
    }

    private static async Task<DocumentFile> ReadAsync(string? folder, string kind, string name, CancellationToken cancellationToken)
    {
        var path = Path.Combine(folder ?? ".", name);
        if (!File.Exists(path))
        {
            return new DocumentFile(kind, name, null, null, null);
        }

        var length = new FileInfo(path).Length;
        if (length > MostBytes)
        {
            return new DocumentFile(kind, name, length, null, null);
        }

        var bytes = await File.ReadAllBytesAsync(path, cancellationToken);
        return new DocumentFile(kind, name, bytes.Length, Convert.ToHexStringLower(SHA256.HashData(bytes)), Format(bytes));
    }

    private static string? Format(ReadOnlySpan<byte> bytes) =>
        bytes.StartsWith((ReadOnlySpan<byte>)[0x89, (byte)'P', (byte)'N', (byte)'G']) ? "png"
        : bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]) ? "jpeg"
        : bytes.StartsWith("GIF8"u8) ? "gif"
        : bytes.StartsWith("RIFF"u8) && bytes.Length > 12 && bytes[8..12].SequenceEqual("WEBP"u8) ? "webp"
        : bytes[..Math.Min(bytes.Length, 1024)].IndexOf("<svg"u8) >= 0 ? "svg"
        : null;
}
