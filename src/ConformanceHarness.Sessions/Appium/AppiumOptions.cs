using ConformanceHarness.Core.Services;

namespace ConformanceHarness.Sessions.Appium;

/// <summary>Where the Appium server is, what it is asked for, and, on a device, how the e-Service is reached in the app.</summary>
public sealed record AppiumOptions
{
    public required Uri Server { get; init; }

    /// <summary>Capabilities with their vendor prefixes; values as JSON has them (text, number, boolean, list, dictionary).</summary>
    public required IReadOnlyDictionary<string, object> Capabilities { get; init; }

    /// <summary>The app on a device; null: a browser, which is opened at the Landing URL as in any other session.</summary>
    public DeviceSettings? Device { get; init; }

    /// <summary>What the native path writes, by its reference: the PIN of the app, say. Never recorded.</summary>
    public IReadOnlyDictionary<SecretReference, string> Written { get; init; } = new Dictionary<SecretReference, string>();

    /// <summary>Personal values of the tester: a native screen that shows one is not photographed.</summary>
    public IReadOnlyList<string> Personal { get; init; } = [];

    /// <summary>The e-Service's address, by which its webview is told from others.</summary>
    public Uri? Landing { get; init; }

    /// <summary>Appium's name of the driver for an operating system.</summary>
    public static string AutomationOf(DevicePlatformName platform) => platform == DevicePlatformName.Android ? "UiAutomator2" : "XCUITest";

    /// <summary>Until when one answer of the server is waited for; starting a session on a phone takes the longest.</summary>
    public TimeSpan AnswerLimit { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Until when an element of the native path, or the webview, is waited for.</summary>
    public TimeSpan StepLimit { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Until when an optional element is waited for.</summary>
    public TimeSpan OptionalLimit { get; init; } = TimeSpan.FromSeconds(4);
}
