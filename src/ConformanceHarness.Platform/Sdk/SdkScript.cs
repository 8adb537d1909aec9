namespace ConformanceHarness.Platform.Sdk;

/// <summary>
/// The harness's own stand-in for the platform's SDK. It defines <c>window.czpSdk</c> and talks to <c>window.TangratNative</c> where that
/// is there: <c>call(name, argumentsAsJson)</c> → Promise of a string or undefined, and the properties <c>appId</c>, <c>mToken</c>, <c>platform</c>.
/// </summary>
public static class SdkScript
{
    public static string JavaScript { get; } = EmbeddedText.Read("sdk.js");

    public static string Css { get; } = EmbeddedText.Read("trunks.css");
}
