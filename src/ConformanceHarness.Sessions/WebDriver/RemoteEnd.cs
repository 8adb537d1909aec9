using System.Collections;
using System.Text.Json;
using OpenQA.Selenium;
using OpenQA.Selenium.Remote;

namespace ConformanceHarness.Sessions.WebDriver;

/// <summary>An error that the remote end answered, by its W3C name: "no such element", "unexpected alert open" …; the session goes on.</summary>
[System.Diagnostics.CodeAnalysis.SuppressMessage("Design", "CA1064", Justification = "It never leaves this folder: who drives a session turns it into what came of a step.")]
internal sealed class RemoteErrorException(string error, string message) : Exception(error + ": " + message)
{
    public string Error => error;
}

/// <summary>
/// One session at a W3C endpoint, by Selenium's own wire protocol. What the endpoint does wrong (it dies, hangs, talks nonsense, has lost the
/// session) is a <see cref="DriverException"/>; what it answers as an error is a <see cref="RemoteErrorException"/>.
/// </summary>
internal sealed class RemoteEnd : IAsyncDisposable
{
    /// <summary>W3C's name of an element in JSON (WebDriver 11).</summary>
    public const string ElementKey = "element-6066-11e4-a52e-4f735466cecf";

    private readonly HttpCommandExecutor executor;
    private TimeSpan limit;
    private readonly SemaphoreSlim turn = new(1, 1);
    private SessionId? session;
    private volatile bool lost;

    private RemoteEnd(HttpCommandExecutor executor, TimeSpan limit)
    {
        this.executor = executor;
        this.limit = limit;
    }

    /// <summary>What the endpoint granted.</summary>
    public IReadOnlyDictionary<string, object?> Capabilities { get; private set; } = new Dictionary<string, object?>();

    /// <summary>False once the endpoint failed: nothing more is asked of it.</summary>
    public bool Alive => !lost;

    public string BrowserName => Text("browserName");

    public string BrowserVersion => Text("browserVersion");

    /// <exception cref="DriverException">there is no endpoint, or it gave no session</exception>
    public static async Task<RemoteEnd> ConnectAsync(Uri address, IReadOnlyDictionary<string, object> capabilities, TimeSpan sessionLimit, TimeSpan commandLimit, CancellationToken cancellationToken)
    {
        var executor = new HttpCommandExecutor(address, sessionLimit, enableKeepAlive: true);
        var end = new RemoteEnd(executor, sessionLimit);
        try
        {
            var parameters = new Dictionary<string, object?> { ["capabilities"] = new Dictionary<string, object?> { ["alwaysMatch"] = capabilities } };
            var answer = await end.SendAsync(DriverCommand.NewSession, parameters, sessionLimit, cancellationToken);
            if (answer.SessionId is not { Length: > 0 } id)
            {
                throw new DriverException($"{address} gave no session: its answer names none.");
            }

            end.session = new SessionId(id);
            // Selenium's reader gives the capabilities alone.
            end.Capabilities = answer.Value as Dictionary<string, object?> ?? [];
            end.limit = commandLimit;
            return end;
        }
        catch (Exception e)
        {
            executor.Dispose();
            throw e is RemoteErrorException refused ? new DriverException($"{address} gave no session: {FirstLine(refused.Message)}", e) : e;
        }
    }

    /// <summary>Names a command that Selenium does not know, e.g. a vendor's.</summary>
    public void Know(string name, string method, string path) => executor.TryAddCommand(name, new HttpCommandInfo(method, path));

    /// <summary>One command; answers as plain values, lists and dictionaries.</summary>
    public async Task<object?> CommandAsync(string name, Dictionary<string, object?>? parameters = null, CancellationToken cancellationToken = default) =>
        (await SendAsync(name, parameters ?? [], limit, cancellationToken)).Value;

    /// <summary>A command that the session can do without: no answer within <paramref name="patience"/> is the error "timeout", and the session goes on.</summary>
    public async Task<object?> CommandAsync(string name, TimeSpan patience) => (await SendAsync(name, [], patience < limit ? patience : limit, CancellationToken.None, dispensable: true)).Value;

    /// <summary>Runs a function in the current document: <paramref name="function"/> is an expression that gives one. A promise is waited for.</summary>
    public Task<object?> CallAsync(string function, params IReadOnlyList<object?> arguments) =>
        CommandAsync(DriverCommand.ExecuteScript, new Dictionary<string, object?> { ["script"] = $"return ({function}).apply(null, arguments)", ["args"] = arguments });

    /// <summary>The same where the function gives JSON; default without an answer.</summary>
    public async Task<T?> CallAsync<T>(string function, params IReadOnlyList<object?> arguments) => Read<T>(await CallAsync(function, arguments));

