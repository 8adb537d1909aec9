using ConformanceHarness.Core;
using ConformanceHarness.Core.Entering;
using ConformanceHarness.Core.Evidence;
using ConformanceHarness.Platform.Assisted;

namespace ConformanceHarness.Platform.Tests.Real;

public sealed class EntriesHandedOver
{
    private const string Token = "4c1f8b0e-0000-4000-8000-000000000001";
    private const string Other = "4c1f8b0e-0000-4000-8000-000000000002";
    private static readonly EntryReading Reading = new(new Uri("https://uat.example.go.th/service?from=portal"), MockSession.AppId);
    private static readonly Citizen Known = new() { Key = "x", Kind = "assisted", UserId = "", CitizenId = "1234567890121", FirstName = "น้ำผึ้ง", LastName = "ศรีสุวรรณ" };

    [TestCase(MockSession.AppId + " " + Token)]
    [TestCase("  " + MockSession.AppId + "," + Token + " ")]
    [TestCase("appId=" + MockSession.AppId + "\tmToken=" + Token)]
    [TestCase("https://uat.example.go.th/service?appId=" + MockSession.AppId + "&mToken=" + Token)]
    [TestCase("\"https://UAT.example.go.th/other?mtoken=" + Token + "&x=1&APPID=" + MockSession.AppId + "\"")]
    [TestCase("https://uat.example.go.th/#/home?appId=" + MockSession.AppId + "&mToken=" + Token)]
    public void Every_usual_way_of_giving_one_is_taken(string line) => Assert.That(Reading.Read(line), Is.EqualTo((Token, (LocalText?)null)));

    [TestCase("", "The line is empty")]
    [TestCase(Token, "Two values are needed, appId and mToken, and there is 1")]
    [TestCase("a b c", "there are 3")]
    [TestCase(Token + " " + MockSession.AppId, "the wrong way round")]
    [TestCase("7b0d6a52-3c1e-4f0a-9a57-1d2e8c4f6b90 " + Token, "is not this service's")]
    [TestCase(MockSession.AppId + " 4c1f8b0e", "perhaps it was not copied whole")]
    [TestCase("x " + Token, "The appId is no UUID")]
    [TestCase("https://uat.example.go.th/service", "neither appId nor mToken")]
    [TestCase("https://uat.example.go.th/service?appId=" + MockSession.AppId, "holds no mToken")]
    [TestCase("https://uat.example.go.th/service?mToken=" + Token, "holds no appId")]
    [TestCase("https://www.example.go.th/service?appId=" + MockSession.AppId + "&mToken=" + Token, "belongs to https://www.example.go.th")]
    [TestCase("https://uat.example.go.th:8443/service?appId=" + MockSession.AppId + "&mToken=" + Token, "belongs to https://uat.example.go.th:8443")]
    [TestCase("http://uat.example.go.th/service?appId=" + MockSession.AppId + "&mToken=" + Token, "belongs to http://uat.example.go.th")]
    [TestCase("https://", "malformed")]
    public void What_can_t_be_used_is_explained_and_not_repeated(string line, string said)
    {
        var (token, problem) = Reading.Read(line);
        Assert.Multiple(() =>
        {
            Assert.That(token, Is.Null);
            Assert.That(problem!.En, Does.Contain(said).And.Not.Contain(Token));
            Assert.That(problem.Th, Does.Match("[ก-๙]{3}").And.Not.Contain(Token));
        });
    }

    [Test]
    public async Task The_tester_is_asked_again_until_it_fits_and_never_takes_one_twice()
    {
        var source = new Lines("nonsense", MockSession.AppId + " " + Token, MockSession.AppId + " " + Token, MockSession.AppId + " " + Other);
        var platform = new AssistedPlatform(Known, Reading, source);
        var first = await MintAsync(platform);
        var second = await MintAsync(platform);
        Assert.Multiple(() =>
        {
            Assert.That((first.MToken, second.MToken), Is.EqualTo((Token, Other)));
            Assert.That(source.Asked.Select(a => (a.Number, a.Problem?.En.Split(':')[0])), Is.EqualTo(new[] { (1, null), (1, "Two values are needed, appId and mToken, and there is 1."), (2, null), (2, "This mToken was used in this run already") }));
            Assert.That(platform.NewCitizen("first", PersonaKind.LongName), Is.EqualTo(Known with { Key = "first" }));
        });
    }

    [Test]
    public void Without_more_entries_the_run_says_how_it_goes_on()
    {
        var platform = new AssistedPlatform(Known, Reading, new Lines());
        Assert.That(async () => await MintAsync(platform), Throws.TypeOf<PlatformFailedException>().With.Message.Contains("number 1 is needed").And.Message.Contains("--resume"));
    }

    private static Task<MintedEntry> MintAsync(AssistedPlatform platform) => platform.MintAsync(platform.NewCitizen("first", PersonaKind.Ordinary), GatewayConduct.Proper, CancellationToken.None);

    private sealed class Lines(params string[] lines) : IEntrySource
    {
        private readonly Queue<string> _left = new(lines);

        public List<(int Number, LocalText? Problem)> Asked { get; } = [];

        public Task<string?> NextAsync(int number, LocalText? problem, CancellationToken cancellationToken)
        {
            Asked.Add((number, problem));
            return Task.FromResult(_left.Count > 0 ? _left.Dequeue() : null);
        }
    }
}
