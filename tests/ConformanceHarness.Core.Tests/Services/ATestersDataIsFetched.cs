using ConformanceHarness.Core.Services;

namespace ConformanceHarness.Core.Tests.Services;

public sealed class ATestersDataIsFetched
{
    private static readonly TesterReferences References = new() { FirstName = new("FIRST", null), LastName = new("LAST", null), CitizenId = new("ID", null), DateOfBirth = new("BORN", null), Further = [new("ADDRESS", null)] };

    [Test]
    public void From_where_the_service_file_says()
    {
        var (tester, further) = Read("สมชาย", "ใจดี", "1-1017-00203-45-1", "19870312");

        Assert.Multiple(() =>
        {
            Assert.That((tester.Key, tester.FirstName, tester.LastName, tester.CitizenId, tester.DateOfBirth), Is.EqualTo(("first", "สมชาย", "ใจดี", "1101700203451", "19870312")));
            Assert.That(further, Is.EqualTo(["99/1 ถนนตัวอย่าง"]));
        });
    }

    [TestCase("ส", "ใจดี", "1101700203451", "19870312", "firstName")]
    [TestCase("สมชาย", "ใ", "1101700203451", "19870312", "lastName")]
    [TestCase("สมชาย", "ใจดี", "110170020345", "19870312", "citizenId")]
    [TestCase("สมชาย", "ใจดี", "1101700203451", "25300312", "dateOfBirth")]
    [TestCase("สมชาย", "ใจดี", "1101700203451", "12/03/1987", "dateOfBirth")]
    public void And_refused_without_being_repeated(string first, string last, string id, string born, string member)
    {
        var problem = Assert.Throws<ConfigurationException>(() => Read(first, last, id, born))!;

        Assert.Multiple(() =>
        {
            Assert.That(problem.Message, Does.Contain("device.tester." + member));
            Assert.That(problem.Message, Does.Not.Contain(id).And.Not.Contain(born));
        });
    }

    private static (ConformanceHarness.Core.Evidence.Citizen Tester, IReadOnlyList<string> Further) Read(string first, string last, string id, string born)
    {
        var values = new Dictionary<string, string> { ["FIRST"] = first, ["LAST"] = last, ["ID"] = id, ["BORN"] = born, ["ADDRESS"] = "99/1 ถนนตัวอย่าง" };
        return TesterReader.Read(References, new SecretReader("my.yaml", values.GetValueOrDefault), "my.yaml");
    }
}