    /// <summary>What one of the harness's own scripts gave, which is JSON or null: anything else comes from an endpoint that talks nonsense.</summary>
    public T? Read<T>(object? value)
    {
        try
        {
            return value is string json ? JsonSerializer.Deserialize<T>(json, JsonSerializerOptions.Web) : default;
        }
        catch (JsonException e)
        {
            throw Nonsense(e);
        }
    }

    /// <summary>The endpoint answers one of the harness's own scripts with something that the script can't have given.</summary>
    public DriverException Nonsense(Exception? inner = null)
    {
        lost = true;
        return new DriverException("The WebDriver endpoint answered a script with something that the script can't have given.", inner);
    }

    /// <summary>The elements among what a script gave, as arguments of further commands.</summary>
    public static IReadOnlyList<RemoteElement> Elements(object? value) =>
        value is string or null ? [] : value is IEnumerable list and not IDictionary ? [.. list.Cast<object?>().Select(RemoteElement.Of).OfType<RemoteElement>()] : RemoteElement.Of(value) is { } one ? [one] : [];

    public async ValueTask DisposeAsync()
    {
        if (!lost && session is not null)
        {
            try
            {
                await SendAsync(DriverCommand.Quit, [], TimeSpan.FromSeconds(8), CancellationToken.None);
            }
            catch (Exception e) when (e is DriverException or RemoteErrorException)
            {
                // It is gone already, or goes with its process.
            }
        }

        executor.Dispose();
        turn.Dispose();
    }

    private async Task<Response> SendAsync(string name, Dictionary<string, object?> parameters, TimeSpan patience, CancellationToken cancellationToken, bool dispensable = false)
    {
        if (lost)
        {
            throw new DriverException("The WebDriver endpoint failed before.");
        }

        // One command at a time: the current window and frame are the session's, not the caller's.
        await turn.WaitAsync(cancellationToken);
        try
        {
            var answer = await executor.ExecuteAsync(new Command(session, name, parameters)).WaitAsync(patience, cancellationToken);
            if (answer.Status == WebDriverResult.Success)
            {
                return answer;
            }

            var (error, message) = Told(answer);
            if (error is "invalid session id" or "session not found" || message.Contains("chrome not reachable", StringComparison.OrdinalIgnoreCase) || message.Contains("disconnected", StringComparison.OrdinalIgnoreCase))
            {
                throw new DriverException($"The WebDriver session is gone: {FirstLine(message)}");
            }

            if (error is null)
            {
                throw new DriverException($"The WebDriver endpoint's answer to {name} is no WebDriver answer: {FirstLine(message)}");
            }

            throw new RemoteErrorException(error, message);
        }
        catch (DriverException)
        {
            lost = true;
            throw;
        }
        catch (TimeoutException) when (dispensable)
        {
            throw new RemoteErrorException("timeout", $"no answer to {name} within {patience.TotalSeconds} s");
        }
        catch (TimeoutException e)
        {
            lost = true;
            throw new DriverException($"The WebDriver endpoint did not answer {name} within {patience.TotalSeconds} s.", e);
        }
        // Selenium's reader says in many ways that an answer is none.
        catch (Exception e) when (e is not RemoteErrorException && !(e is OperationCanceledException && cancellationToken.IsCancellationRequested))
        {
            lost = true;
            throw new DriverException($"The WebDriver endpoint failed at {name}: {FirstLine(e.Message)}", e);
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>The W3C error and its message; no error where the answer is not of the form that WebDriver 6.6 demands.</summary>
    private static (string? Error, string Message) Told(Response answer) =>
        answer.Value is IDictionary<string, object?> told && told.TryGetValue("error", out var error) && error is string name
            ? (name, told.TryGetValue("message", out var message) ? message?.ToString() ?? "" : "")
            : (null, answer.Value?.ToString() ?? answer.Status.ToString());

    private string Text(string name) => Capabilities.TryGetValue(name, out var value) ? value?.ToString() ?? "" : "";

    private static string FirstLine(string message) => message.Split('\n', 2)[0].Trim() is var line && line.Length > 300 ? line[..300] + "…" : line;
}

/// <summary>An element of a page, by the name that the remote end gave it.</summary>
internal sealed record RemoteElement(string Id)
{
    public Dictionary<string, object?> AsArgument() => new() { [RemoteEnd.ElementKey] = Id };

    public static RemoteElement? Of(object? value) =>
        value is IDictionary<string, object?> one && one.TryGetValue(RemoteEnd.ElementKey, out var id) && id is string name ? new RemoteElement(name) : null;
}
