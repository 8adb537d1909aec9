using System.Security.Cryptography;
using System.Text.Json;
using ConformanceHarness.Core;
using ConformanceHarness.Core.Evidence;
using ConformanceHarness.Core.Services;
using ConformanceHarness.Platform.Device;
using ConformanceHarness.Sessions.Appium;

namespace ConformanceHarness.Cli.Running;

/// <summary>What a run with login <c>device</c> needs: the tester, who stands in for them in evidence, and the way to the app.</summary>
internal sealed record DeviceSetup(Citizen Tester, IReadOnlyList<string> Further, AppiumOptions Appium)
{
    /// <summary>Null where the stage logs in otherwise.</summary>
    /// <exception cref="ConfigurationException">the service file lacks what a device needs, or a reference leads nowhere</exception>
    public static DeviceSetup? Of(ServiceProfile service, RunOptions options, string display)
    {
        if (service.Target(options.Stage) is not { Login: LoginMode.Device } target)
        {
            return options.Appium is null && options.AppiumCapabilities is null ? null : throw new ConfigurationException(
                new LocalText($"{(options.Appium is null ? "--appium-capabilities" : "--appium")} ใช้ได้เฉพาะเมื่อขั้นที่ทดสอบมี login: device", $"{(options.Appium is null ? "--appium-capabilities" : "--appium")} belongs to a stage whose login is device."),
                new LocalText("ตัดตัวเลือกนี้ออก หรือตั้ง login: device ในไฟล์บริการ (docs/device.md)", "Leave the option out, or set login: device in the service file (docs/device.md)."), display);
        }

        var device = service.Device ?? throw new ConfigurationException(
            new LocalText("ขั้นนี้ใช้ login: device แต่ไฟล์บริการไม่มีหัวข้อ device", "The stage's login is device, and the service file has no 'device' section."),
            new LocalText("เพิ่มหัวข้อ device ตาม docs/device.md", "Add one as docs/device.md shows."), display);
        var values = new SecretReader(display);
        var (tester, further) = TesterReader.Read(
            device.Tester ?? throw new ConfigurationException(
                new LocalText("ไฟล์บริการไม่มี device.tester จึงแทนข้อมูลของผู้ทดสอบในหลักฐานไม่ได้", "The service file has no device.tester: the tester's data could not be replaced in evidence."),
                new LocalText("ระบุ device.tester เป็นชื่อตัวแปรหรือไฟล์ (docs/device.md)", "Name variables or files under device.tester (docs/device.md)."), display),
            values, display);
        return new DeviceSetup(tester, further, new AppiumOptions
        {
            Server = Server(options.Appium, device, display),
            Capabilities = Capabilities(options.AppiumCapabilities, device.Capabilities, display),
            Device = device,
            Landing = new Uri(target.LandingUrl),
            Written = device.Path.Select(s => s.Value).OfType<SecretReference>().Distinct().ToDictionary(r => r, values.Read),
            Personal = [.. new[] { tester.FirstName, tester.LastName, tester.CitizenId, tester.Mobile, tester.Email }.OfType<string>().Where(v => v.Length > 1), .. further],
        });
    }

    /// <summary>From here on nothing that is written holds a value of the tester.</summary>
    public void Hide(Redactor redactor)
    {
        redactor.Add(DevicePlatform.StandInFor(Tester, RandomNumberGenerator.GetInt32(int.MaxValue)));
        foreach (var value in Further)
        {
            redactor.Add(Redactor.Personal, value);
        }
    }

    /// <summary>The server's address: the option's, or else the service file's.</summary>
    private static Uri Server(string? option, DeviceSettings device, string display) =>
        option is { } typed ? Address(typed)
        : device.Appium is { } written ? new Uri(written)
        : throw new ConfigurationException(
            new LocalText("ไม่ทราบว่าเซิร์ฟเวอร์ Appium อยู่ที่ใด", "Nothing says where the Appium server is."),
            new LocalText("ระบุ --appium http://127.0.0.1:4723 หรือ device.appium ในไฟล์บริการ", "Give --appium http://127.0.0.1:4723, or device.appium in the service file."), display);

    /// <exception cref="ConfigurationException">it is no http(s) address</exception>
    internal static Uri Address(string typed) =>
        Uri.TryCreate(typed, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" && address.Host.Length > 0 ? address
        : throw new ConfigurationException(
            new LocalText($"--appium {typed} ไม่ใช่ที่อยู่ http(s)", $"--appium {typed} is no http(s) address."),
            new LocalText("เขียนเช่น --appium http://127.0.0.1:4723", "Write it as --appium http://127.0.0.1:4723."));

    /// <summary>The option's file, or else what the service file refers to. No message repeats what stands there: it may hold a farm's key.</summary>
    internal static IReadOnlyDictionary<string, object> Capabilities(string? file, SecretReference? reference, string display)
    {
        var where = file is not null ? "--appium-capabilities " + file : reference is not null ? $"device.capabilities ({reference})" : null;
        if (where is null)
        {
            return new Dictionary<string, object>();
        }

        try
        {
            var json = file is not null ? File.ReadAllText(file)
                : reference!.File is { } path ? File.ReadAllText(Path.Combine(Path.GetDirectoryName(Path.GetFullPath(display))!, path))
                : Environment.GetEnvironmentVariable(reference.Env!) ?? throw new FileNotFoundException();
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
            return document.RootElement.ValueKind == JsonValueKind.Object ? (Dictionary<string, object>)Plain(document.RootElement)! : throw new JsonException();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException(
                new LocalText($"อ่าน {where} ไม่ได้", $"{where} can't be read."),
                new LocalText("ตรวจว่ามีไฟล์หรือตัวแปรนั้น และมีสิทธิ์อ่าน", "Make sure that the file or variable is there and may be read."), display, null, e);
        }
        catch (JsonException e)
        {
            throw new ConfigurationException(
                new LocalText($"{where} ไม่ใช่ JSON object", $"{where} holds no JSON object."),
                new LocalText("เขียนเช่น {\"appium:udid\": \"…\"}", "Write it as {\"appium:udid\": \"…\"}."), display, null, e);
        }
    }

    private static object? Plain(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => value.EnumerateObject().Where(p => p.Value.ValueKind != JsonValueKind.Null).ToDictionary(p => p.Name, p => Plain(p.Value)!, StringComparer.Ordinal),
        JsonValueKind.Array => value.EnumerateArray().Select(Plain).ToArray(),
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number => value.TryGetInt64(out var whole) ? whole : value.GetDouble(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };
}
