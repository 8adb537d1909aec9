namespace ConformanceHarness.Core.Tests.Services;

/// <summary>A small good service file that tests spoil in one place.</summary>
internal static class ServiceSample
{
    public const string Good = """
        service:
          id: sample-service
          agency: { th: กรมตัวอย่าง, en: Department of Examples }
          category: { th: งานทะเบียน, en: Registration }
          name: { th: หนังสือรับรอง, en: Certificates }
        subServices:
          - id: certificate
            name: { th: ขอหนังสือรับรอง, en: Request a certificate }
        responsible: { name: สมหญิง, email: somying@example.go.th, phone: 02-000-0000 }
        appId: 7b0d6a52-3c1e-4f0a-9a57-1d2e8c4f6b90
        channels: [app, web]
        features: [notification]
        stages:
          uat:
            landingUrl: https://uat.example.go.th/service?from=portal
            login: mock
            plainHttpUrl: http://uat.example.go.th/
            extraCa: ca.pem
          preproduction:
            landingUrl: https://service.example.go.th/
            login: device
          production:
            landingUrl: https://service.example.go.th
            login: none
        hosts: [static.example.go.th, "*.cdn.example.go.th"]
        gateway:
          listen: http://127.0.0.1:8444
          environmentSegment: uat
          consumerKey: { env: SAMPLE_KEY }
          consumerSecret: { file: secrets/consumer-secret.txt }
        device:
          appium: http://127.0.0.1:4723
          platform: android
          app: th.example.portal.uat
          build: "2.14 (UAT)"
          capabilities: { file: device/capabilities.json }
          path:
            - fill: { id: pin }
              with: { env: SAMPLE_PIN }
            - tap: { accessibilityId: category-registration }
            - tap: { text: หนังสือรับรอง }
            - tap: { text: ยินยอม }
              optional: true
          close: { accessibilityId: close }
          tester:
            firstName: { env: SAMPLE_FIRST }
            lastName: { env: SAMPLE_LAST }
            citizenId: { file: secrets/citizen-id.txt }
            further: [{ env: SAMPLE_ADDRESS }]
        waivers:
          - { case: AUTH-01, reason: รอแก้ไข, owner: สมหญิง, approver: สมชาย, expires: 2026-09-30 }
        attestations:
          - { case: AUTH-02, outcome: passed, name: สมชาย, date: 2026-06-15, words: ไม่พบโฆษณา, evidence: [photos/landing.png] }

        """;

    private const string Landing = "landingUrl: https://uat.example.go.th/service?from=portal";
    private const string Listen = "listen: http://127.0.0.1:8444";
    private const string Key = "consumerKey: { env: SAMPLE_KEY }";
    private const string Reference = "'gateway.consumerKey' must name exactly one variable or file; a secret itself is never written here.";

    /// <summary>What is replaced, by what, the problem (English), and whether a JSON schema can see it, too.</summary>
    public static IEnumerable<TestCaseData> Spoiled() => [.. Structural(), .. OnlyForTheReader()];

