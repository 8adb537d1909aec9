using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ConformanceHarness.Cli.Running;
using ConformanceHarness.Core;
using ConformanceHarness.Core.Entering;
using ConformanceHarness.Core.Evidence;
using ConformanceHarness.Core.Services;
using ConformanceHarness.Platform.Gateway;

namespace ConformanceHarness.Cli.Doctoring;

/// <summary>The real gateway (login mint and proxy): is it found, is it what it says, do its clock and ours agree, does it take the credentials?</summary>
internal static class GatewayCheck
{
    private static readonly TimeSpan Tolerated = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public static async IAsyncEnumerable<Finding> RunAsync(ServiceProfile service, string file, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var asked = new Asked(service, file);
        if (asked.Wrong is { } wrong)
        {
            yield return wrong;
            yield break;
        }

        var gateway = asked.Options!.BaseAddress;
        var (addresses, dns) = await ResolveAsync(gateway, cancellationToken);
        yield return dns;
        if (addresses.Length == 0)
        {
            yield break;
        }

        var tls = await HandshakeAsync(gateway, addresses, asked.Options.Trust, cancellationToken);
        yield return tls;
        if (tls.State == State.Problem)
        {
            // Credentials are not sent where it is not known who reads them.
            yield break;
        }

        var found = await CredentialDiagnosis.AskAsync(asked.Client!, asked.Options, cancellationToken);
        if (Clock(found.Answer) is { } clock)
        {
            yield return clock;
        }

        yield return Credentials(service, asked.Options, found);
    }

    private static async Task<(IPAddress[] Addresses, Finding Finding)> ResolveAsync(Uri gateway, CancellationToken cancellationToken)
    {
        try
        {
            var addresses = await Dns.GetHostAddressesAsync(gateway.DnsSafeHost, cancellationToken).WaitAsync(Patience, cancellationToken);
            return (addresses, Finding.Ok("gateway-dns", new($"พบที่อยู่ของ gateway {gateway.Host} ({string.Join(", ", addresses.Take(3).Select(a => a.ToString()))})", $"The gateway's host {gateway.Host} resolves ({string.Join(", ", addresses.Take(3).Select(a => a.ToString()))})")));
        }
        catch (Exception e) when (e is SocketException or TimeoutException)
        {
            return ([], new("gateway-dns", State.Problem, new($"ไม่พบที่อยู่ของ gateway {gateway.Host}: {e.Message}", $"The gateway's host {gateway.Host} does not resolve: {e.Message}"), new("ตรวจการสะกดของ gateway.baseAddress และ DNS ของเครื่องนี้", "Check the spelling of gateway.baseAddress, and this machine's DNS.")));
        }
    }

