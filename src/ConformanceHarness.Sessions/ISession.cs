using ConformanceHarness.Core;
using ConformanceHarness.Core.Evidence;

namespace ConformanceHarness.Sessions;

/// <summary>A browser (or webview host) that sessions are opened in; several at once.</summary>
public interface ISessionDriver : IAsyncDisposable
{
    /// <summary>emulated | webview | device</summary>
    string Surface { get; }

    /// <summary>chromium | webkit</summary>
    string Engine { get; }
    string EngineVersion { get; }

    /// <summary>Kinds of evidence that its sessions can record and conditions that they can make, in the catalogue's words.</summary>
    IReadOnlySet<string> Records { get; }

    /// <summary>False once the browser is gone; a new driver is needed then.</summary>
    bool Alive { get; }

    /// <exception cref="DriverException">the browser does not answer</exception>
    Task<ISession> OpenSessionAsync(SessionOptions options, ObservationRecorder recorder, CancellationToken cancellationToken);
}

/// <summary>The browser or its driver failed, which says nothing about the service.</summary>
public sealed class DriverException(string message, Exception? inner = null) : Exception(message, inner);

/// <param name="Name">"a", "b", ...: unique in the scenario</param>
/// <param name="Light">records requests and text but takes no pictures and no storage: for many sessions at once</param>
/// <param name="ReadOnly">requests that can change data leave it only while a document that the harness opened loads; see ReadOnlySession</param>
/// <param name="Listening">hears what a person does in the page; null: nobody does anything but the harness</param>
public sealed record SessionOptions(string Name, Channel Channel, bool Light = false, bool ReadOnly = false, PersonListening? Listening = null);

/// <summary>What a page must show before it counts as settled, and until when to wait for it.</summary>
public sealed record Awaited
{
    /// <summary>Any one of these texts; white space and Unicode form do not count. Empty: whatever the page ends up with.</summary>
    public IReadOnlyList<string> Texts { get; init; } = [];

    /// <summary>True where an error or other final wording is expected: it must outlast the page's running timers, so that a toast does not count.</summary>
    public bool Final { get; init; }
    public TimeSpan Limit { get; init; } = TimeSpan.FromSeconds(15);

    public static Awaited Text(params IReadOnlyList<string> texts) => new() { Texts = texts };

    public static Awaited Ending(double seconds = 15) => new() { Final = true, Limit = TimeSpan.FromSeconds(seconds) };
}

/// <summary>Which parts of a snapshot are wanted beyond text and structure.</summary>
[Flags]
public enum SnapshotParts
{
    None = 0,
    Screenshot = 1,
    Storage = 2,
    Widths = 4,

    /// <summary>The accessibility engine's findings: <see cref="Snapshot.Audit"/>.</summary>
    Audit = 64,

    /// <summary><see cref="Snapshot.Targets"/></summary>
    Targets = 128,

    /// <summary><see cref="Snapshot.Layout"/></summary>
    Layout = 256,

    /// <summary><see cref="Snapshot.TextZoom"/></summary>
    TextZoom = 512,

    /// <summary><see cref="Snapshot.Keyboard"/></summary>
    Keyboard = 1024,
}

/// <summary>
/// One browser context with its own cookies and storage, and one page in it. Every method records what it did and what came of it; none
/// judges, and none throws because of the page: a page that is closed, hung or gone gives a visit that is not done.
/// </summary>
/// <remarks>All methods throw <see cref="DriverException"/> if the browser itself is gone.</remarks>
public interface ISession : IAsyncDisposable
{
    string Name { get; }

    /// <summary>What the native side hands to the page at its next load (app channel).</summary>
    Task HandOverAsync(string appId, string mToken);

    Task<Visit> OpenAsync(string step, string address, Awaited awaited, CancellationToken cancellationToken);

    Task<Visit> ReloadAsync(string step, Awaited awaited, CancellationToken cancellationToken);

    Task<Visit> BackAsync(string step, Awaited awaited, CancellationToken cancellationToken);

    /// <summary>Taps the visible link or button whose name contains <paramref name="name"/>.</summary>
    Task<Visit> TapAsync(string step, string name, Awaited awaited, CancellationToken cancellationToken);

    /// <summary>Does what a citizen does; a target that is not there within a few seconds gives a visit that is not done, with what comes nearest.</summary>
    Task<Visit> ActAsync(string step, PageAct act, Awaited awaited, CancellationToken cancellationToken);

    /// <summary>Whether the page offers what an act needs at this moment. It only looks, and records nothing.</summary>
    Task<bool> OffersAsync(PageAct act, CancellationToken cancellationToken);

    /// <summary>Whether the browser's dialogs (confirm, prompt) are answered with yes from now on; they are at first.</summary>
    void AnswerDialogs(bool accept);

    /// <summary>
    /// Changes the bodies of requests that are about to change data: the function gives the new body, or null to let a request pass as it is.
    /// Every change is recorded as an event. Null ends it.
    /// </summary>
    Task RewriteAsync(Func<OutgoingRequest, string?>? rewrite);

    Task<Snapshot> SnapshotAsync(string step, SnapshotParts parts, CancellationToken cancellationToken);

    /// <summary>Page width at each viewport width; the viewport is put back afterwards.</summary>
    Task<IReadOnlyList<WidthMeasure>> MeasureWidthsAsync(IReadOnlyList<int> viewports, CancellationToken cancellationToken);

    Task<IReadOnlyList<CookieRecord>> CookiesAsync();

    /// <summary>Ends the waiting for bodies that are still on their way, so that everything up to now is recorded.</summary>
    Task FlushAsync(CancellationToken cancellationToken);

    /// <summary>Changes what lies between this browser and the service from now on.</summary>
    Task SetConditionsAsync(NetworkConditions wanted);
}

/// <summary>A session whose citizen is let in by the app itself, on a device: nobody mints a pair and hands it over.</summary>
public interface IEnteringSession : ISession
{
    /// <summary>
    /// Goes the native way to the e-Service and looks at its page once it is there. A second time the e-Service is closed and the way gone again.
    /// </summary>
    /// <exception cref="DriverException">a native step's element or the e-Service's webview did not come</exception>
    Task<AppEntry> EnterAsync(string step, Awaited awaited, CancellationToken cancellationToken);
}

/// <summary>What an entry through the app came to.</summary>
/// <param name="AppId">as the app passed it; null where the page's address no longer tells</param>
/// <param name="MToken">secret</param>
public sealed record AppEntry(Visit Visit, string? AppId, string? MToken);
