using System.Text;
using ConformanceHarness.Core.Entering;
using ConformanceHarness.Core.Evidence;
using ConformanceHarness.Platform.Personas;

namespace ConformanceHarness.Platform.Tests;

public sealed class PersonaMakerTests
{
    private static readonly PersonaKind[] Kinds = Enum.GetValues<PersonaKind>();

    [TestCase("1101700207030", true)]
    [TestCase("1101700207031", false)]
    [TestCase("9101700207030", false)]
    [TestCase("110170020703", false)]
    [TestCase("11017002O7030", false)]
    public void A_citizen_id_is_known_by_its_checksum(string id, bool valid) => Assert.That(CitizenIds.IsValid(id), Is.EqualTo(valid));

    [Test]
    public void Six_hundred_citizens_share_nothing()
    {
        var citizens = Make(seed: 3, count: 600, i => i % 10 == 0 ? Kinds[i / 10 % Kinds.Length] : PersonaKind.Ordinary);

        Assert.Multiple(() =>
        {
            Assert.That(citizens.Select(c => c.CitizenId), Is.Unique.And.All.Matches<string>(id => CitizenIds.IsValid(id!)));
            Assert.That(citizens.Select(c => Guid.Parse(c.UserId)), Is.Unique);
            Assert.That(citizens.Select(c => c.FirstName + " " + c.LastName), Is.Unique);
            Assert.That(citizens.Select(c => c.Mobile).OfType<string>(), Is.Unique.And.All.Match("^0[89][0-9]{8}$"));
            Assert.That(citizens.Select(c => c.Email).Where(e => e is { Length: > 0 }), Is.Unique.And.All.Match(@"^[a-z0-9.]+@example\.(com|org|net)$"));
            Assert.That(citizens.Select(c => c.CitizenId[0]).Distinct().Order(), Is.EqualTo("12345678"));
        });
    }

    /// <summary>A name that is also a word would be found on pages that show nobody.</summary>
    [Test]
    public void No_name_is_a_word_of_service_pages()
    {
        const string Pages = """
            นโยบายคุ้มครองข้อมูลส่วนบุคคล อยู่ดีมีสุข ผู้ทรงคุณวุฒิ ผู้ทรงวุฒิ ประกาศเชิดชูเกียรติ อภิสิทธิ์ ผู้มีสิทธิ์ ประสิทธิผล ประสิทธิภาพ สมบูรณ์ครบถ้วน เกียรติศักดิ์
            พิทักษ์ทรัพย์ อนุรักษ์ สุขใจ ใจดี ร่มเย็น เจริญรุ่งเรือง รุ่งเรือง สว่าง มงคล มั่นคง มั่งคั่ง ยั่งยืน ทองคำ แก้ว ดวงดี โชคดี บุญ กุศล ปัญญา ความรู้ วิริยะ ขยัน
            ปรีชา สามารถ วิชาการ พัฒนา ไพศาล สำเร็จ ชัยชนะ วิชัย สมชาย ศักดิ์ศรี ศักดิ์สิทธิ์ ธรรมดา ธรรมาภิบาล มูลนิธิปวีณา อรุณสวัสดิ์ สันติ สงบ สมใจ สมหวัง คมกริบ
            """;
        var names = ThaiNames.All;

        Assert.That(names.Given.Concat(names.Surnames).Concat(names.LongGiven).Concat(names.LongSurnames).Where(n => Pages.Contains(n, StringComparison.Ordinal) || n.Length < 4), Is.Empty);
    }

    [Test]
    public void A_seed_repeats_its_citizens_and_another_does_not()
    {
        var first = Make(7, 40, i => Kinds[i % Kinds.Length]);

        Assert.Multiple(() =>
        {
            Assert.That(Make(7, 40, i => Kinds[i % Kinds.Length]), Is.EqualTo(first));
            Assert.That(Make(8, 40, i => Kinds[i % Kinds.Length]).Select(c => c.CitizenId), Has.None.AnyOf(first.Select(c => (object)c.CitizenId).ToArray()));
        });
    }

