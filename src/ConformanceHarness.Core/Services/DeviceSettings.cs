namespace ConformanceHarness.Core.Services;

/// <summary>
/// How the test build of the Tangrat app is driven on a device (login <c>device</c>): where the app is, the native path to the e-Service,
/// and whose account the tester uses. Whatever is secret or personal is a reference.
/// </summary>
public sealed record DeviceSettings
{
    public required DevicePlatformName Platform { get; init; }

    /// <summary>Package name (Android) or bundle id (iOS) of the installed test build.</summary>
    public required string App { get; init; }

    /// <summary>Which build it is, in the words of whoever handed it out; travels with the service file.</summary>
    public string? Build { get; init; }

    /// <summary>Address of the Appium server; <c>--appium</c> goes before. Null: only the option names one.</summary>
    public string? Appium { get; init; }

    /// <summary>A JSON object with further capabilities (which phone, a farm's credentials); null: none.</summary>
    public SecretReference? Capabilities { get; init; }

    /// <summary>From the app's first screen to the moment when the e-Service opens.</summary>
    public required IReadOnlyList<NativeStep> Path { get; init; }

    /// <summary>The app's own button that leads back; null: the system's back button (Android has one).</summary>
    public NativeTarget? Back { get; init; }

    /// <summary>The app's own button that closes the e-Service; null: it is not closed, and the app is started anew instead.</summary>
    public NativeTarget? Close { get; init; }

    /// <summary>The tester's own data, as the platform has it. Null: nothing that needs it can be judged.</summary>
    public TesterReferences? Tester { get; init; }
}

/// <summary>The device's operating system.</summary>
public enum DevicePlatformName { Android, Ios }

/// <summary>What is done on a native screen.</summary>
public enum NativeStepKind
{
    Tap,

    /// <summary>Writes into a native field, such as the app's PIN.</summary>
    Fill,

    /// <summary>Waits until it is there.</summary>
    Expect,
}

/// <summary>A native element; exactly one member is set.</summary>
/// <param name="AccessibilityId">Android's content description, iOS's accessibility identifier</param>
/// <param name="Text">what a person reads on it</param>
/// <param name="Id">Android's resource id, iOS's name</param>
public sealed record NativeTarget(string? AccessibilityId, string? Text, string? Id)
{
    public override string ToString() => AccessibilityId is not null ? "accessibilityId " + AccessibilityId : Text is not null ? "text " + Text : "id " + Id;
}

/// <summary>One step on native screens.</summary>
/// <param name="Value">where that which is written is found; only for <see cref="NativeStepKind.Fill"/></param>
/// <param name="Optional">not always there, such as a consent that was given before: waited for shortly and passed over</param>
public sealed record NativeStep(NativeStepKind Kind, NativeTarget Target, SecretReference? Value = null, bool Optional = false);

/// <summary>Where the tester's own data is found. It belongs to a real person: evidence never holds it.</summary>
public sealed record TesterReferences
{
    public required SecretReference FirstName { get; init; }
    public required SecretReference LastName { get; init; }
    public required SecretReference CitizenId { get; init; }

    /// <summary>CE yyyyMMdd, dashes for what the platform does not know.</summary>
    public SecretReference? DateOfBirth { get; init; }
    public SecretReference? Mobile { get; init; }
    public SecretReference? Email { get; init; }

    /// <summary>Further values of the person that pages may show (address, a name in Latin letters); they are only replaced.</summary>
    public IReadOnlyList<SecretReference> Further { get; init; } = [];
}
