using System.CommandLine;
using ConformanceHarness.Cli.Commands;
using ConformanceHarness.Cli.Output;
using ConformanceHarness.Cli.Running;
using ConformanceHarness.Core;
using ConformanceHarness.Core.Bundles;

namespace ConformanceHarness.Cli.Signing;

/// <summary>The options of <c>run</c> that make a bundle official, and what is refused before anything is visited.</summary>
internal sealed class OfficialOptions
{
    private readonly Option<string> key = new("--key") { HelpName = "FILE.p12|KEY.pem" };
    private readonly Option<string> certificate = new("--cert") { HelpName = "CHAIN.pem" };
    private readonly Option<string> variable = new("--key-password-env") { HelpName = "NAME" };
    private readonly Option<string> passwordFile = new("--key-password-file") { HelpName = "FILE" };
    private readonly Option<string> tsa = new("--tsa") { HelpName = "URL" };

    public OfferedCommand AddTo(OfferedCommand command) => command
        .With(key, new("กุญแจลงนามชุดผลทางการ: PKCS#12 หรือ PEM (docs/signing.md)", "key that signs an official bundle: PKCS#12 or PEM (docs/signing.md)"))
        .With(certificate, new("ใบรับรองของกุญแจ PEM ตามด้วยใบรับรองของผู้ออก", "certificate of a PEM key, followed by those above it"))
        .With(variable, new("ชื่อตัวแปรสภาพแวดล้อมที่เก็บรหัสผ่านของกุญแจ", "environment variable that holds the key's password"))
        .With(passwordFile, new("ไฟล์ที่บรรทัดแรกเป็นรหัสผ่านของกุญแจ (ไม่ระบุ = ถามบนหน้าจอ)", "file whose first line is the key's password (else it is asked for)"))
        .With(tsa, new("ผู้ให้บริการ timestamp (RFC 3161) ชุดผลทางการต้องมี", "timestamp authority (RFC 3161); an official bundle needs one"));

    /// <summary>Everything is opened once before anything is visited: a wrong password must not show after the run.</summary>
    /// <param name="filtered">true where the plan is not the whole stage</param>
    /// <exception cref="ConfigurationException">no official bundle can come of this</exception>
    public OfficialSigning? Read(ParseResult parsed, bool filtered, Screen screen, CancellationToken cancel)
    {
        if (parsed.GetValue(key) is not { } path)
        {
            RefuseWithoutKey(parsed);
            return null;
        }

        if (filtered)
        {
            throw new ConfigurationException(
                new LocalText("--key ใช้ร่วมกับ --only หรือ --channel ไม่ได้ ชุดผลที่เป็นทางการต้องครอบคลุมทั้งขั้น", "--key can't be used with --only or --channel: an official bundle covers the whole stage."),
                new LocalText("ตัด --only และ --channel ออก หรือตัด --key ออกเพื่อทำชุดผลทดลอง", "Leave out --only and --channel, or leave out --key for a trial bundle."));
        }

        if (parsed.GetValue(tsa) is not { } address)
        {
            throw new ConfigurationException(
                new LocalText("--key ต้องใช้ร่วมกับ --tsa ชุดผลทางการต้องมี timestamp", "--key needs --tsa: no bundle is official without a timestamp."),
                new LocalText("เพิ่ม --tsa URL ของผู้ให้บริการ timestamp (RFC 3161) หรือตัด --key ออกเพื่อทำชุดผลทดลอง", "Add --tsa with the address of a timestamp authority (RFC 3161), or leave out --key for a trial bundle."));
        }

        var authority = HttpTimestampAuthority.At(address);
        DemandRelease(RunEngine.HarnessVersion);
        var open = Opener(path, parsed.GetValue(certificate), Password(parsed), screen, cancel);
        using (var opened = open())
        {
            opened.DemandOfficial(TimeProvider.System.GetUtcNow());
        }

        return new OfficialSigning(open, authority);
    }

    /// <exception cref="ConfigurationException">it is a version from before a release</exception>
    internal static void DemandRelease(string version)
    {
        if (!HarnessVersions.IsRelease(version))
        {
            throw new ConfigurationException(
                new LocalText($"--key: เครื่องมือรุ่นนี้ ({version}) เป็นรุ่นพัฒนา จึงทำชุดผลทางการไม่ได้", $"--key: this harness ({version}) is a development build, of which no bundle is official."),
                new LocalText("ใช้รุ่นที่เผยแพร่แล้ว หรือตัด --key ออกเพื่อทำชุดผลทดลอง", "Use a released version, or leave out --key for a trial bundle."));
        }
    }

    private void RefuseWithoutKey(ParseResult parsed)
    {
        foreach (Option<string> option in new[] { variable, passwordFile, certificate, tsa })
        {
            if (parsed.GetValue(option) is not null)
            {
                throw new ConfigurationException(
                    new LocalText($"ระบุ {option.Name} โดยไม่มี --key", $"{option.Name} is there without --key."),
                    new LocalText("เพิ่ม --key FILE.p12 หรือตัดตัวเลือกนี้ออก", "Add --key FILE.p12, or leave the option out."));
            }
        }
    }

    private string? Password(ParseResult parsed)
    {
        var (name, file) = (parsed.GetValue(variable), parsed.GetValue(passwordFile));
        return name is not null && file is not null
            ? throw new ConfigurationException(
                new LocalText("ระบุทั้ง --key-password-env และ --key-password-file", "Both --key-password-env and --key-password-file are there."),
                new LocalText("ตัดตัวเลือกหนึ่งออก", "Leave out one of the two."))
            : name is not null ? KeyPassword.FromVariable(name) : file is not null ? KeyPassword.FromFile(file) : null;
    }

    /// <summary>Opens the key, and asks for the password where it needs one and nobody named it.</summary>
    private static Func<SigningKey> Opener(string path, string? chain, string? password, Screen screen, CancellationToken cancel)
    {
        SigningKey Open(string? secret) => chain is not null ? SigningKey.FromPem(chain, path, secret) : IsPem(path) ? SigningKey.FromPem(path, path, secret) : SigningKey.FromPkcs12(path, secret);
        try
        {
            using (Open(password))
            {
                return () => Open(password);
            }
        }
        catch (ConfigurationException e) when (password is null && e.InnerException is System.Security.Cryptography.CryptographicException or ArgumentException)
        {
            if (KeyPassword.FromPerson(said => Console.Error.Write(screen.Say(said)), path, cancel) is { } typed)
            {
                return () => Open(typed);
            }

            throw new ConfigurationException(
                e.Problem,
                new LocalText("หากกุญแจมีรหัสผ่าน ให้เพิ่ม --key-password-env NAME หรือ --key-password-file FILE และตรวจสอบไฟล์", "If the key has a password, add --key-password-env NAME or --key-password-file FILE; check the file."),
                e.File, inner: e);
        }
    }

    private static bool IsPem(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            var start = new byte[11];
            return file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false) == start.Length && start.AsSpan().SequenceEqual("-----BEGIN "u8);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            // Opening it as PKCS#12 says why.
            return false;
        }
    }
}
