using System.Text;
using ConformanceHarness.Core.Evidence;

namespace ConformanceHarness.Core.Tests.Evidence;

/// <summary>Evidence of a real person's visit shows a made-up citizen in the same form.</summary>
public sealed class AStandInTakesAPersonsPlace
{
    private static readonly Citizen Person = new() { Key = "first", Kind = "ordinary", UserId = "u", CitizenId = "1101700203451", FirstName = "สมน้ำ", LastName = "ใจดีมาก", DateOfBirth = "19870312", Mobile = "0812345678", Email = "somnam@example.org" };
    private static readonly Citizen Other = new() { Key = "first", Kind = "ordinary", UserId = "u", CitizenId = "3209800765432", FirstName = "กานดา", LastName = "รักเรียน", DateOfBirth = "19791105", Mobile = "0998887766", Email = "kanda@example.test" };

    [TestCase("สวัสดี คุณสมน้ำ ใจดีมาก", "สวัสดี คุณกานดา รักเรียน", TestName = "as read")]
    [TestCase("สมนํ้า", "กานดา", TestName = "with decomposed marks")]
    [TestCase("{\"n\":\"\\u0e2a\\u0e21\\u0e19\\u0e49\\u0e33\"}", "{\"n\":\"\\u0e01\\u0e32\\u0e19\\u0e14\\u0e32\"}", TestName = "as JSON escapes")]
    [TestCase("?n=%E0%B8%AA%E0%B8%A1%E0%B8%99%E0%B9%89%E0%B8%B3", "?n=%E0%B8%81%E0%B8%B2%E0%B8%99%E0%B8%94%E0%B8%B2", TestName = "in an address")]
    [TestCase("เลข 1101700203451.", "เลข 3209800765432.", TestName = "a whole id")]
    [TestCase("1-1017-00203-45-1", "3-2098-00765-43-2", TestName = "a grouped id")]
    [TestCase("๑-๑๐๑๗-๐๐๒๐๓-๔๕-๑", "๓-๒๐๙๘-๐๐๗๖๕-๔๓-๒", TestName = "an id in Thai digits")]
    [TestCase("1-XXXX-XXXXX-45-1", "3-XXXX-XXXXX-43-2", TestName = "a masked id keeps its mask")]
    [TestCase("110*********1", "320*********2", TestName = "an id masked in one piece")]
    [TestCase("081-234-5678", "099-888-7766", TestName = "a phone number")]
    [TestCase("+66812345678", "+66998887766", TestName = "a phone number with the country")]
    [TestCase("12 มีนาคม 2530", "5 พฤศจิกายน 2522", TestName = "a date in words")]
    [TestCase("12/03/2530, 1987-03-12", "05/11/2522, 1979-11-05", TestName = "dates in figures")]
    [TestCase("SOMNAM@example.org", "kanda@example.test", TestName = "an e-mail address")]
    public void In_the_same_form(string text, string expected) => Assert.That(new StandIn(Person, Other).Replace(text), Is.EqualTo(expected));

    [TestCase("1-XXXX-XXXXX-45-7", TestName = "another person's masked id")]
    [TestCase("9101700203451", TestName = "another id")]
    [TestCase("11017002034512", TestName = "a longer number")]
    [TestCase("13/03/2530", TestName = "another day")]
    [TestCase("X-XXXX-XXXXX-XX-X", TestName = "a mask alone")]
    public void And_nobody_elses(string text) => Assert.That(new StandIn(Person, Other).Replace(text), Is.EqualTo(text));

    [TestCase("")]
    [TestCase("a")]
    [TestCase("ab")]
    public void In_base64_that_still_decodes(string before)
    {
        var text = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{before}{{\"firstName\":\"{Person.FirstName}\",\"lastName\":\"{Person.LastName}\"}}"));

        var replaced = new StandIn(Person, Other).Replace(text);
        var read = Encoding.UTF8.GetString(Convert.FromBase64String(replaced));

        Assert.Multiple(() =>
        {
            Assert.That(replaced, Is.Not.EqualTo(text));
            Assert.That(read, Does.Not.Contain(Person.FirstName).And.Not.Contain(Person.LastName));
            Assert.That(read, Does.EndWith("\"}"));
        });
    }

    [Test]
    public void Beside_the_secrets_of_the_run()
    {
        var redactor = new Redactor([1, 2, 3]);
        redactor.Add("mToken", "0b0e7d1c-0000-4000-8000-5d3a6b1f0a11");
        redactor.Add(new StandIn(Person, Other));

        Assert.Multiple(() =>
        {
            Assert.That(redactor.Redact("สมน้ำ 0b0e7d1c-0000-4000-8000-5d3a6b1f0a11"), Does.StartWith("กานดา ‹mToken #1 "));
            Assert.That(redactor.KnownSecrets, Does.Contain(Person.CitizenId).And.Contain("สมน้ำ ใจดีมาก").And.Not.Contain(Person.FirstName));
        });
    }
}
