using System.Net;
using System.Net.Sockets;
using ConformanceHarness.Core;

namespace ConformanceHarness.Platform.Mock;

/// <summary>Checks where the gateway shall listen before anything is started.</summary>
internal static class ListenAddress
{
    /// <exception cref="ConfigurationException">the address can't be used</exception>
    public static void Check(Uri listen)
    {
        if (!listen.IsAbsoluteUri || listen.Scheme is not ("https" or "http") || Address(listen) is not { } address || listen.PathAndQuery is not ("/" or ""))
        {
            throw Refuse(
                listen,
                new("ต้องเป็น https://ไอพี:พอร์ต หรือ http://127.0.0.1:พอร์ต", "It has to be https://ip:port or http://127.0.0.1:port."));
        }

        if (listen.Scheme == "http" && !IPAddress.IsLoopback(address))
        {
            throw Refuse(
                listen,
                new("http ใช้ได้เฉพาะ 127.0.0.1 ให้เปลี่ยนเป็น https", "Plain http is for loopback only: use https."));
        }

        if (listen.Port != 0)
        {
            CheckFree(listen, address);
        }
    }

    public static ConfigurationException InUse(Uri listen, Exception inner) => Refuse(
        listen,
        new("มีโปรแกรมอื่นใช้อยู่หรือเปิดไม่ได้ ให้ปิดโปรแกรมนั้น หรือเปลี่ยน gateway.listen ในไฟล์บริการ (พอร์ต 0 = พอร์ตใดก็ได้)",
            "Another program uses it, or it can't be opened: stop that program, or change gateway.listen in the service file (port 0 = any)."),
        inner);

    private static ConfigurationException Refuse(Uri listen, LocalText next, Exception? inner = null) => new(
        new($"เกตเวย์จำลองเปิดที่ {listen.OriginalString} ไม่ได้", $"The mock gateway can't listen at {listen.OriginalString}."),
        next,
        inner: inner);

    private static IPAddress? Address(Uri listen) =>
        listen.Host == "localhost" ? IPAddress.Loopback : IPAddress.TryParse(listen.Host, out var address) ? address : null;

    // Kestrel's own failure comes too late and without the address: WireMock swallows it and waits for its start-up time to pass.
    private static void CheckFree(Uri listen, IPAddress address)
    {
        using var probe = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            probe.Bind(new IPEndPoint(address, listen.Port));
            probe.Listen(1);
        }
        catch (SocketException e)
        {
            throw InUse(listen, e);
        }
    }
}
