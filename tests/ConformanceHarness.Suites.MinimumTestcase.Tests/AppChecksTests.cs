using ConformanceHarness.Core.Evidence;
using ConformanceHarness.Suites.MinimumTestcase.Tests.Evidence;

namespace ConformanceHarness.Suites.MinimumTestcase.Tests;

public sealed class AppChecksTests
{
    private const string UatSdk = "https://cpt-uat.dg-paas.cloud/cportal/sdk/iu/v5/sdk-uat.js";

    [TestCase("APP-01", "entry")]
    [TestCase("APP-02", "tour")]
    [TestCase("APP-03", "tour")]
    [TestCase("APP-06", "tour")]
    [TestCase("APP-07", "entry")]
    public void Nothing_to_look_at_is_no_pass(string id, string scenario) => CheckCase.Of(id).Seen(scenario, o => o).CantTell();

    [TestCase(UatSdk)]
    [TestCase(UatSdk + "?v=3")]
    [TestCase("https://czp.dga.or.th/cportal/sdk/iu/v3/sdk.js")]
    [TestCase("https://czp.dga.or.th/cportal/sdk/iu/v5/sdk.js")]
    public void App01_passes_a_published_address(string url) => Loaded(url).Passes();

    [Test]
    public void App01_takes_a_wrapper_of_the_services_own_beside_it() =>
        CheckCase.Of("APP-01").Seen("entry", o => o.Document("enter").Request("enter", UatSdk, "script").Request("enter", "https://uat.example.go.th/js/czp-sdk-wrapper.js", "script")).Passes();

    [TestCase("https://czp.dga.or.th/cportal/sdk/iu/v2/sdk.js")]
    [TestCase("http://czp.dga.or.th/cportal/sdk/iu/v5/sdk.js")]
    [TestCase("https://czp.dga.or.th.example.com/cportal/sdk/iu/v5/sdk.js")]
    [TestCase("https://uat.example.go.th/js/czp-sdk.js")]
    public void App01_fails_another_address_or_version(string url) => Loaded(url).FailsWith(("The SDK is loaded from " + url, url), ("No SDK was loaded", Samples.Landing));

    [Test]
    public void App01_fails_without_an_sdk() => CheckCase.Of("APP-01").Seen("entry", o => o.Document("enter")).FailsWith("No SDK was loaded", Samples.Landing);

    [Test]
    public void App01_fails_a_published_address_that_gives_nothing() =>
        CheckCase.Of("APP-01").Seen("entry", o => o.Document("enter").Request("enter", UatSdk, "script", change: e => e with { Status = 404 })).FailsWith("No SDK was loaded");

    [Test]
    public void App02_passes_when_every_page_sets_a_title() => Titled("[\"หนังสือรับรอง\",true]", "[\"\\u0e02\\u0e2d\"]").Passes();

    [TestCase("[\"\",true]")]
    [TestCase("[null]")]
    [TestCase("[\"  \"]")]
    [TestCase("[]")]
    [TestCase(null)]
    public void App02_fails_a_page_without_a_title(string? arguments) => Titled("[\"หนังสือรับรอง\"]", arguments).FailsWith("did not call setTitle", "ขอหนังสือรับรอง");

    [Test]
    public void App03_passes_when_back_leads_to_the_page_before() => Back().Passes();

    [Test]
    public void App03_passes_a_landing_page_that_names_nobody() =>
        CheckCase.Of("APP-03").Seen("tour", o => o.Page("enter", "บริการ\nขอหนังสือรับรอง").Page("open:certificate", "แบบฟอร์ม").Visit("back:certificate", kind: "back", at: 3000).Page("back:certificate", "บริการ\nขอหนังสือรับรอง")).Passes();

    [TestCase("งานอื่น\nขอหนังสือรับรอง", true)]
    [TestCase("ไม่พบหน้าที่ต้องการ", false)]
    public void App03_goes_back_to_the_page_before_the_last_tap(string after, bool good)
    {
        var seen = CheckCase.Of("APP-03").Seen("tour", o => o.Citizen(Samples.Malee).Page("enter", Samples.HomeOf(Samples.Malee)).Page("way:open:certificate:1", "งานอื่น\nขอหนังสือรับรอง")
            .Page("open:certificate", "แบบฟอร์ม").Visit("back:certificate", kind: "back", at: 3000).Page("back:certificate", after));
        if (good)
        {
            seen.Passes();
        }
        else
        {
            seen.FailsWith("did not lead to the previous page", Samples.Landing);
        }
    }