    /// <summary>Scenarios run beside each other: which of them asks first is chance.</summary>
    [Test]
    public void A_seed_repeats_the_citizens_of_each_purpose_in_whatever_order_they_are_asked_for()
    {
        string[] purposes = ["entry/App", "entry/Web", "journey/App"];
        Dictionary<string, List<Citizen>> Ask(IEnumerable<string> order)
        {
            var maker = new PersonaMaker(7);
            return order.Select(p => (Purpose: p, Citizen: maker.Make("first", PersonaKind.Ordinary, p))).GroupBy(c => c.Purpose).ToDictionary(g => g.Key, g => g.Select(c => c.Citizen).ToList());
        }

        var inTurn = Ask([.. purposes, .. purposes, .. purposes]);
        var oneAfterTheOther = Ask(purposes.Reverse().SelectMany(p => Enumerable.Repeat(p, 3)));

        Assert.Multiple(() =>
        {
            Assert.That(oneAfterTheOther, Is.EquivalentTo(inTurn));
            Assert.That(inTurn.Values.SelectMany(c => c).Select(c => c.CitizenId), Is.Unique);
        });
    }

    [Test]
    public void Each_kind_has_what_its_scenario_needs()
    {
        var ordinary = Make(1, 30, _ => PersonaKind.Ordinary);
        var marked = Make(1, 30, _ => PersonaKind.CombiningMarksMonthOnlyBirth);
        var sparse = Make(1, 30, _ => PersonaKind.SparseYearOnlyBirth);
        var longNamed = Make(1, 30, _ => PersonaKind.LongName);
        Assert.Multiple(() =>
        {
            Assert.That(ordinary.Select(c => c.Kind), Is.All.EqualTo("ordinary"));
            Assert.That(ordinary.Select(c => c.DateOfBirth), Is.All.Match("^(19[5-9]|200)[0-9][01][0-9][0-3][0-9]$"));
            Assert.That(marked.Select(c => c.Kind), Is.All.EqualTo("combiningMarks"));
            Assert.That(marked.Select(c => c.DateOfBirth), Is.All.Match("^[0-9]{6}--$"));
            Assert.That(marked.SelectMany(c => new[] { c.FirstName, c.LastName }).Select(ThaiNames.CombiningMarks), Is.All.GreaterThanOrEqualTo(3));
            Assert.That(sparse.Select(c => c.Kind), Is.All.EqualTo("sparse"));
            Assert.That(sparse.Select(c => c.DateOfBirth), Is.All.Match("^[0-9]{4}----$"));
            Assert.That(sparse.Select(c => c.Mobile), Is.All.Null);
            Assert.That(sparse.Select(c => c.Email), Is.All.Empty);
            Assert.That(longNamed.Select(c => c.Kind), Is.All.EqualTo("longName"));
            Assert.That(longNamed.Select(c => (c.FirstName + c.LastName).Length), Is.All.GreaterThanOrEqualTo(35));
        });
    }

    [Test]
    public void Name_pairs_that_run_out_are_told()
    {
        var maker = new PersonaMaker(1);
        var pairs = ThaiNames.All.LongGiven.Count * ThaiNames.All.LongSurnames.Count;
        for (var i = 0; i < pairs; i++)
        {
            maker.Make("c", PersonaKind.LongName);
        }

        Assert.That(() => maker.Make("c", PersonaKind.LongName), Throws.InvalidOperationException.With.Message.Contains("100 name pairs"));
    }

    [Test]
    public void The_names_are_intact_Thai()
    {
        var names = ThaiNames.All;
        var all = names.Given.Concat(names.Surnames).Concat(names.LongGiven).Concat(names.LongSurnames).ToList();
        Assert.Multiple(() =>
        {
            Assert.That(names.Given, Has.Count.GreaterThanOrEqualTo(80).And.Unique);
            Assert.That(names.Surnames, Has.Count.GreaterThanOrEqualTo(80).And.Unique);
            Assert.That(names.MarkedGiven, Has.Count.GreaterThanOrEqualTo(15));
            Assert.That(names.MarkedSurnames, Has.Count.GreaterThanOrEqualTo(10));
            Assert.That(all.Where(n => !n.IsNormalized(NormalizationForm.FormC)), Is.Empty);
            // Consonant, at most one vowel above or below, at most one tone or silencer; vowels before and after stand where they belong.
            Assert.That(all, Is.All.Match("^(?:[เ-ไ]?[ก-ฮ][ัิ-ู]?[็-์]?[ะาำ]?)+$"));
        });
    }

    private static List<Citizen> Make(int seed, int count, Func<int, PersonaKind> kind)
    {
        var maker = new PersonaMaker(seed);
        return [.. Enumerable.Range(0, count).Select(i => maker.Make("citizen" + i, kind(i)))];
    }
}
