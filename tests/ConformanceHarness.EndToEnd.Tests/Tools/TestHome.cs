namespace ConformanceHarness.EndToEnd.Tests.Tools;

/// <summary>A folder of a test's own, with a space and Thai letters in its name, in which the command keeps everything.</summary>
internal sealed class TestHome : IDisposable
{
    public TestHome()
    {
        Folder = Path.Combine(Directory.CreateTempSubdirectory("conformance-e2e-").FullName, "ผล การทดสอบ");
        Directory.CreateDirectory(Folder);
        // Short: Chromium keeps a socket there, whose path may not be longer than 107 bytes.
        Temporary = Path.Combine(Path.GetDirectoryName(Folder)!, "t");
        Directory.CreateDirectory(Temporary);
    }

    public string Folder { get; }

    public string Temporary { get; }

    public Dictionary<string, string> Variables { get; } = [];

    public string File(string name, string content)
    {
        var path = Path.Combine(Folder, name);
        System.IO.File.WriteAllText(path, content);
        return path;
    }

    /// <summary>A service file for <paramref name="landing"/>, with credentials from variables that are set.</summary>
    public string ServiceFile(string landing, string? ca = null)
    {
        Variables["TEST_CONSUMER_KEY"] = "a-key-that-only-this-test-knows";
        Variables["TEST_CONSUMER_SECRET"] = "a-secret-that-only-this-test-knows";
        var extra = ca is null ? "" : "\n    extraCa: " + Path.GetFileName(File("landing-ca.crt", ca));
        return File("service.yaml", $$"""
            service:
              id: hard
              agency: { th: กรมตัวอย่าง, en: Department of Examples }
              category: { th: งานทะเบียน, en: Registration }
              name: { th: บริการทดสอบ, en: Test service }
            subServices:
              - id: one
                name: { th: งานหนึ่ง, en: One }
            responsible:
              name: สมหญิง ตัวอย่างดี
              email: somying@example.go.th
            appId: 7b0d6a52-3c1e-4f0a-9a57-1d2e8c4f6b90
            channels: [app]
            stages:
              uat:
                landingUrl: {{landing}}
                login: mock{{extra}}
            gateway:
              listen: https://127.0.0.1:0
              consumerKey: { env: TEST_CONSUMER_KEY }
              consumerSecret: { env: TEST_CONSUMER_SECRET }

            """);
    }

    /// <summary>The same file, with production at a public name that is really found on this machine.</summary>
    public string ProductionFile(Uri address, string ca)
    {
        var path = ServiceFile(address.AbsoluteUri);
        File("stand-in.crt", ca);
        var text = System.IO.File.ReadAllText(path).Replace(
            "gateway:\n",
            $"  production:\n    landingUrl: https://service.example.go.th/\n    login: none\n    standIn: {{ authority: stand-in.crt, https: \"127.0.0.1:{address.Port}\", http: \"127.0.0.1:{address.Port}\" }}\ngateway:\n",
            StringComparison.Ordinal);
        return File("production.yaml", text);
    }

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(Folder)!, recursive: true);
}