    [TestCase("about:blank")]
    [TestCase("https://www.example.com/")]
    [TestCase("chrome-error://chromewebdata/")]
    public void App03_fails_leaving_the_service(string url) => Back(page: s => s with { Url = url }).FailsWith("Going back left the service", Samples.Landing);

    [Test]
    public void App03_fails_without_a_page_to_go_back_to() => Back(visit: v => v with { Done = false }).FailsWith("There is no page to go back to", Samples.Landing);

    [Test]
    public void App03_fails_another_page() => Back(page: s => s with { Text = "ไม่พบหน้าที่ต้องการ" }).FailsWith("did not lead to the previous page", Samples.Landing);

    [Test]
    public void App03_fails_a_second_exchange() => Back(more: o => o.Call("deproc", Samples.Token, at: 3100)).FailsWith("exchanged the mToken again", "/ws/deproc");

    [Test]
    public void App03_leaves_an_earlier_second_exchange_to_auth03() => Back(more: o => o.Call("deproc", Samples.Token, at: 200)).Passes();

    [Test]
    public void App03_fails_an_exception_on_the_way() => Back(more: o => o.Event("exception", "back:certificate", "TypeError: x")).FailsWith("TypeError: x", Samples.Landing);

    [TestCase("closed", null)]
    [TestCase("sdk", "closeWindow")]
    public void App03_fails_an_exit_by_surprise(string kind, string? name) => Back(more: o => o.Event(kind, "back:certificate", "[]", name)).FailsWith("Going back closed the service", Samples.Landing);

    [Test]
    public void App06_passes_without_a_new_window() => CheckCase.Of("APP-06").Seen("tour", o => o.Document("enter")).Passes();

    [Test]
    public void App06_fails_a_new_window() => CheckCase.Of("APP-06").Seen("tour", o => o.Document("enter").Event("popup", "tap:คู่มือ", "https://uat.example.go.th/guide?x=1")).FailsWith("A new window was opened: https://uat.example.go.th/guide", "tap:คู่มือ");

    [Test]
    public void App07_passes_when_the_name_is_shown() => CheckCase.Of("APP-07").Seen("entry", o => o.Citizen(Samples.Malee).Page("enter", Samples.HomeOf(Samples.Malee))).Passes();

    [Test]
    public void App07_fails_when_the_page_asks_for_the_app() => CheckCase.Of("APP-07").Seen("entry", o => o.Citizen(Samples.Malee).Page("enter", "กรุณาเปิดผ่านแอปทางรัฐ")).FailsWith("กรุณาเปิดผ่านแอปทางรัฐ", "(enter)");

    private static CheckCase Loaded(string url) => CheckCase.Of("APP-01").Seen("entry", o => o.Document("enter").Request("enter", url, "script"));

    private static CheckCase Titled(string landing, string? opened) => CheckCase.Of("APP-02").Seen("tour", o =>
    {
        o.Visit("enter").Event("sdk", "enter", landing, "setTitle").Visit("open:certificate", v => v with { Target = "ขอหนังสือรับรอง" }, kind: "tap");
        return opened is null ? o : o.Event("sdk", "open:certificate", opened, "setTitle");
    });

    private static CheckCase Back(Func<Visit, Visit>? visit = null, Func<Snapshot, Snapshot>? page = null, Func<ObservationBuilder, ObservationBuilder>? more = null) => CheckCase.Of("APP-03").Seen("tour", o =>
    {
        o.Citizen(Samples.Malee).Entry("enter", Samples.Token).Call("deproc", Samples.Token).Visit("enter").Page("enter", Samples.HomeOf(Samples.Malee))
            .Visit("open:certificate", kind: "tap", at: 2000).Page("open:certificate", "แบบฟอร์ม").Visit("back:certificate", visit, kind: "back", at: 3000).Page("back:certificate", Samples.HomeOf(Samples.Malee), page);
        return more is null ? o : more(o);
    });
}
