using ConformanceHarness.Core.Services;
using ConformanceHarness.Sessions;
using ConformanceHarness.Sessions.Appium;

namespace ConformanceHarness.Channels.Tests.Appium;

/// <summary>The native path and the choice among webviews, on screens that are made of data.</summary>
public sealed class NativeStepsAreTaken
{
    private static readonly NativeTarget Category = new("category", null, null);
    private static readonly NativeTarget Service = new(null, "หนังสือรับรอง", null);
    private static readonly NativeTarget Consent = new(null, null, "agree");

    [Test]
    public async Task In_order_and_one_that_is_optional_is_passed_over()
    {
        var screen = new Screens([Category], [Service]);

        var taken = await WalkAsync(screen, Tap(Category), Tap(Consent, optional: true), Tap(Service));

        Assert.That(taken, Is.EqualTo([1, 3]));
        Assert.That(screen.Done, Is.EqualTo(["in NATIVE_APP", "tap " + Category, "tap " + Service]));
    }

    [Test]
    public async Task After_waiting_for_a_screen_that_comes_late()
    {
        var screen = new Screens([Category], [Service]) { Late = 3 };

        await WalkAsync(screen, Tap(Category), Tap(Service));

        Assert.That(screen.Done[^1], Is.EqualTo("tap " + Service));
    }

    [Test]
    public async Task One_that_never_comes_is_named_with_its_number()
    {
        var failed = (await Assert.ThrowsAsync<DriverException>(() => WalkAsync(new Screens([Category]), Tap(Category), Tap(Service))))!;

        Assert.That(failed.Message, Does.StartWith("Native step 2 of the service file's device.path (tap text หนังสือรับรอง) found nothing"));
    }

    [Test]
    public async Task A_value_is_written_and_never_told()
    {
        var pin = new SecretReference("PIN", null);
        var screen = new Screens([Category]);
        var options = Options with { Written = new Dictionary<SecretReference, string> { [pin] = "135790" } };

        await new NativePath(screen, options, TimeProvider.System).WalkAsync([new NativeStep(NativeStepKind.Fill, Category, pin)], (_, step) =>
        {
            Assert.That(step.ToString(), Does.Not.Contain("135790"));
            return Task.CompletedTask;
        }, CancellationToken.None);

        Assert.That(screen.Done[^1], Is.EqualTo("write 135790"));
    }

    [Test]
    public async Task The_webview_is_chosen_by_its_address_and_a_hidden_one_comes_last()
    {
        var screen = new Screens([Category])
        {
            Webviews =
            {
                ["WEBVIEW_home"] = [new("1", "https://portal.example.go.th/home", true)],
                ["WEBVIEW_app"] = [new("2", "https://service.example.go.th/?mToken=used-before", false), new("3", "https://service.example.go.th:8443/", true), new("4", "https://service.example.go.th/landing?mToken=secret", true)],
            },
        };

        var context = await new Webviews(screen, Landing, TimeProvider.System).EnterAsync(TimeSpan.FromSeconds(5), CancellationToken.None);

        Assert.That(context, Is.EqualTo("WEBVIEW_app"));
        Assert.That(screen.Done[^1], Is.EqualTo("window 4"));
    }

    [Test]
    public async Task Where_none_is_the_services_the_others_are_named_without_what_is_secret()
    {
        var screen = new Screens([Category]) { Webviews = { ["WEBVIEW_home"] = [new("1", "https://portal.example.go.th/home?mToken=secret", true)] } };

        var failed = (await Assert.ThrowsAsync<DriverException>(() => new Webviews(screen, Landing, TimeProvider.System).EnterAsync(TimeSpan.FromMilliseconds(10), CancellationToken.None)))!;

        Assert.That(failed.Message, Does.Contain("WEBVIEW_home https://portal.example.go.th").And.Not.Contain("secret"));
    }

    [Test]
    public void A_text_is_sought_under_the_names_of_both_systems_whatever_stands_in_it() => Assert.Multiple(() =>
    {
        Assert.That(NativeScreen.Locator(Service), Is.EqualTo(("xpath", "//*[@text='หนังสือรับรอง' or @content-desc='หนังสือรับรอง' or @label='หนังสือรับรอง' or @name='หนังสือรับรอง' or @value='หนังสือรับรอง']")));
        Assert.That(NativeScreen.Locator(new NativeTarget(null, "it's \"here\"", null)).Value, Does.StartWith("//*[@text=concat('it', \"'\", 's \"here\"')"));
        Assert.That(NativeScreen.Locator(Category), Is.EqualTo(("accessibility id", "category")));
        Assert.That(NativeScreen.Locator(Consent), Is.EqualTo(("id", "agree")));
    });

    private static Uri Landing { get; } = new("https://service.example.go.th/start");

    private static AppiumOptions Options { get; } = new() { Server = new Uri("http://127.0.0.1:4723"), Capabilities = new Dictionary<string, object>(), StepLimit = TimeSpan.FromSeconds(2), OptionalLimit = TimeSpan.FromMilliseconds(1) };

    private static NativeStep Tap(NativeTarget target, bool optional = false) => new(NativeStepKind.Tap, target, null, optional);

    private static async Task<List<int>> WalkAsync(Screens screen, params NativeStep[] steps)
    {
        var taken = new List<int>();
        await new NativePath(screen, Options, TimeProvider.System).WalkAsync(steps, (number, _) =>
        {
            taken.Add(number);
            return Task.CompletedTask;
        }, CancellationToken.None);
        return taken;
    }

    /// <summary>Screens one after the other; a tap leads to the next.</summary>
    private sealed class Screens(params NativeTarget[][] screens) : INativeScreen
    {
        private int at;
        private int asked;

        public int Late { get; init; }

        public List<string> Done { get; } = [];

        public Dictionary<string, WebviewPage[]> Webviews { get; } = [];

        private string context = NativePath.Native;

        public Task<bool> ShowsAsync(NativeTarget target, CancellationToken cancellationToken) => Task.FromResult(at < screens.Length && screens[at].Contains(target) && (at == 0 || ++asked > Late));

        public Task<bool> TapAsync(NativeTarget target, CancellationToken cancellationToken)
        {
            at++;
            Done.Add("tap " + target);
            return Task.FromResult(true);
        }

        public Task<bool> WriteAsync(NativeTarget target, string text, CancellationToken cancellationToken)
        {
            Done.Add("write " + text);
            return Task.FromResult(true);
        }

        public Task BackAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task RestartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task<string> SourceAsync(CancellationToken cancellationToken) => Task.FromResult("<app/>");

        public Task<byte[]> PictureAsync(CancellationToken cancellationToken) => Task.FromResult(Array.Empty<byte>());

        public Task<IReadOnlyList<string>> ContextsAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<string>>([NativePath.Native, .. Webviews.Keys]);

        public Task SwitchAsync(string context, CancellationToken cancellationToken)
        {
            this.context = context;
            Done.Add("in " + context);
            return Task.CompletedTask;
        }

        public Task<IReadOnlyList<WebviewPage>> PagesAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<WebviewPage>>(Webviews[context]);

        public Task SelectAsync(string window, CancellationToken cancellationToken)
        {
            Done.Add("window " + window);
            return Task.CompletedTask;
        }
    }
}
