using ConformanceHarness.Core.Evidence;
using ConformanceHarness.Core.Tests.Judging;

namespace ConformanceHarness.Core.Tests.Evidence;

public sealed class ObservedSecretsTests
{
    private const string Token = "0f8fad5b-d9cb-469f-a165-70867728950e";

    [TestCase("sid=s3ss10n-1d-0123456789; Path=/; HttpOnly", "s3ss10n-1d-0123456789", "cookie")]
    [TestCase("lang=th\nsid=\"s3ss10n-1d-0123456789\"; Secure", "s3ss10n-1d-0123456789", "cookie")]
    [TestCase("t=" + Token + "; Path=/", Token, "token")]
    [TestCase("t=prefix." + Token + ".signature; Path=/", Token, "token")]
    public void A_cookie_is_a_secret_and_goes_on_showing_a_token_that_it_holds(string header, string value, string kind)
    {
        var redactor = Noted(o => o with { Exchanges = [Exchange() with { ResponseHeaders = [new Header("Set-Cookie", header)] }] });
        var redacted = redactor.Redact(header);

        Assert.That(redacted, Does.Contain($"‹{kind} #1 ").And.Not.Contain(value));
    }

    [Test]
    public void A_cookie_seen_only_in_the_browsers_store_is_a_secret_too() =>
        Assert.That(Noted(o => o with { Snapshots = [o.Snapshots[0] with { Cookies = [new CookieRecord("sid", "s3ss10n-1d-0123456789", "h", "/", true, true, "Lax", -1)] }] }).Redact("s3ss10n-1d-0123456789"), Does.StartWith("‹cookie #1 "));

    [Test]
    public void A_bearers_credential_is_a_secret() =>
        Assert.That(Noted(o => o with { Exchanges = [Exchange() with { RequestHeaders = [new Header("Authorization", "Bearer abcdefghijklmnopqrst")] }] }).Redact("Bearer abcdefghijklmnopqrst"), Does.StartWith("Bearer ‹credential #1 "));

    [Test]
    public void Credentials_of_another_environment_that_a_back_end_sends_are_secrets()
    {
        var redactor = Noted(o => o with { Gateway = [o.Gateway[0] with { Headers = [new Header("consumer-key", "production-key-0123456789")], Path = "/ws/auth/validate?ConsumerSecret=production%2Fsecret+0123456789&AgentID=x" }] });
        Assert.That(redactor.Redact("production-key-0123456789 production/secret 0123456789 production%2Fsecret%200123456789"), Does.Match("^‹consumerKey #1 [0-9a-f]{4}› ‹consumerSecret #1 [0-9a-f]{4}› ‹consumerSecret #1 [0-9a-f]{4} url›$"));
    }

    [Test]
    public void A_word_that_a_broken_back_end_sends_in_their_place_is_none() =>
        Assert.That(Noted(o => o with { Gateway = [o.Gateway[0] with { Headers = [new Header("Consumer-Key", "undefined")], Path = "/ws/auth/validate?ConsumerSecret=undefined" }] }).Redact("undefined"), Is.EqualTo("undefined"));

    [Test]
    public void A_short_choice_is_no_secret() =>
        Assert.That(Noted(o => o with { Exchanges = [Exchange() with { ResponseHeaders = [new Header("Set-Cookie", "theme=dark-and-wide")] }] }).Redact("dark-and-wide"), Is.EqualTo("dark-and-wide"));

    private static Exchange Exchange() => new() { Number = 1, Step = "enter", Session = "a", AtMs = 1, Method = "GET", Url = "https://uat.example.go.th/", Kind = "document" };

    private static Redactor Noted(Func<Observation, Observation> change)
    {
        var redactor = new Redactor([1, 2, 3, 4]);
        var call = new GatewayCall { Number = 1, Operation = "deproc", ArrivedAt = DateTimeOffset.UnixEpoch, Method = "POST", Path = "/", Status = 200, Conduct = "proper", Token = Token };
        ObservedSecrets.Note(redactor, change(JudgeSample.Seen("good") with { Gateway = [call] }));
        return redactor;
    }
}
