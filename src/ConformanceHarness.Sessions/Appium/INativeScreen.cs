using ConformanceHarness.Core.Services;

namespace ConformanceHarness.Sessions.Appium;

/// <summary>The device's native screen and the contexts that lie on it.</summary>
/// <remarks>All members throw <see cref="DriverException"/> when the server gives no usable answer.</remarks>
internal interface INativeScreen
{
    /// <summary>Whether the element is there, shown and enabled at this moment.</summary>
    Task<bool> ShowsAsync(NativeTarget target, CancellationToken cancellationToken);

    /// <returns>false where the element went away meanwhile</returns>
    Task<bool> TapAsync(NativeTarget target, CancellationToken cancellationToken);

    /// <returns>false where the element went away meanwhile</returns>
    Task<bool> WriteAsync(NativeTarget target, string text, CancellationToken cancellationToken);

    /// <summary>The system's own back button.</summary>
    Task BackAsync(CancellationToken cancellationToken);

    /// <summary>Ends the app and starts it at its first screen.</summary>
    Task RestartAsync(CancellationToken cancellationToken);

    /// <summary>The screen's elements as XML.</summary>
    Task<string> SourceAsync(CancellationToken cancellationToken);

    /// <summary>PNG bytes of the whole screen.</summary>
    Task<byte[]> PictureAsync(CancellationToken cancellationToken);

    Task<IReadOnlyList<string>> ContextsAsync(CancellationToken cancellationToken);

    Task SwitchAsync(string context, CancellationToken cancellationToken);

    /// <summary>Addresses of the pages in the current webview context, by window.</summary>
    Task<IReadOnlyList<WebviewPage>> PagesAsync(CancellationToken cancellationToken);

    /// <summary>Makes a page of the current webview context the one that is talked to.</summary>
    Task SelectAsync(string window, CancellationToken cancellationToken);
}

/// <summary>One page of a webview context.</summary>
/// <param name="Shown">its document says that it is visible</param>
internal sealed record WebviewPage(string Window, string Address, bool Shown);
