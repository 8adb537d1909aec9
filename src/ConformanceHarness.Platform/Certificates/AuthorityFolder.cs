using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using ConformanceHarness.Core;

namespace ConformanceHarness.Platform.Certificates;

/// <summary>
/// Keeps the CA on disk. Files appear under their final name only once they are whole, and the key's file is never replaced: of two processes
/// that start at once, one wins and the other takes over the winner's CA.
/// </summary>
internal static class AuthorityFolder
{
    private const string KeyFile = "authority.p12";
    private const string CertificateFile = "ca.crt";
    private const string LockFile = "authority.lock";
    private const UnixFileMode OwnerFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    public static X509Certificate2 Open(string folder, TimeProvider clock)
    {
        var path = Path.Combine(folder, KeyFile);
        try
        {
            CreateFolder(folder);
            if (!File.Exists(path))
            {
                // Moving without overwriting looks first and moves then: two at once can both find nothing.
                using var turn = Turn(Path.Combine(folder, LockFile));
                if (!File.Exists(path))
                {
                    using var created = LocalAuthority.CreateAuthority(clock);
                    PlaceUnlessThere(path, created.Export(X509ContentType.Pfx));
                }
            }

            var authority = Load(path, clock);
            try
            {
                WriteAtomically(Path.Combine(folder, CertificateFile), authority.ExportCertificatePem() + "\n");
                return authority;
            }
            catch
            {
                authority.Dispose();
                throw;
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException(
                new("ใช้โฟลเดอร์ใบรับรองไม่ได้: " + e.Message, "The certificate folder can't be used: " + e.Message),
                new("ตรวจสิทธิ์การเขียนและพื้นที่ว่าง หรือเลือกโฟลเดอร์อื่น", "Check that it can be written and has space left, or choose another folder."),
                folder,
                inner: e);
        }
    }

    public static void WriteAtomically(string path, string text)
    {
        var temporary = TemporaryBeside(path);
        try
        {
            File.WriteAllText(temporary, text, new UTF8Encoding(false));
            File.Move(temporary, path, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    /// <summary>Held by one at a time, of all processes of this machine. A file that can't be opened for another reason says so after a while.</summary>
    private static FileStream Turn(string path)
    {
        const int Tries = 500;
        for (var tries = 1; ; tries++)
        {
            try
            {
                // Whoever still waits for a file that is deleted here finds the CA made.
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
            }
            catch (IOException) when (tries < Tries)
            {
                Thread.Sleep(20);
            }
        }
    }

    private static void PlaceUnlessThere(string path, byte[] content)
    {
        var temporary = TemporaryBeside(path);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerFile;
        }

        try
        {
            using (var stream = new FileStream(temporary, options))
            {
                stream.Write(content);
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            // Another process was first: its CA is the one that stays.
        }
        finally
        {
            File.Delete(temporary);
            CryptographicOperations.ZeroMemory(content);
        }
    }

    private static X509Certificate2 Load(string path, TimeProvider clock)
    {
        X509Certificate2 authority;
        try
        {
            // Exportable nowhere: only signing is needed. EphemeralKeySet is not to be had on macOS.
            authority = X509CertificateLoader.LoadPkcs12FromFile(path, null);
        }
        catch (CryptographicException e)
        {
            throw Unusable(path, new("ไฟล์นี้ไม่ใช่ใบรับรอง CA ของเครื่องมือทดสอบ", "This is not a CA of the harness."), e);
        }

        var problem = !authority.HasPrivateKey || !IsAuthority(authority)
            ? new LocalText("ไฟล์นี้ไม่ใช่ใบรับรอง CA ของเครื่องมือทดสอบ", "This is not a CA of the harness.")
            : authority.NotAfter.ToUniversalTime() < clock.GetUtcNow().AddDays(90).UtcDateTime
                ? new LocalText("ใบรับรอง CA หมดอายุแล้วหรือเหลือไม่ถึง 90 วัน", "The CA has expired or lasts less than 90 days.")
                : null;
        if (problem is null)
        {
            return authority;
        }

        authority.Dispose();
        throw Unusable(path, problem, null);
    }

    private static bool IsAuthority(X509Certificate2 certificate) =>
        certificate.Extensions.OfType<X509BasicConstraintsExtension>().Any(e => e.CertificateAuthority);

    private static ConfigurationException Unusable(string path, LocalText problem, Exception? inner) => new(
        problem,
        new("ลบไฟล์นี้เพื่อสร้าง CA ใหม่ แล้วตั้งให้ระบบบริการเชื่อถือ ca.crt ใหม่", "Delete the file to get a new CA, then have the e-Service trust the new ca.crt."),
        path,
        inner: inner);

    private static void CreateFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else if (!Directory.Exists(folder))
        {
            Directory.CreateDirectory(folder, OwnerFile | UnixFileMode.UserExecute);
        }
    }

    private static string TemporaryBeside(string path) => $"{path}.{Guid.NewGuid():N}.tmp";
}
