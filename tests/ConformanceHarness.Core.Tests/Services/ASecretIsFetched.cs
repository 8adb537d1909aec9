using ConformanceHarness.Core.Services;

namespace ConformanceHarness.Core.Tests.Services;

public sealed class ASecretIsFetched
{
    private const string Value = "0a1b2c3d-secret";
    private string folder = "";
    private string serviceFile = "";

    [SetUp]
    public void MakeFolder()
    {
        folder = Directory.CreateTempSubdirectory("secrets").FullName;
        serviceFile = Path.Combine(folder, "my.yaml");
    }

    [TearDown]
    public void RemoveFolder() => Directory.Delete(folder, recursive: true);

    [TestCase(Value)]
    [TestCase(Value + "\n")]
    [TestCase(Value + "\r\n")]
    public void From_a_variable_or_a_file_without_its_last_line_break(string content)
    {
        File.WriteAllText(Path.Combine(folder, "key.txt"), content);
        var reader = new SecretReader(serviceFile, name => name == "KEY" ? content : null);

        Assert.Multiple(() =>
        {
            Assert.That(reader.Read(new SecretReference("KEY", null)), Is.EqualTo(Value));
            Assert.That(reader.Read(new SecretReference(null, "key.txt")), Is.EqualTo(Value));
        });
    }

    [Test]
    public void Never_from_a_variable_that_is_not_set() =>
        Assert.That(Refusal(new SecretReference("KEY", null), null).Message, Is.EqualTo($"{serviceFile}: The environment variable KEY is not set. Set it first: export KEY=… (Windows: set KEY=…)."));

    [TestCase("", "The environment variable KEY is empty.")]
    [TestCase("\n", "The environment variable KEY is empty.")]
    [TestCase(Value + "\n" + Value, "The environment variable KEY holds more than one line, or control characters.")]
    [TestCase(Value + "\n\n", "The environment variable KEY holds more than one line, or control characters.")]
    public void Never_from_a_variable_that_cannot_be_one(string value, string problem)
    {
        var refused = Refusal(new SecretReference("KEY", null), value);

        Assert.That(refused.Problem.En, Is.EqualTo(problem));
        Assert.That(refused.ToString(), Does.Not.Contain(Value));
    }

    [Test]
    public void Never_from_a_file_that_is_not_there() =>
        Assert.That(Refusal(new SecretReference(null, "no/such.txt"), null).Problem.En, Is.EqualTo("There is no file no/such.txt for the secret."));

    [Test]
    public void Never_from_a_folder() =>
        Assert.That(() => new SecretReader(serviceFile).Read(new SecretReference(null, ".")), Throws.TypeOf<ConfigurationException>());

    [Test]
    public void Never_from_a_file_too_large_for_one()
    {
        File.WriteAllText(Path.Combine(folder, "big.txt"), new string('x', 100_000));

        Assert.That(Refusal(new SecretReference(null, "big.txt"), null).Problem.En, Is.EqualTo("The file big.txt is too large for a secret."));
    }

    private ConfigurationException Refusal(SecretReference reference, string? value) =>
        Assert.Throws<ConfigurationException>(() => new SecretReader(serviceFile, _ => value).Read(reference))!;
}
