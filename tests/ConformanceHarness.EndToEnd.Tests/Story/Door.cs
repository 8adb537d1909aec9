using System.Net;
using System.Net.Sockets;

namespace ConformanceHarness.EndToEnd.Tests.Story;

/// <summary>A port of this machine, open under all its names, behind which one server is replaced by another as an agency does when it mends its service.</summary>
internal sealed class Door : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Any, 0);
    private readonly CancellationTokenSource closing = new();
    private readonly Task accepting;

    public Door()
    {
        listener.Start();
        accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>Port on loopback to which new connections go.</summary>
    public int To { get; set; }

    public async ValueTask DisposeAsync()
    {
        await closing.CancelAsync();
        listener.Dispose();
        await accepting;
        closing.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = PassAsync(await listener.AcceptTcpClientAsync(closing.Token));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The door is closed.
        }
    }

    private async Task PassAsync(TcpClient from)
    {
        using var to = new TcpClient();
        try
        {
            await to.ConnectAsync(IPAddress.Loopback, To, closing.Token);
            await Task.WhenAll(CopyAsync(from, to), CopyAsync(to, from));
        }
        catch (Exception e) when (e is IOException or SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // Either side has left.
        }
        finally
        {
            from.Dispose();
        }
    }

    private async Task CopyAsync(TcpClient from, TcpClient to)
    {
        await from.GetStream().CopyToAsync(to.GetStream(), closing.Token);
        to.Client.Shutdown(SocketShutdown.Send);
    }
}