    /// <summary>What the shape of the file already shows: schema and reader agree.</summary>
    private static IEnumerable<TestCaseData> Structural() =>
    [
        Case("id: sample-service", "id: Sample Service", "'service.id': 'Sample Service' is malformed.", "Sample Service"),
        Case("  category: { th: งานทะเบียน, en: Registration }\n", "", "'service.category' is missing.", "id: sample-service"),
        Case("th: กรมตัวอย่าง", "th: Department", "'service.agency.th' holds no Thai letter.", "Department,"),
        Case("- id: certificate", "- ident: certificate", "Unknown member 'subServices[0].ident'.", "ident", "'subServices[0].id' is missing."),
        Case("name: สมหญิง, ", "", "'responsible.name' is missing.", "responsible"),
        Case("appId: 7b0d6a52-", "appId: ", "'appId': '3c1e-4f0a-9a57-1d2e8c4f6b90' is malformed.", "appId"),
        Case("channels: [app, web]", "channels: [app, line]", "'channels': 'line' is not known.", "channels"),
        Case("features: [notification]", "features: notification", "'features' must be a list.", "features"),
        Case("  uat:\n", "  test:\n", "Unknown member 'stages.test'.", "test:"),
        Case(Landing, "landingUrl: http://uat.example.go.th/", "'stages.uat.landingUrl' is no absolute https address.", "landingUrl"),
        Case(Landing, "landingUrl: /service", "'stages.uat.landingUrl' is no absolute https address.", "landingUrl"),
        Case(Landing, "landingUrl: 'https:\\\\uat.example.go.th'", "'stages.uat.landingUrl' is no absolute https address.", "landingUrl"),
        Case(Landing, "landingUrl: https://me:0a1b2c3d@uat.example.go.th/", "'stages.uat.landingUrl' holds a user name or password.", "landingUrl"),
        Case(Landing, "landingUrl: \"https://uat.example.go.th/#home\"", "'stages.uat.landingUrl' has a fragment (#…).", "landingUrl"),
        Case(Landing, "landingUrl: \"https://uat.example.go.th/#\"", "'stages.uat.landingUrl' has a fragment (#…).", "landingUrl"),
        Case(Key, "baseAddress: http://api.egov.go.th\n  " + Key, "'gateway.baseAddress' is no absolute https address.", "baseAddress"),
        Case(Key, "baseAddress: https://me:0a1b2c3d@api.egov.go.th\n  " + Key, "'gateway.baseAddress' holds a user name or password.", "baseAddress"),
        Case(Key, "baseAddress: https://api.egov.go.th/ws\n  " + Key, "'gateway.baseAddress' has a path.", "baseAddress"),
        Case(Key, "timeoutSeconds: 0\n  " + Key, "'gateway.timeoutSeconds' must be a whole number from 1 to 120.", "timeoutSeconds"),
        Case(Key, "timeoutSeconds: soon\n  " + Key, "'gateway.timeoutSeconds' must be a whole number from 1 to 120.", "timeoutSeconds"),
        Case(Key, "retries: 9\n  " + Key, "'gateway.retries' must be a whole number from 0 to 5.", "retries"),
        Case("waivers:\n", "assisted: { citizen: 1234567890121 }\nwaivers:\n", "'assisted.citizen' must name exactly one variable or file; a secret itself is never written here.", "assisted"),
        Case("login: mock", "login: fake", "'stages.uat.login': 'fake' is not known.", "fake"),
        Case("    login: mock\n", "", "'stages.uat.login' is missing.", "landingUrl"),
        Case("login: device", "login: mint", "'stages.preproduction.login': 'mint' doesn't fit this stage.", "login: mint"),
        Case("login: none", "login: device", "'stages.production.login': 'device' doesn't fit this stage.", "login: device\nhosts"),
        Case("plainHttpUrl: http:", "plainHttpUrl: https:", "'stages.uat.plainHttpUrl' is no absolute http address.", "plainHttpUrl"),
        Case("login: device", "login: device\n    extraCa: ca.pem", "'stages.preproduction.extraCa' is allowed in uat only: citizens' devices don't trust such a CA.", "login: device\n    extraCa", lineAfter: 1),
        Case("login: none", "login: none\n    standIn: { authority: ca.pem, https: here, http: \"127.0.0.1:80\" }", "'stages.production.standIn.https': 'here' is no IP address with a port.", "standIn"),
        Case("login: mock", "login: mock\n    standIn: { authority: ca.pem, https: \"127.0.0.1:443\", http: \"127.0.0.1:80\" }", "'stages.uat.standIn' doesn't fit uat.", "standIn"),
        Case("attestations:\n", "documents: { icon: /etc/passwd }\nattestations:\n", "'documents.icon': '/etc/passwd' leads out of the service file's folder.", "/etc/passwd"),
        Case("hosts: [static.example.go.th,", "hosts: [\"https://static.example.go.th\",", "'hosts': 'https://static.example.go.th' is no host name.", "hosts"),
        Case(Listen, "listen: http://0.0.0.0:8444", "'gateway.listen' is plain http beyond this machine: secrets would travel unencrypted.", "listen"),
        Case(Listen, "listen: https://127.0.0.1:8444/gateway", "'gateway.listen' has a path.", "listen"),
        Case(Listen, "listen: 127.0.0.1:8444", "'gateway.listen' is no absolute https address.", "listen"),
        Case("environmentSegment: uat", "environmentSegment: ../uat", "'gateway.environmentSegment' is malformed.", "environmentSegment"),
        Case(Key, "consumerKey: 0a1b2c3d-secret", Reference, "consumerKey"),
        Case(Key, "consumerKey: { value: 0a1b2c3d-secret }", Reference, "consumerKey"),
        Case(Key, "consumerKey: { 0a1b2c3d-secret }", Reference, "consumerKey"),
        Case(Key, "consumerKey: [0a1b2c3d-secret]", Reference, "consumerKey"),
        Case(Key, "consumerKey: { env: SAMPLE_KEY, file: key.txt }", Reference, "consumerKey"),
        Case(Key, "consumerKey: { env: 0a1b2c3d-secret }", "'gateway.consumerKey.env' is no name of an environment variable.", "consumerKey"),
        Case("  consumerSecret: { file: secrets/consumer-secret.txt }\n", "", "'gateway.consumerSecret' is missing.", "listen"),
        Case("stages:\n  uat:", "logins: { web: openIdConnect }\n" + OpenIdConnect.Replace("/callback", "//evil.example", StringComparison.Ordinal) + "stages:\n  uat:", "'openIdConnect.redirectUri' is no absolute https address.", "redirectUri"),
        Case("stages:\n  uat:", "logins: { web: openIdConnect }\n" + OpenIdConnect.Replace("{ env: SAMPLE_CLIENT_SECRET }", "0a1b2c3d", StringComparison.Ordinal) + "stages:\n  uat:", "'openIdConnect.clientSecret' must name exactly one variable or file; a secret itself is never written here.", "clientSecret"),
        Case("stages:\n  uat:", "logins: { web: oauth }\nstages:\n  uat:", "'logins.web': 'oauth' is not known.", "logins"),
        Case("appium: http:", "appium: ftp:", "'device.appium' is no absolute address of an Appium server.", "appium"),
        Case("appium: http://", "appium: http://me:0a1b2c3d@", "'device.appium' holds a user name or password.", "appium"),
        Case("platform: android", "platform: symbian", "'device.platform': 'symbian' is not known.", "symbian"),
        Case("  app: th.example.portal.uat\n", "", "'device.app' is missing.", "appium: http", schema: true),
        Case("capabilities: { file: device/capabilities.json }", "capabilities: { key: 0a1b2c3d }", "'device.capabilities' must name exactly one variable or file; the value itself is never written here.", "key: 0a1b2c3d"),
        Case("with: { env: SAMPLE_PIN }", "with: 0a1b2c3d", "'device.path[0].with' must name exactly one variable or file; the value itself is never written here.", "with: 0a1b2c3d"),
        Case("tap: { text: ยินยอม }", "tap: { text: ยินยอม, id: agree }", "'device.path[3].tap' must name its element in exactly one way.", "agree"),
        Case("tap: { text: หนังสือรับรอง }", "press: { text: หนังสือรับรอง }", "Unknown member 'device.path[2].press'.", "press", "'device.path[2]' must do exactly one thing."),
        Case("optional: true", "optional: \"yes\"", "'device.path[3].optional' must be true or false.", "optional"),
        Case("platform: android", "platform: ios", "'device.back' is needed where platform is ios: the system has no back button.", "platform: ios", schema: false),
        Case("firstName: { env: SAMPLE_FIRST }", "firstName: สมชาย", "'device.tester.firstName' must name exactly one variable or file; the value itself is never written here.", "firstName"),
        Case("    citizenId: { file: secrets/citizen-id.txt }\n", "", "'device.tester.citizenId' is missing.", "firstName"),
        Case("reason: รอแก้ไข, ", "", "'waivers[0].reason' is missing.", "case: AUTH-01"),
        Case("owner: สมหญิง, ", "", "'waivers[0].owner' is missing.", "case: AUTH-01"),
        Case("approver: สมชาย, ", "approver: \"\", ", "'waivers[0].approver' is empty.", "case: AUTH-01"),
        Case(", expires: 2026-09-30", "", "'waivers[0].expires' is missing.", "case: AUTH-01"),
        Case("expires: 2026-09-30", "expires: 30/9/2026", "'waivers[0].expires': '30/9/2026' is no date.", "expires"),
        Case("expires: 2026-09-30", "expires: 2569-09-30", "'waivers[0].expires': the year 2569 is not a year of the common era that can be meant.", "expires"),
        Case("case: AUTH-01", "case: auth1", "'waivers[0].case': the id 'auth1' is malformed.", "auth1"),
        Case("outcome: passed", "outcome: untested", "'attestations[0].outcome': 'untested' is not known.", "untested"),
        Case("date: 2026-06-15, ", "", "'attestations[0].date' is missing.", "case: AUTH-02"),
        Case("words: ไม่พบโฆษณา, ", "", "'attestations[0].words' is missing.", "case: AUTH-02"),
        Case("photos/landing.png", "/etc/passwd", "'attestations[0].evidence': '/etc/passwd' leads out of the service file's folder.", "/etc/passwd"),
    ];

