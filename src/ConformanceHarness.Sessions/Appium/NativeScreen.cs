using System.Globalization;
using ConformanceHarness.Core.Services;
using ConformanceHarness.Sessions.WebDriver;
using OpenQA.Selenium;

namespace ConformanceHarness.Sessions.Appium;

/// <summary>The screen behind an Appium session: what Appium adds to W3C WebDriver. Where Appium.WebDriver can be restored, its driver takes this place.</summary>
internal sealed class NativeScreen : INativeScreen
{
    private const string Contexts = "appium:contexts";
    private const string Switch = "appium:switchContext";
    private const string Displayed = "appium:displayed";
    private const string Enabled = "appium:enabled";
    private readonly RemoteEnd end;
    private readonly DeviceSettings device;

    public NativeScreen(RemoteEnd end, DeviceSettings device)
    {
        (this.end, this.device) = (end, device);
        end.Know(Contexts, "GET", "/session/{sessionId}/contexts");
        end.Know(Switch, "POST", "/session/{sessionId}/context");
        // A native screen runs no script, by which Selenium itself would ask.
        end.Know(Displayed, "GET", "/session/{sessionId}/element/{id}/displayed");
        end.Know(Enabled, "GET", "/session/{sessionId}/element/{id}/enabled");
    }

    public Task<bool> ShowsAsync(NativeTarget target, CancellationToken cancellationToken) => OnAsync(target, _ => Task.CompletedTask, cancellationToken);

    public Task<bool> TapAsync(NativeTarget target, CancellationToken cancellationToken) =>
        OnAsync(target, id => end.CommandAsync(DriverCommand.ClickElement, Of(id), cancellationToken), cancellationToken);

    public Task<bool> WriteAsync(NativeTarget target, string text, CancellationToken cancellationToken) =>
        OnAsync(target, id => end.CommandAsync(DriverCommand.SendKeysToElement, new Dictionary<string, object?> { ["id"] = id, ["text"] = text, ["value"] = text.Select(c => c.ToString()).ToArray() }, cancellationToken), cancellationToken);

    public Task BackAsync(CancellationToken cancellationToken) => end.CommandAsync(DriverCommand.GoBack, null, cancellationToken);

    public async Task RestartAsync(CancellationToken cancellationToken)
    {
        foreach (var command in new[] { "mobile: terminateApp", "mobile: activateApp" })
        {
            await SureAsync(() => end.CommandAsync(DriverCommand.ExecuteScript, new Dictionary<string, object?>
            {
                ["script"] = command,
                ["args"] = new object[] { new Dictionary<string, object?> { [device.Platform == DevicePlatformName.Android ? "appId" : "bundleId"] = device.App } },
            }, cancellationToken), command);
        }
    }

    public async Task<string> SourceAsync(CancellationToken cancellationToken) => await SureAsync(() => end.CommandAsync(DriverCommand.GetPageSource, null, cancellationToken), "the screen's source") as string ?? "";

    public async Task<byte[]> PictureAsync(CancellationToken cancellationToken)
    {
        var picture = await SureAsync(() => end.CommandAsync(DriverCommand.Screenshot, null, cancellationToken), "a picture of the screen") as string ?? "";
        var bytes = new byte[picture.Length];
        return Convert.TryFromBase64String(picture, bytes, out var length) && length > 0 ? bytes[..length] : throw new DriverException("The Appium server answered the question for a picture with none.");
    }

    public async Task<IReadOnlyList<string>> ContextsAsync(CancellationToken cancellationToken) =>
        await SureAsync(() => end.CommandAsync(Contexts, null, cancellationToken), "the contexts") is IEnumerable<object?> names ? [.. names.OfType<string>()] : throw new DriverException("The Appium server answered the question for its contexts with none.");

    public Task SwitchAsync(string context, CancellationToken cancellationToken) =>
        SureAsync(() => end.CommandAsync(Switch, new Dictionary<string, object?> { ["name"] = context }, cancellationToken), "the context " + context);

    public async Task<IReadOnlyList<WebviewPage>> PagesAsync(CancellationToken cancellationToken)
    {
        var pages = new List<WebviewPage>();
        var windows = await SureAsync(() => end.CommandAsync(DriverCommand.GetWindowHandles, null, cancellationToken), "the webview's windows") as IEnumerable<object?> ?? [];
        foreach (var window in windows.OfType<string>().ToList())
        {
            try
            {
                await SelectAsync(window, cancellationToken);
                var address = await end.CommandAsync(DriverCommand.GetCurrentUrl, null, cancellationToken) as string ?? "";
                pages.Add(new WebviewPage(window, address, await ShownAsync()));
            }
            catch (RemoteErrorException)
            {
                // Closed between two questions.
            }
        }

        return pages;
    }

    public Task SelectAsync(string window, CancellationToken cancellationToken) =>
        end.CommandAsync(DriverCommand.SwitchToWindow, new Dictionary<string, object?> { ["handle"] = window }, cancellationToken);

    private async Task<bool> ShownAsync()
    {
        try
        {
            return await end.CallAsync("() => document.visibilityState") is not "hidden";
        }
        catch (RemoteErrorException)
        {
            // A page that runs no script now can't say that it is hidden.
            return true;
        }
    }

    private async Task<bool> OnAsync(NativeTarget target, Func<string, Task> act, CancellationToken cancellationToken)
    {
        var (strategy, value) = Locator(target);
        var found = RemoteEnd.Elements(await SureAsync(() => end.CommandAsync(DriverCommand.FindElements, new Dictionary<string, object?> { ["using"] = strategy, ["value"] = value }, cancellationToken), $"elements by {strategy}"));
        foreach (var element in found)
        {
            try
            {
                if (await end.CommandAsync(Displayed, Of(element.Id), cancellationToken) is true
                    && await end.CommandAsync(Enabled, Of(element.Id), cancellationToken) is true)
                {
                    await act(element.Id);
                    return true;
                }
            }
            catch (RemoteErrorException)
            {
                // The screen changed in between: looked at again, until the step's time is over.
            }
        }

        return false;
    }

    /// <summary>What a device's driver must be able to do: that it can't is the harness's trouble.</summary>
    private static async Task<object?> SureAsync(Func<Task<object?>> command, string what)
    {
        try
        {
            return await command();
        }
        catch (RemoteErrorException e)
        {
            throw new DriverException(string.Create(CultureInfo.InvariantCulture, $"The Appium server gave not {what}: {e.Message.Split('\n', 2)[0]}"), e);
        }
    }

    private static Dictionary<string, object?> Of(string id) => new() { ["id"] = id };

    /// <summary>A visible text is sought under every name that the platforms give it; attributes that a platform lacks match nothing.</summary>
    internal static (string Strategy, string Value) Locator(NativeTarget target)
    {
        if (target.AccessibilityId is { } accessibility)
        {
            return ("accessibility id", accessibility);
        }

        if (target.Id is { } id)
        {
            return ("id", id);
        }

        var text = Literal(target.Text!);
        return ("xpath", $"//*[@text={text} or @content-desc={text} or @label={text} or @name={text} or @value={text}]");
    }

    /// <summary>XPath 1.0 has no escapes.</summary>
    private static string Literal(string text) =>
        !text.Contains('\'', StringComparison.Ordinal) ? "'" + text + "'"
        : !text.Contains('"', StringComparison.Ordinal) ? "\"" + text + "\""
        : "concat(" + string.Join(", \"'\", ", text.Split('\'').Select(p => "'" + p + "'")) + ")";
}
