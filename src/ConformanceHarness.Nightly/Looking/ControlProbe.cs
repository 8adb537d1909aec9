using System.Net.Sockets;

namespace ConformanceHarness.Nightly.Looking;

/// <summary>Is anything at all within reach? Connections only; nothing is asked for.</summary>
public static class ControlProbe
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <param name="addresses">host and port; one that accepts is enough</param>
    public static async Task<bool> ReachesAnyAsync(IEnumerable<(string Host, int Port)> addresses, CancellationToken cancellationToken)
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        enough.CancelAfter(Patience);
        var tries = addresses.Select(a => ConnectsAsync(a.Host, a.Port, enough.Token)).ToList();
        var reached = false;
        await foreach (var tried in Task.WhenEach(tries))
        {
            if (await tried)
            {
                reached = true;
                await enough.CancelAsync();
            }
        }

        cancellationToken.ThrowIfCancellationRequested();
        return reached;
    }

    private static async Task<bool> ConnectsAsync(string host, int port, CancellationToken cancellationToken)
    {
        try
        {
            using var socket = new TcpClient();
            await socket.ConnectAsync(host, port, cancellationToken);
            return true;
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException)
        {
            return false;
        }
    }
}
