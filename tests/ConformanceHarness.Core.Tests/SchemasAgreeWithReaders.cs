using System.Globalization;
using System.Text.Json.Nodes;
using ConformanceHarness.Core.Tests.Catalogues;
using ConformanceHarness.Core.Tests.Services;
using NJsonSchema;
using YamlDotNet.RepresentationModel;

namespace ConformanceHarness.Core.Tests;

/// <summary>The schemas only help editors; the readers decide. Both are held to the same samples, so that an editor doesn't mislead.</summary>
public sealed class SchemasAgreeWithReaders
{
    private static readonly JsonSchema Catalogue = Schema(RealFiles.CatalogueSchema);
    private static readonly JsonSchema Service = Schema(RealFiles.ServiceSchema);

    public static IEnumerable<TestCaseData> SpoiledCatalogues() => Structural(CatalogueSample.Spoiled());

    public static IEnumerable<TestCaseData> SpoiledServices() => Structural(ServiceSample.Spoiled());

    [TestCaseSource(nameof(SpoiledCatalogues))]
    public void What_the_catalogue_reader_refuses_the_schema_refuses(string text) => Assert.That(Errors(Catalogue, text), Is.Not.Empty);

    [TestCaseSource(nameof(SpoiledServices))]
    public void What_the_service_reader_refuses_the_schema_refuses(string text) => Assert.That(Errors(Service, text), Is.Not.Empty);

    [Test]
    public void The_good_samples_satisfy_the_schemas() => Assert.Multiple(() =>
    {
        Assert.That(Errors(Catalogue, CatalogueSample.Good), Is.Empty);
        Assert.That(Errors(Service, ServiceSample.Good), Is.Empty);
    });

    [Test]
    public void The_real_files_satisfy_the_schemas() => Assert.Multiple(() =>
    {
        Assert.That(Errors(Catalogue, File.ReadAllText(RealFiles.Catalogue)), Is.Empty);
        Assert.That(Errors(Service, File.ReadAllText(RealFiles.Service)), Is.Empty);
    });

    [TestCase("https://0.0.0.0:8444")]
    [TestCase("http://localhost:8444/")]
    [TestCase("http://[::1]:8444")]
    public void A_gateway_may_listen_where_the_reader_allows_it(string listen) =>
        Assert.That(Errors(Service, ServiceSample.Good.With("listen: http://127.0.0.1:8444", $"listen: \"{listen}\"")), Is.Empty);

    private static TestCaseData[] Structural(IEnumerable<TestCaseData> spoiled)
    {
        TestCaseData[] structural = [.. spoiled.Where(c => c.Arguments[3] is true).Select(c => new TestCaseData(c.Arguments[0]).SetArgDisplayNames(((string[])c.Arguments[2]!)[0] + " line " + c.Arguments[1]))];
        Assert.That(structural, Has.Length.GreaterThan(20));
        return structural;
    }

    private static JsonSchema Schema(string path) => JsonSchema.FromJsonAsync(File.ReadAllText(path)).GetAwaiter().GetResult();

    private static ICollection<NJsonSchema.Validation.ValidationError> Errors(JsonSchema schema, string yaml)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(yaml));
        return schema.Validate(Json(stream.Documents[0].RootNode)?.ToJsonString() ?? "null");
    }

    /// <summary>As an editor's language server sees it: YAML 1.2's core schema, written independently of the reader's.</summary>
    private static JsonNode? Json(YamlNode node) => node switch
    {
        YamlMappingNode mapping => new JsonObject(mapping.Children.Select(c => KeyValuePair.Create(((YamlScalarNode)c.Key).Value!, Json(c.Value)))),
        YamlSequenceNode sequence => new JsonArray([.. sequence.Children.Select(Json)]),
        YamlScalarNode { Style: YamlDotNet.Core.ScalarStyle.Plain } plain => Plain(plain.Value ?? ""),
        YamlScalarNode scalar => JsonValue.Create(scalar.Value),
        _ => throw new NotSupportedException(node.GetType().Name),
    };

    private static JsonValue? Plain(string text) => text switch
    {
        "" or "~" or "null" => null,
        "true" => JsonValue.Create(true),
        "false" => JsonValue.Create(false),
        _ => decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? JsonValue.Create(number) : JsonValue.Create(text),
    };
}
