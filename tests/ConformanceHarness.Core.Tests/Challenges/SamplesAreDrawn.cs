using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ConformanceHarness.Core.Catalogues;
using ConformanceHarness.Core.Challenges;
using ConformanceHarness.Core.Planning;

namespace ConformanceHarness.Core.Tests.Challenges;

public sealed class SamplesAreDrawn
{
    private static readonly string Nonce = SampleChallenge.Order.Nonce;

    [Test]
    public void Those_with_the_smallest_HMAC_are_drawn_and_what_they_depend_on_comes_along()
    {
        var catalogue = Catalogue(20, dependsOn: "LAND-20");
        var draw = SampleDraw.From(Nonce, 20m, Plan(catalogue), catalogue);
        var key = Enumerable.Range(0, 32).Select(i => (byte)i).ToArray();
        var expected = catalogue.Cases.Select(c => c.Id).OrderBy(id => Convert.ToHexString(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(id))), StringComparer.Ordinal).Take(4).ToList();

        Assert.That(draw.Drawn, Is.EqualTo(expected));
        Assert.That(draw.AlongWith, Is.EqualTo(expected.Contains("LAND-20") ? [] : new[] { "LAND-20" }));
        Assert.That(draw.Cases(Plan(catalogue)), Is.EquivalentTo(draw.Drawn.Concat(draw.AlongWith)));
    }

    [Test]
    public void The_order_of_the_plan_does_not_matter()
    {
        var catalogue = Catalogue(20);
        var turned = catalogue with { Cases = [.. catalogue.Cases.Reverse()] };
        Assert.That(SampleDraw.From(Nonce, 20m, Plan(turned), turned).Drawn, Is.EqualTo(SampleDraw.From(Nonce, 20m, Plan(catalogue), catalogue).Drawn));
    }

    [Test]
    public void Another_challenge_draws_others()
    {
        var catalogue = Catalogue(60);
        var draws = Enumerable.Range(0, 5).Select(_ => string.Join(',', SampleDraw.From(Challenge.NewNonce(), 20m, Plan(catalogue), catalogue).Drawn));
        Assert.That(draws.Distinct().Count(), Is.EqualTo(5));
    }

    [TestCase(1, 1)]
    [TestCase(20, 4)]
    [TestCase(21, 5)]
    [TestCase(100, 20)]
    public void A_part_of_a_case_is_a_case(int percent, int count)
    {
        var catalogue = Catalogue(20);
        Assert.That(SampleDraw.From(Nonce, percent, Plan(catalogue), catalogue).Drawn, Has.Count.EqualTo(count));
    }

    [Test]
    public void What_no_check_judges_is_not_drawn()
    {
        var catalogue = Catalogue(4);
        var plan = Plan(catalogue) with { Cases = [.. Plan(catalogue).Cases.Select((c, i) => i switch { 0 => c with { Decision = Decision.Person }, 1 => c with { Decided = new(Outcome.Inapplicable, null, new("ไม่", "no")) }, _ => c })] };
        var draw = SampleDraw.From(Nonce, 100m, plan, catalogue);
        Assert.That((draw.Of, draw.Drawn.Order().ToArray()), Is.EqualTo((2, new[] { "LAND-03", "LAND-04" })));
    }

    private static Catalogue Catalogue(int cases, string? dependsOn = null) => new()
    {
        Id = "sample",
        Version = "1",
        Title = new("ตัวอย่าง", "Sample"),
        Digest = new string('0', 64),
        Cases = [.. Enumerable.Range(1, cases).Select(i => string.Create(CultureInfo.InvariantCulture, $"LAND-{i:00}")).Select(id => new CatalogueCase
        {
            Id = id,
            Title = new("กรณี", "Case"),
            Obligation = Obligation.Must,
            Stages = [Stage.Uat],
            Channels = [Channel.App],
            Decision = Decision.Check,
            Check = "greeting",
            DependsOn = dependsOn is null || id == dependsOn ? [] : [dependsOn],
            Source = "test",
            Fix = new("แก้ไข", "Fix it"),
            Fixer = "developer",
        })],
    };

    private static RunPlan Plan(Catalogue catalogue) => new()
    {
        CatalogueId = catalogue.Id,
        CatalogueVersion = catalogue.Version,
        CatalogueDigest = catalogue.Digest,
        Stage = Stage.Uat,
        Channels = [Channel.App],
        Cases = [.. catalogue.Cases.Select(c => new PlannedCase(c.Id, Decision.Check, [Channel.App], ["entry"], null))],
        Scenarios = [],
    };
}
