using System.Net.Security;
using System.Runtime.CompilerServices;
using ConformanceHarness.Cli.Running;
using ConformanceHarness.Core;
using ConformanceHarness.Core.Services;
using ConformanceHarness.Suites.MinimumTestcase;

namespace ConformanceHarness.Cli.Doctoring;

/// <summary>What a run against one service file needs.</summary>
internal static class ServiceCheck
{
    private static readonly TimeSpan Tolerated = TimeSpan.FromSeconds(60);

    public static async IAsyncEnumerable<Finding> RunAsync(string file, Stage stage, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (service, wrong) = Read(file);
        foreach (var finding in wrong)
        {
            yield return finding;
        }

        if (service is null)
        {
            yield break;
        }

        yield return Finding.Ok("service", new($"ไฟล์บริการ {file} ถูกต้อง", $"The service file {file} is good"));
        foreach (var finding in Secrets(service, file))
        {
            yield return finding;
        }

        if (service.Target(stage) is not { } target)
        {
            yield return new("landing", State.Problem, new($"ไฟล์บริการไม่ได้ระบุ Landing URL ของขั้น {stage}", $"The service file names no Landing URL for stage {stage}."), new("เพิ่มขั้นนี้ในหัวข้อ stages", "Add the stage under 'stages'."), ExitCodes.UsageOrConfiguration);
            yield break;
        }

        yield return await ReachAsync(target, cancellationToken);
        yield return await ClockAsync(target, cancellationToken);
        if (target.Login is LoginMode.Mint or LoginMode.Proxy)
        {
            await foreach (var finding in GatewayCheck.RunAsync(service, file, cancellationToken))
            {
                yield return finding;
            }
        }

        if (target.Login == LoginMode.Assisted)
        {
            yield return Known(service, file);
        }
    }

    private static Finding Known(ServiceProfile service, string file)
    {
        if (service.AssistedCitizen is not { } where)
        {
            return new("citizen", State.Problem, new("ไฟล์บริการไม่มี assisted.citizen", "The service file has no assisted.citizen."), new("เพิ่ม assisted: {citizen: {file: citizen.json}} (docs/service-file.md)", "Add assisted: {citizen: {file: citizen.json}} (docs/service-file.md)."), ExitCodes.UsageOrConfiguration);
        }

        try
        {
            _ = KnownCitizen.Read(where, file);
            return Finding.Ok("citizen", new($"อ่านข้อมูลประชาชนทดสอบจาก {where} ได้", $"The test citizen's data is read from {where}"));
        }
        catch (ConfigurationException e)
        {
            return Finding.Wrong("citizen", e);
        }
    }

    private static (ServiceProfile? Service, IReadOnlyList<Finding> Wrong) Read(string file)
    {
        try
        {
            return (ServiceFile.Read(file, RunSetup.ReadCatalogue(MinimumTestcaseSuite.Load()).Catalogue).Profile, []);
        }
        catch (ConfigurationException e)
        {
            return (null, [Finding.Wrong("service", e)]);
        }
        catch (ConfigurationProblemsException e)
        {
            return (null, [.. e.Problems.Select(p => Finding.Wrong("service", p))]);
        }
    }

    private static IEnumerable<Finding> Secrets(ServiceProfile service, string file)
    {
        var reader = new SecretReader(file);
        foreach (var reference in new[] { service.Gateway.ConsumerKey, service.Gateway.ConsumerSecret })
        {
            Finding finding;
            try
            {
                _ = reader.Read(reference);
                finding = Finding.Ok("credentials", new($"{reference} กำหนดไว้แล้ว", $"{reference} is set"));
            }
            catch (ConfigurationException e)
            {
                finding = Finding.Wrong("credentials", e);
            }

            yield return finding;
        }
    }

    private static async Task<Finding> ReachAsync(StageTarget target, CancellationToken cancellationToken)
    {
        try
        {
            await Preflight.CheckAsync(target, cancellationToken);
            return Finding.Ok("landing", new($"เข้าถึง {target.LandingUrl} ได้", $"{target.LandingUrl} can be reached"));
        }
        catch (RunStoppedException e)
        {
            return new("landing", State.Problem, e.Problem, e.Next, e.ExitCode);
        }
    }

    /// <summary>An mToken lives two minutes and certificates have dates: a clock that is off makes good services look bad.</summary>
    private static async Task<Finding> ClockAsync(StageTarget target, CancellationToken cancellationToken)
    {
        LocalText unknown = new("เทียบเวลาของเครื่องไม่ได้ เพราะ Landing URL ไม่ได้บอกเวลา", "The clock can't be compared: the Landing URL tells no time");
        try
        {
#pragma warning disable CA5359 // Only the Date header is read; LAND-01 judges the certificate.
            using var handler = new SocketsHttpHandler { SslOptions = new SslClientAuthenticationOptions { RemoteCertificateValidationCallback = (_, _, _, _) => true }, AllowAutoRedirect = false };
#pragma warning restore CA5359
            using var client = new HttpClient(handler) { Timeout = TimeSpan.FromSeconds(10) };
            using var answer = await client.GetAsync(new Uri(target.LandingUrl), HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            if (answer.Headers.Date is not { } theirs)
            {
                return new("clock", State.Warning, unknown, new("ตรวจเวลาของเครื่องด้วยตนเอง", "Check this machine's clock by hand."));
            }

            var off = (TimeProvider.System.GetUtcNow() - theirs).Duration();
            return off <= Tolerated
                ? Finding.Ok("clock", new($"เวลาของเครื่องตรงกับระบบบริการ (ต่าง {off.TotalSeconds:0} วินาที)", $"The clock agrees with the service's ({off.TotalSeconds:0} s apart)"))
                : new("clock", State.Warning, new($"เวลาของเครื่องต่างจากระบบบริการ {off.TotalSeconds:0} วินาที", $"The clock is {off.TotalSeconds:0} s away from the service's"), new("ตั้งเวลาด้วย NTP ทั้งสองเครื่อง", "Set both clocks by NTP."));
        }
        catch (Exception e) when (e is HttpRequestException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return new("clock", State.Warning, unknown, new("แก้ปัญหาการเข้าถึง Landing URL ก่อน", "First mend what keeps the Landing URL from being reached."));
        }
    }
}
