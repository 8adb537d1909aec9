using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace ConformanceHarness.Sessions.WebDriver;

/// <summary>
/// The port of the chromedriver that Appium's chromium driver starts for a session. Unless it is told, all sessions get the same one, and the driver first ends
/// whatever chromedriver holds it: a second session would end the first (appium-chromedriver, <c>killAll</c>).
/// </summary>
internal static class ChromedriverPort
{
    private const string Capability = "appium:chromedriverPort";

    /// <summary>Adds one for this session where Appium's chromium driver is asked for, and no port is.</summary>
    public static void Add(Dictionary<string, object> capabilities, Uri server)
    {
        if (capabilities.GetValueOrDefault("appium:automationName") is string name && name.Equals("Chromium", StringComparison.OrdinalIgnoreCase) && !capabilities.ContainsKey(Capability))
        {
            // Which ports of another machine are free is not to be known: below those that systems hand out by themselves, and hardly ever the same twice.
            capabilities[Capability] = server.IsLoopback ? Free() : RandomNumberGenerator.GetInt32(20_000, 32_000);
        }
    }

    private static int Free()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
