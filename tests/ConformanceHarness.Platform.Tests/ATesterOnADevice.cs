using System.Text;
using ConformanceHarness.Core;
using ConformanceHarness.Core.Entering;
using ConformanceHarness.Core.Evidence;
using ConformanceHarness.Platform.Device;

namespace ConformanceHarness.Platform.Tests;

public sealed class ATesterOnADevice
{
    private static readonly Citizen Tester = new() { Key = "first", Kind = "tester", UserId = "", CitizenId = "1101700203451", FirstName = "สมชาย", LastName = "ใจดี", DateOfBirth = "198703--", Email = "somchai@example.go.th" };

    [Test]
    public void Is_the_same_person_in_every_scenario()
    {
        var platform = new DevicePlatform(Tester);

        Assert.Multiple(() =>
        {
            Assert.That(platform.Mode, Is.EqualTo(LoginMode.Device));
            Assert.That(platform.NewCitizen("second", PersonaKind.LongName), Is.EqualTo(Tester with { Key = "second" }));
            Assert.That(() => platform.MintAsync(Tester, GatewayConduct.Proper, CancellationToken.None), Throws.InvalidOperationException);
        });
    }

    [TestCase(1)]
    [TestCase(7)]
    [TestCase(20260101)]
    public void Is_never_seen_in_what_is_written(int seed)
    {
        var standIn = DevicePlatform.StandInFor(Tester, seed);
        var inside = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{{\"mail\":\"{Tester.Email}\"}}"));

        var written = standIn.Replace($"คุณสมชาย ใจดี 1-1017-00203-45-1 somchai@example.go.th {inside}");

        Assert.Multiple(() =>
        {
            Assert.That(written, Does.Match(@"^คุณ\S+ \S+ \d-\d{4}-\d{5}-\d{2}-\d \S+@\S+ \S+$"));
            Assert.That(written, Does.Not.Contain("สมชาย").And.Not.Contain("ใจดี").And.Not.Contain("00203").And.Not.Contain("somchai"));
            Assert.That(Encoding.UTF8.GetString(Convert.FromBase64String(written.Split(' ')[^1])), Does.StartWith("{\"mail\":\"").And.EndWith("\"}").And.Not.Contain("omchai@example"));
        });
    }
}