    private static async Task<Finding> HandshakeAsync(Uri gateway, IPAddress[] addresses, GatewayTrust trust, CancellationToken cancellationToken)
    {
        var errors = SslPolicyErrors.None;
        var chainErrors = "";
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(addresses, gateway.Port, cancellationToken).AsTask().WaitAsync(Patience, cancellationToken);
#pragma warning disable CA5359 // Looked at, not trusted: nothing is sent on this connection, and what is wrong with the certificate is told.
            await using var tls = new SslStream(client.GetStream(), leaveInnerStreamOpen: false, (sender, certificate, chain, found) =>
            {
                errors = trust.Accepts(sender, certificate, chain, found) ? SslPolicyErrors.None : found;
                chainErrors = string.Join(", ", (chain?.ChainStatus ?? []).Select(s => s.Status.ToString()).Distinct());
                return true;
            });
#pragma warning restore CA5359
            await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = gateway.DnsSafeHost }, cancellationToken).WaitAsync(Patience, cancellationToken);
            using var leaf = X509CertificateLoader.LoadCertificate(tls.RemoteCertificate!.GetRawCertData());
            return Judge(gateway, leaf, errors, chainErrors, tls.SslProtocol);
        }
        catch (Exception e) when (e is SocketException or TimeoutException)
        {
            return new("gateway-connection", State.Problem, new($"เชื่อมต่อ gateway {gateway.Authority} ไม่ได้: {e.Message}", $"The gateway {gateway.Authority} can't be connected to: {e.Message}"), new("ให้ผู้ดูแลเครือข่ายเปิดทางออกจากเครื่องนี้ และตรวจกับ DGA ว่าอนุญาตที่อยู่ IP ของหน่วยงานแล้ว", "Have the network's administrator open the way from this machine, and ask DGA whether the agency's IP address is allowed."));
        }
        catch (Exception e) when (e is AuthenticationException or IOException)
        {
            return new("gateway-tls", State.Problem, new($"{gateway.Authority} ไม่ทำ TLS ด้วย: {e.Message}", $"{gateway.Authority} does not speak TLS: {e.Message}"), new("ตรวจ gateway.baseAddress และพร็อกซีที่อยู่ระหว่างทาง", "Check gateway.baseAddress, and any proxy in between."));
        }
    }

    private static Finding Judge(Uri gateway, X509Certificate2 leaf, SslPolicyErrors errors, string chainErrors, SslProtocols protocol)
    {
        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch))
        {
            return new("gateway-tls", State.Problem, new($"ใบรับรองของ gateway ไม่ใช่ของ {gateway.Host} แต่เป็นของ {leaf.Subject}", $"The gateway's certificate is not {gateway.Host}'s but {leaf.Subject}'s"), new("ตรวจ gateway.baseAddress และพร็อกซีที่อยู่ระหว่างทาง", "Check gateway.baseAddress, and any proxy in between."));
        }

        if (errors != SslPolicyErrors.None)
        {
            return new("gateway-tls", State.Problem, new($"ใบรับรองของ gateway {gateway.Host} ไม่น่าเชื่อถือ ({chainErrors}) ผู้ออก: {leaf.Issuer}", $"The gateway's certificate is not trusted ({chainErrors}); issued by {leaf.Issuer}"), new("ถ้าเครือข่ายตรวจ TLS ด้วย CA ของหน่วยงาน ให้ยกเว้นโฮสต์นี้ หรือระบุ gateway.extraCa และตรวจเวลาของเครื่อง", "Where the network inspects TLS with the agency's own CA, exempt this host or name the CA in gateway.extraCa; and check this machine's clock."));
        }

        var days = (leaf.NotAfter.ToUniversalTime() - TimeProvider.System.GetUtcNow().UtcDateTime).TotalDays;
        return Finding.Ok("gateway-tls", new($"ใบรับรองของ gateway {gateway.Host} น่าเชื่อถือ ({protocol} เหลืออายุ {days:0} วัน)", $"The certificate of the gateway {gateway.Host} is trusted ({protocol}, {days:0} days left)"));
    }

    private static Finding? Clock(GatewayAnswer answer)
    {
        if (answer.Failure is not null)
        {
            return null;
        }

        if (answer.Ahead is not { } ahead)
        {
            return new("gateway-clock", State.Warning, new("เทียบเวลากับ gateway ไม่ได้ เพราะ gateway ไม่ได้บอกเวลา", "The clock can't be compared with the gateway's: it tells no time"), new("ตรวจเวลาของเครื่องด้วยตนเอง", "Check this machine's clock by hand."));
        }

        var off = ahead.Duration();
        return off <= Tolerated
            ? Finding.Ok("gateway-clock", new($"เวลาของเครื่องตรงกับ gateway (ต่าง {off.TotalSeconds:0} วินาที)", $"The clock agrees with the gateway's ({off.TotalSeconds:0} s apart)"))
            : new("gateway-clock", State.Warning, new($"เวลาของเครื่อง{(ahead > TimeSpan.Zero ? "ช้า" : "เร็ว")}กว่า gateway {off.TotalSeconds:0} วินาที mToken มีอายุเพียง 2 นาที", $"The clock is {off.TotalSeconds:0} s {(ahead > TimeSpan.Zero ? "behind" : "ahead of")} the gateway's; an mToken lives two minutes only"), new("ตั้งเวลาของเครื่องด้วย NTP", "Set this machine's clock by NTP."));
    }

    private static Finding Credentials(ServiceProfile service, GatewayClientOptions options, CredentialFinding found)
    {
        if (found.Refused == RefusedCredential.None)
        {
            return Finding.Ok("gateway-credentials", new("gateway รับ Consumer-Key, ConsumerSecret และ AgentID และให้ Token แล้ว", "The gateway took Consumer-Key, ConsumerSecret and AgentID, and gave a Token"));
        }

        if (found.Refused == RefusedCredential.NotSaid)
        {
            var failure = GatewayWords.Validate(options, found.Answer);
            return new("gateway-credentials", State.Problem, failure.Problem, failure.Next, failure.Cause == Cause.Configuration ? ExitCodes.UsageOrConfiguration : ExitCodes.HarnessError);
        }

        var status = $"HTTP {found.Answer.Status}";
        var (text, next) = found.Refused switch
        {
            RefusedCredential.ConsumerKey => (new LocalText($"gateway ปฏิเสธ Consumer-Key ({status})", $"The gateway refused the Consumer-Key ({status})"), At(service.Gateway.ConsumerKey)),
            RefusedCredential.ConsumerSecret => (new LocalText($"gateway รู้จัก Consumer-Key แต่ปฏิเสธ ConsumerSecret ({status})", $"The gateway knows the Consumer-Key and refused the ConsumerSecret ({status})"), At(service.Gateway.ConsumerSecret)),
            RefusedCredential.AgentId => (new LocalText($"gateway รับรหัสทั้งสอง แต่ปฏิเสธ AgentID ({status})", $"The gateway refused the AgentID, not the two credentials ({status})"), new LocalText("สอบถาม DGA ว่า AgentID ของหน่วยงานต้องเป็นค่าใด", "Ask DGA which AgentID the agency has to send.")),
            RefusedCredential.KeyOrSecret => (new LocalText($"gateway ปฏิเสธ Consumer-Key หรือ ConsumerSecret โดยตอบเหมือนกันทั้งสองกรณี ({status}) จึงแยกไม่ได้", $"The gateway refused the Consumer-Key or the ConsumerSecret; it answers the same for both ({status}), so they can't be told apart"),
                new LocalText($"เทียบทั้ง {service.Gateway.ConsumerKey} และ {service.Gateway.ConsumerSecret} กับที่ DGA ออกให้ใน Checkpoint 2", $"Compare both {service.Gateway.ConsumerKey} and {service.Gateway.ConsumerSecret} with what DGA issued at Checkpoint 2.")),
            _ => (new LocalText($"gateway ปฏิเสธการขอ Token ({status}) แต่คำตอบไม่บอกว่าเพราะรหัสใด", $"The gateway refused to give a Token ({status}), and its answers don't say because of what"),
                new LocalText("ตรวจรหัสทั้งสองกับที่ DGA ออกให้ แล้วแจ้ง DGA", "Compare both credentials with what DGA issued, then tell DGA.")),
        };
        return new("gateway-credentials", State.Problem, text, next, ExitCodes.UsageOrConfiguration);
    }

    private static LocalText At(SecretReference where) => new($"เทียบค่าใน {where} กับที่ DGA ออกให้ใน Checkpoint 2 (ระวังช่องว่างและค่าของ Production)", $"Compare what is in {where} with what DGA issued at Checkpoint 2 (mind blanks, and values of production).");

    /// <summary>What it takes to ask, or why it can't be asked.</summary>
    private sealed class Asked : IDisposable
    {
        public Asked(ServiceProfile service, string file)
        {
            try
            {
                var redactor = new Redactor(RandomNumberGenerator.GetBytes(16));
                Options = RunPlatform.ClientOptions(service, file, redactor);
                redactor.Add("consumerKey", Options.ConsumerKey);
                redactor.Add("consumerSecret", Options.ConsumerSecret);
                Client = new GatewayClient(Options);
            }
            catch (ConfigurationException e)
            {
                Wrong = Finding.Wrong("gateway", e);
            }
        }

        public GatewayClientOptions? Options { get; }

        public GatewayClient? Client { get; }

        public Finding? Wrong { get; }

        public void Dispose() => Client?.Dispose();
    }
}
