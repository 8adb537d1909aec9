using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ConformanceHarness.Core.Bundles;
using ConformanceHarness.Core.Yaml;

namespace ConformanceHarness.Core.Policies;

/// <summary>Certificates and revocation lists that a policy names, read from beside it.</summary>
internal sealed class TrustFiles(string folder, Problems problems)
{
    /// <summary>Larger ones exist, but no authority for signers' certificates needs one.</summary>
    private const long MaxBytes = 64L * 1024 * 1024;

    /// <summary>Every certificate of every file (PEM or DER); each must be an authority's.</summary>
    public IReadOnlyList<X509Certificate2> Roots(IReadOnlyList<Word> files, string member) => [.. files.SelectMany(f => Roots(f, member))];

    public IReadOnlyList<RevocationList> RevocationLists(IReadOnlyList<Word> files) =>
        [.. files.Select(f => Bytes(f, "crls") is { } bytes ? Refusable(f, "crls", () => RevocationList.Read(bytes)) : null).OfType<RevocationList>()];

    private List<X509Certificate2> Roots(Word file, string member)
    {
        var found = Bytes(file, member) is { } bytes ? Refusable(file, member, () => Certificates(bytes)) : null;
        foreach (var certificate in found ?? [])
        {
            if (!certificate.Extensions.OfType<X509BasicConstraintsExtension>().Any(e => e.CertificateAuthority))
            {
                problems.Add(
                    file.Line,
                    new($"'{member}': {Problems.Shown(file.Text)}: {certificate.Subject} ไม่ใช่ใบรับรองของผู้ออกใบรับรอง (CA)", $"'{member}': {Problems.Shown(file.Text)}: {certificate.Subject} is no certification authority's certificate."),
                    new("ระบุใบรับรองรากของผู้ออกใบรับรอง", "Name the root certificate of the authority."));
            }
        }

        return found ?? [];
    }

    private static List<X509Certificate2> Certificates(byte[] bytes)
    {
        var read = new X509Certificate2Collection();
        if (bytes is [0x30, ..])
        {
            return [X509CertificateLoader.LoadCertificate(bytes)];
        }

        read.ImportFromPem(System.Text.Encoding.UTF8.GetString(bytes));
        return read.Count > 0 ? [.. read] : throw new CryptographicException("There is no certificate in it.");
    }

    private byte[]? Bytes(Word file, string member)
    {
        var path = Path.Combine(folder, file.Text);
        try
        {
            return new FileInfo(path).Length <= MaxBytes ? File.ReadAllBytes(path) : throw new IOException($"It is larger than {MaxBytes} bytes.");
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or ArgumentException)
        {
            Add(file, member, problem.Message);
            return null;
        }
    }

    private T? Refusable<T>(Word file, string member, Func<T> read)
        where T : class
    {
        try
        {
            return read();
        }
        catch (CryptographicException problem)
        {
            Add(file, member, problem.Message);
            return null;
        }
    }

    private void Add(Word file, string member, string why) => problems.Add(
        file.Line,
        new($"'{member}': ใช้ไฟล์ {Problems.Shown(file.Text)} ไม่ได้: {why}", $"'{member}': the file {Problems.Shown(file.Text)} can't be used: {why}"),
        new($"วางไฟล์ที่ถูกต้อง (PEM หรือ DER) ไว้ที่ {Path.Combine(folder, file.Text)} หรือแก้ชื่อไฟล์", $"Put the right file (PEM or DER) at {Path.Combine(folder, file.Text)}, or correct its name."));
}