    public const string OpenIdConnect = """
        openIdConnect:
          clientId: sample
          clientSecret: { env: SAMPLE_CLIENT_SECRET }
          redirectUri: /callback

        """;

    private static IEnumerable<TestCaseData> OnlyForTheReader() =>
    [
        Case("stages:\n  uat:", "logins: { biz: mToken }\nstages:\n  uat:", "'logins' does not name the channel web.", "logins", "'logins.biz': the service is not offered in the channel biz.", schema: false),
        Case("stages:\n  uat:", "logins: { web: openIdConnect }\nstages:\n  uat:", "'logins' says openIdConnect, but there is no 'openIdConnect'.", "logins", schema: false),
        Case("stages:\n  uat:", OpenIdConnect + "stages:\n  uat:", "No channel uses 'openIdConnect'.", "openIdConnect", schema: false),
        Case("stages:\n  uat:", "logins: { web: openIdConnect }\n" + OpenIdConnect.Replace("/callback", "/callback\n  start: [{ fill: ชื่อ, with: ก }]", StringComparison.Ordinal) + "stages:\n  uat:", "'openIdConnect.start' holds a step other than tap, confirm and open.", "start", schema: false),
        Case("stages:\n  uat:", "requestList: [{ confirm: ส่ง, optional: true }]\nstages:\n  uat:", "A step 'confirm' can't be optional.", "requestList"),
        Case("stages:\n  uat:", "requestList: [{ tap: ส่ง, optional: perhaps }]\nstages:\n  uat:", "'requestList[0].optional' must be true or false.", "requestList"),
        Case("stages:\n  uat:", "firstVisit: [{ fill: ชื่อ, with: ก }]\nstages:\n  uat:", "'firstVisit' takes 'tap' and 'choose' only, and is taken only where its page appears anyway.", "firstVisit"),
        Case("stages:\n  uat:", "firstVisit: [{ tap: ยอมรับ, optional: true }]\nstages:\n  uat:", "'firstVisit' takes 'tap' and 'choose' only, and is taken only where its page appears anyway.", "firstVisit"),
        Case("date: 2026-06-15", "date: 2026-06-31", "'attestations[0].date': '2026-06-31' is no date.", "2026-06-31", schema: false),
        Case(Landing, "landingUrl: https://uat.example.go.th/?APPID=1", "'stages.uat.landingUrl' already holds the parameter APPID.", "landingUrl", schema: false),
        Case(Landing, "landingUrl: https://uat.example.go.th/?x=1&mToken=1", "'stages.uat.landingUrl' already holds the parameter mToken.", "landingUrl", schema: false),
        Case("photos/landing.png", "photos/../../landing.png", "'attestations[0].evidence': 'photos/../../landing.png' leads out of the service file's folder.", "photos", schema: false),
        Case("\"*.cdn.example.go.th\"", "\"*.go.th\"", "'hosts': '*.go.th' covers the hosts of other agencies.", "hosts", schema: false),
        Case("attestations:\n", "attestations:\n  - { case: AUTH-02, outcome: failed, name: สมชาย, date: 2026-06-14, words: พบโฆษณา }\n", "'attestations: AUTH-02' is given twice: it is on line 53 already.", "outcome: passed", schema: false),
        Case("  - id: certificate", "  - id: certificate\n    name: { th: อื่น, en: Other }\n  - id: certificate", "'subServices[1].id: certificate' is given twice: it is on line 7 already.", "en: Other", lineAfter: 1, schema: false),
    ];

    private static TestCaseData Case(string old, string @new, string problem, string at, string? alsoProblem = null, int lineAfter = 0, bool schema = true)
    {
        var spoiled = Good.With(old, @new);
        string[] expected = alsoProblem is null ? [problem] : [problem, alsoProblem];
        return new TestCaseData(spoiled, spoiled.LineOf(at) + lineAfter, expected, schema).SetArgDisplayNames($"{problem} ({@new})");
    }
}
