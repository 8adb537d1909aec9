using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using ConformanceHarness.Core;
using ConformanceHarness.Core.Timestamps;

namespace ConformanceHarness.Cli.Signing;

/// <summary>A timestamp authority by HTTP (RFC 3161, section 3.4). What may pass (no answer, 429, 5xx) is tried three times.</summary>
internal sealed class HttpTimestampAuthority : ITimestampAuthority
{
    private const int MaxBytes = 1024 * 1024;
    private readonly Uri address;
    private readonly TimeSpan patience;
    private readonly TimeSpan[] pauses;

    /// <param name="address">http or https, without a password in it</param>
    /// <param name="patience">for one answer</param>
    /// <param name="pauses">before the second try and those after it</param>
    public HttpTimestampAuthority(Uri address, TimeSpan? patience = null, TimeSpan[]? pauses = null)
    {
        this.address = address;
        this.patience = patience ?? TimeSpan.FromSeconds(20);
        this.pauses = pauses ?? [TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(3)];
    }

    public string Name => "--tsa " + address.AbsoluteUri;

    /// <exception cref="ConfigurationException">it is no address that can be asked</exception>
    public static HttpTimestampAuthority At(string typed)
    {
        if (!Uri.TryCreate(typed, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
        {
            throw new ConfigurationException(
                new($"--tsa {typed}: ไม่ใช่ที่อยู่ http หรือ https", $"--tsa {typed}: it is no http or https address."),
                new("ขอที่อยู่จากผู้ให้บริการ timestamp (RFC 3161) เช่น --tsa https://tsa.example.go.th/tsa", "Ask the timestamp authority (RFC 3161) for its address, such as --tsa https://tsa.example.go.th/tsa"));
        }

        // Not shown again: there is a password in what was typed.
        return address.UserInfo.Length == 0 ? new HttpTimestampAuthority(address) : throw new ConfigurationException(
            new("--tsa: ที่อยู่มีชื่อผู้ใช้หรือรหัสผ่านอยู่ด้วย ซึ่งผู้อื่นในเครื่องเห็นได้", "--tsa: there is a user's name or a password in the address, for everybody on this machine to see."),
            new("ระบุที่อยู่โดยไม่มีส่วนนี้ และขอให้ผู้ให้บริการอนุญาตเครื่องนี้ด้วยที่อยู่ IP", "Leave it out, and have the authority allow this machine by its IP address."));
    }

    public byte[] Answer(byte[] request, CancellationToken cancel)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                return Ask(request, cancel);
            }
            catch (TimestampException e) when (e.Unreachable && attempt < pauses.Length)
            {
                cancel.WaitHandle.WaitOne(pauses[attempt]);
                cancel.ThrowIfCancellationRequested();
            }
        }
    }

    private byte[] Ask(byte[] request, CancellationToken cancel)
    {
        using var handler = new SocketsHttpHandler { AllowAutoRedirect = false, ConnectTimeout = patience };
        using var client = new HttpClient(handler) { Timeout = patience, MaxResponseContentBufferSize = MaxBytes };
        using var message = new HttpRequestMessage(HttpMethod.Post, address) { Content = new ByteArrayContent(request) };
        message.Content.Headers.ContentType = new MediaTypeHeaderValue("application/timestamp-query");
        message.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/timestamp-reply"));
        try
        {
            using var answer = client.Send(message, HttpCompletionOption.ResponseContentRead, cancel);
            Check(answer);
            using var body = answer.Content.ReadAsStream(cancel);
            using var copy = new MemoryStream();
            body.CopyTo(copy);
            return copy.ToArray();
        }
        catch (HttpRequestException e)
        {
            var why = e.InnerException is SocketException or System.Security.Authentication.AuthenticationException ? e.InnerException.Message : e.Message;
            throw Unreachable(new("ติดต่อไม่ได้: " + why, "it can't be reached: " + why), e);
        }
        catch (OperationCanceledException e) when (!cancel.IsCancellationRequested)
        {
            var seconds = patience.TotalSeconds.ToString("0.#", System.Globalization.CultureInfo.InvariantCulture);
            throw Unreachable(new($"ไม่ตอบภายใน {seconds} วินาที", $"no answer in {seconds} s"), e);
        }
    }

    private void Check(HttpResponseMessage answer)
    {
        var status = (int)answer.StatusCode;
        if (status is 408 or 429 or >= 500)
        {
            throw Unreachable(new($"ตอบ HTTP {status}", $"it answers HTTP {status}"), null);
        }

        var type = answer.Content.Headers.ContentType?.MediaType;
        if (answer.StatusCode != HttpStatusCode.OK || !"application/timestamp-reply".Equals(type, StringComparison.OrdinalIgnoreCase))
        {
            throw new TimestampException(
                new($"{Name}: ไม่ใช่ผู้ให้บริการ timestamp: ตอบ HTTP {status} ชนิด {type ?? "–"}", $"{Name}: it does not answer as a timestamp authority: HTTP {status}, {type ?? "no type"}."),
                new("ตรวจสอบที่อยู่ของผู้ให้บริการ timestamp (RFC 3161) และสิทธิ์ใช้บริการจากเครื่องนี้", "Check the timestamp authority's address (RFC 3161), and that this machine may use it."));
        }
    }

    private TimestampException Unreachable(LocalText why, Exception? inner) => new(
        new($"{Name}: {why.Th}", $"{Name}: {why.En}."),
        new("ตรวจสอบที่อยู่ เครือข่าย และไฟร์วอลล์ แล้วสั่งใหม่อีกครั้ง หรือใช้ผู้ให้บริการ timestamp รายอื่นด้วย --tsa", "Check the address, the network and the firewall, then run the command again, or name another authority with --tsa."),
        unreachable: true, inner);
}
