using System.Diagnostics;
using System.Text.Json.Nodes;
using ConformanceHarness.Platform.Sdk;

namespace ConformanceHarness.Platform.Tests;

/// <summary>The script is run by node, once, with and without the app around it.</summary>
public sealed class SdkScriptTests
{
    private JsonNode _result = null!;

    [OneTimeSetUp]
    public async Task Run()
    {
        var script = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(script, SdkScript.JavaScript);
            using var node = Process.Start(new ProcessStartInfo("node", [Path.Combine(AppContext.BaseDirectory, "sdk-script.mjs"), script])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
            var (output, error) = (node.StandardOutput.ReadToEndAsync(), node.StandardError.ReadToEndAsync());
            await node.WaitForExitAsync();
            Assert.That(node.ExitCode, Is.Zero, await error);
            _result = JsonNode.Parse(await output)!;
        }
        finally
        {
            File.Delete(script);
        }
    }

    [Test]
    public void Every_documented_function_is_there() => Assert.That(Texts("outside", "functions"), Is.EquivalentTo(new[]
    {
        "getAppId", "getToken", "setTitle", "setBackButtonVisible", "setCaptureButtonVisible", "closeWindow", "scanQrCode", "sendFileToNativeWithName",
        "sendFileToNativeWithUrl", "isCitizenPortal", "getPlatform", "openMiniApp", "getParameterByName", "ntResponse",
    }));

    [Test]
    public void Outside_the_app_the_entry_values_come_from_the_address() => Assert.Multiple(() =>
    {
        Assert.That(Text("outside", "appId"), Is.EqualTo("app-1"));
        Assert.That(Text("outside", "tokenAfterTheAddressWasCleaned"), Is.EqualTo("token 1"));
        Assert.That(Text("later", "before"), Is.Empty);
        Assert.That(Text("later", "after"), Is.EqualTo("token 1"));
        Assert.That(Text("later", "noLocation"), Is.Empty);
    });

    [Test]
    public void Outside_the_app_it_says_so_and_nothing_throws() => Assert.Multiple(() =>
    {
        Assert.That(Text("outside", "isCitizenPortal"), Is.EqualTo("false"));
        Assert.That(Text("outside", "platform"), Is.EqualTo("web"));
        Assert.That(Text("outside", "scan"), Is.Empty);
        Assert.That(Texts("outside", "others"), Is.EqualTo(Enumerable.Repeat("undefined", 8).Append("null")));
    });

    [Test]
    public void Parameters_are_read_as_text_empty_or_absent() =>
        Assert.That(_result["outside"]!["parameters"]!.ToJsonString(), Is.EqualTo("""["app-1","",null]"""));

    [Test]
    public void Inside_the_app_the_values_are_the_apps() =>
        Assert.That(Texts("inside", "values"), Is.EqualTo(new[] { "native-app", "native-token", "true", "mobile" }));

    [Test]
    public void Every_call_reaches_the_app_with_its_arguments() => Assert.That(
        _result["inside"]!["calls"]!.AsArray().Select(c => c![0]!.ToString() + c[1]!),
        Is.EqualTo(new[]
        {
            "getAppId[]",
            "getToken[]",
            "isCitizenPortal[]",
            "getPlatform[]",
            "setTitle[\"หน้าแรก\",true]",
            "setBackButtonVisible[false]",
            "setCaptureButtonVisible[true]",
            "sendFileToNativeWithName[\"QUJD\",\"a.pdf\"]",
            "sendFileToNativeWithUrl[\"https://service.example/a.pdf\",\"a.pdf\"]",
            "openMiniApp[\"x\",1]",
            "ntResponse[\"{}\"]",
            "getParameterByName[\"appId\"]",
            "scanQrCode[]",
            "closeWindow[]",
        }));

    [Test]
    public void A_scan_is_answered_by_the_app_or_by_data_handed_over() => Assert.Multiple(() =>
    {
        Assert.That(Text("inside", "scan"), Is.EqualTo("QR-1"));
        Assert.That(_result["handedOver"]!.ToString(), Is.EqualTo("QR-2"));
    });

    [Test]
    public void Data_handed_over_is_announced() =>
        Assert.That(_result["outside"]!["events"]!.ToJsonString(), Is.EqualTo("""[{"type":"czpSdk.ntResponse","detail":{"a":1}}]"""));

    [Test]
    public void A_failing_app_side_never_reaches_the_page() => Assert.Multiple(() =>
    {
        Assert.That(Text("throwing", "token"), Is.EqualTo("token 1"));
        Assert.That(Text("throwing", "platform"), Is.EqualTo("mobile"));
        Assert.That(Text("throwing", "scan"), Is.Empty);
        Assert.That(Text("rejecting", "scan"), Is.Empty);
    });

    private string Text(string part, string name) => _result[part]![name]!.ToString();

    private IEnumerable<string> Texts(string part, string name) => _result[part]![name]!.AsArray().Select(v => v!.ToString());
}
