using ConformanceHarness.Core;
using ConformanceHarness.Core.Evidence;
using ConformanceHarness.Core.Services;
using ConformanceHarness.Suites.MinimumTestcase.Tests.Evidence;

namespace ConformanceHarness.Suites.MinimumTestcase.Tests;

/// <summary>DOC: what is submitted beside the service.</summary>
public sealed class DocChecksTests
{
    private static readonly SubmittedDocuments Documents = new(new("ขอหนังสือรับรองได้ทุกวัน", "Certificates every day"), new("ขอหนังสือรับรองข้อมูลทะเบียนได้ทุกวันโดยไม่ต้องเดินทาง", "Certificates"), "icon.png", ["home.png"]);

    private static readonly ServiceProfile Complete = Samples.Service with { Responsible = new Responsible("สมหญิง", "somying@example.go.th", null), Documents = Documents };

    [Test]
    public void Doc01_passes_a_complete_service_file() => Doc01(Complete).Passes();

    [Test]
    public void Doc01_fails_without_sub_services() => Doc01(Complete with { SubServices = [] }).FailsWith("No sub-service", "subServices");

    [Test]
    public void Doc01_fails_without_anybody_responsible() => Doc01(Complete with { Responsible = null }).FailsWith("Nobody", "responsible");

    [Test]
    public void Doc01_fails_where_nobody_can_be_reached() => Doc01(Complete with { Responsible = new Responsible("สมหญิง", null, null) }).FailsWith("neither e-mail nor phone");

    [Test]
    public void Doc02_passes_what_is_complete() => Doc02(Documents).Passes();

    [TestCase(140, true)]
    [TestCase(141, false)]
    public void Doc02_counts_the_short_description(int length, bool passes)
    {
        var @case = Doc02(Documents with { ShortDescription = new(new string('ก', length), "short") });
        if (passes)
        {
            @case.Passes();
        }
        else
        {
            @case.FailsWith("(th) has 141 characters", "shortDescription.th");
        }
    }

    [Test]
    public void Doc02_fails_everything_that_is_missing() =>
        Doc02(new SubmittedDocuments(null, null, null, []), []).FailsWith(("no short description", null), ("no full description", null), ("no icon", null), ("no screenshots", null));

    [Test]
    public void Doc02_fails_without_documents() => Doc02(null, []).FailsWith("no documents", "documents");

    [TestCase(null, null, null, "There is no file home.png")]
    [TestCase(12L, "aa", null, "home.png is no picture")]
    [TestCase(99_000_000L, null, null, "home.png is no picture")]
    public void Doc02_fails_a_file_that_is_no_picture(long? length, string? digest, string? format, string seen) =>
        Doc02(Documents, [Icon, new DocumentFile("screenshot", "home.png", length, digest, format)]).FailsWith(seen, "screenshots");

    private static DocumentFile Icon => new("icon", "icon.png", 100, "aa", "png");

    private static CheckCase Doc01(ServiceProfile service) => CheckCase.Of("DOC-01").Serving(service).Seen("documents", o => o);

    private static CheckCase Doc02(SubmittedDocuments? documents, DocumentFile[]? files = null) =>
        CheckCase.Of("DOC-02").At(Stage.Preproduction).Serving(Complete with { Documents = documents })
            .Seen("documents", o => (files ?? [Icon, new DocumentFile("screenshot", "home.png", 100, "bb", "jpeg")]).Aggregate(o, (b, f) => b.Document(f)));
}
