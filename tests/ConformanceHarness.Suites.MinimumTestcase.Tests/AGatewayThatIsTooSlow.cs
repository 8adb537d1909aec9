using ConformanceHarness.Core;
using ConformanceHarness.Core.Evidence;
using ConformanceHarness.Suites.MinimumTestcase.Tests.Evidence;

namespace ConformanceHarness.Suites.MinimumTestcase.Tests;

/// <summary>The page after an exchange that the gateway did not answer in time is nobody's fault; every other page without a name is the service's.</summary>
public sealed class AGatewayThatIsTooSlow
{
    private const string Sorry = "ขออภัย ไม่สามารถยืนยันตัวตนได้ กรุณาลองใหม่";

    /// <summary>Answered after 7 s; hung up 6 s after the entry; both, though the call itself arrived late; the real gateway out of order.</summary>
    private static readonly TestCaseData[] Late =
    [
        Named("answered_late", c => c with { AnsweredMs = 7000 }),
        Named("hung_up_on", c => c with { LeftMs = 6000 }),
        Named("hung_up_on_after_it_arrived_late", c => c with { ArrivedAt = c.ArrivedAt.AddMilliseconds(9000), LeftMs = 20 }),
        Named("failed_upstream", c => c with { Conduct = "upstreamFailed", Status = 502, AnsweredMs = 30 }),
    ];

    /// <summary>In time; given up before anybody had to wait; refused; used up by the service itself.</summary>
    private static readonly TestCaseData[] Blamed =
    [
        Named("answered_in_time", c => c with { AnsweredMs = 40 }),
        Named("not_timed_at_all", c => c),
        Named("given_up_at_once", c => c with { LeftMs = 30 }),
        Named("refused", c => c with { Conduct = "usedMToken", AnsweredMs = 9000 }),
        Named("misbehaving_on_purpose", c => c with { Conduct = "silent", Status = 0, LeftMs = 9000 }),
    ];

    [TestCaseSource(nameof(Late))]
    public void Is_not_held_against_the_service(Func<GatewayCall, GatewayCall> how)
    {
        Assert.Multiple(() =>
        {
            Entry("AUTH-01", how).CantTell(Cause.Environment);
            Entry("DATA-01", how).CantTell(Cause.Environment);
            LongName(how).CantTell(Cause.Environment);
            Second(how).CantTell(Cause.Environment);
            TwoAtOnce(how).CantTell(Cause.Environment);
            Reload(how).CantTell(Cause.Environment);
        });
    }

    [TestCaseSource(nameof(Blamed))]
    public void Is_no_excuse_for_a_service_that_had_its_answer(Func<GatewayCall, GatewayCall> how)
    {
        Assert.Multiple(() =>
        {
            Entry("AUTH-01", how).FailsWith("The name is not there");
            Entry("DATA-01", how).FailsWith(("given name", null), ("surname", null));
            LongName(how).FailsWith(("is shown nowhere", null), ("is shown nowhere", null));
            Second(how).FailsWith("second citizen's name is not shown");
            TwoAtOnce(how).FailsWith("The citizen's name is not shown");
            Reload(how).FailsWith("The name is not there");
        });
    }

    [Test]
    public void A_service_that_never_asks_gets_no_excuse()
    {
        Assert.Multiple(() =>
        {
            CheckCase.Of("AUTH-01").Seen("entry", o => o.Citizen(Samples.Malee).Entry("enter", Samples.Token).Page("enter", Sorry)).FailsWith("The name is not there");
            CheckCase.Of("AUTH-02").Seen("entry", o => o.Entry("enter", Samples.Token)).FailsWith("no deproc call");
            CheckCase.Of("AUTH-03").Seen("entry", o => o.Entry("enter", Samples.Token)).FailsWith("0 exchanges");
        });
    }

    [Test]
    public void A_second_exchange_that_used_up_the_first_is_the_services_own_doing() =>
        CheckCase.Of("AUTH-01").Seen("entry", o => o.Citizen(Samples.Malee).Entry("enter", Samples.Token)
            .Call("deproc", Samples.Token, change: c => c with { LeftMs = 6000 }).Call("deproc", Samples.Token, change: c => c with { Conduct = "usedMToken", AnsweredMs = 2 }).Page("enter", Sorry)).FailsWith("The name is not there");

    [TestCase("AUTH-02")]
    [TestCase("AUTH-03")]
    public void A_validate_that_was_kept_waiting_explains_why_no_exchange_came(string id)
    {
        CheckCase Waited(long left) => CheckCase.Of(id).Seen("entry", o => o.Entry("enter", Samples.Token).Call("validate", Samples.Token, change: c => c with { LeftMs = left }));
        Assert.Multiple(() =>
        {
            Waited(8000).CantTell(Cause.Environment);
            Assert.That(Waited(50).Judge().Outcome, Is.EqualTo(Outcome.Failed));
        });
    }

    [Test]
    public void A_name_that_is_shown_all_the_same_passes() => CheckCase.Of("AUTH-01").Seen("entry", o => o.Citizen(Samples.Malee).Entry("enter", Samples.Token).Call("deproc", Samples.Token, change: c => c with { AnsweredMs = 7000 }).Page("enter", Samples.HomeOf(Samples.Malee))).Passes();

    [Test]
    public void Another_entry_that_failed_is_still_found() => CheckCase.Of("AUTH-01").Seen("entry", o => o.Citizen(Samples.Malee)
        .Entry("enter", Samples.Token).Call("deproc", Samples.Token, change: c => c with { AnsweredMs = 7000 }).Page("enter", Sorry)
        .Entry("return", Samples.OtherToken, at: 2000).Call("deproc", Samples.OtherToken, at: 2100, change: c => c with { AnsweredMs = 20 }).Page("return", Sorry, at: 3000)).FailsWith("The name is not there", "(return)");

    [Test]
    public void A_name_cut_off_on_another_page_is_still_found()
    {
        var citizen = Samples.Malee with { LastName = "ศรีสุวรรณวัฒนากิจไพศาลพิพัฒน์" };
        CheckCase.Of("DATA-04").Seen("long-name", o => o.Citizen(citizen).Entry("enter", Samples.Token).Call("deproc", Samples.Token, change: c => c with { AnsweredMs = 6000 })
            .Page("enter", Sorry).Page("open:certificate", Samples.Full(citizen), s => s with { Layout = new TextLayout(390, 390, null, [new(Samples.Full(citizen), "h1", "ellipsis")], []) })).FailsWith("cut off on the screen");
    }

    private static TestCaseData Named(string name, Func<GatewayCall, GatewayCall> how) => new TestCaseData(how).SetArgDisplayNames(name);

    private static CheckCase Entry(string id, Func<GatewayCall, GatewayCall> how) =>
        CheckCase.Of(id).Seen("entry", o => o.Citizen(Samples.Malee).Entry("enter", Samples.Token).Call("deproc", Samples.Token, change: how).Page("enter", Sorry, at: 10_000));

    private static CheckCase Reload(Func<GatewayCall, GatewayCall> how) =>
        CheckCase.Of("AUTH-04").Seen("entry", o => o.Citizen(Samples.Malee).Entry("enter", Samples.Token).Call("deproc", Samples.Token, change: how).Page("reload", Sorry, at: 10_000));

    private static CheckCase LongName(Func<GatewayCall, GatewayCall> how) => CheckCase.Of("DATA-04")
        .Seen("long-name", o => o.Citizen(Samples.Malee).Entry("enter", Samples.Token).Call("deproc", Samples.Token, change: how).Page("enter", Sorry, s => s with { Layout = new TextLayout(390, 390, null, [], []) }, at: 10_000));

    private static CheckCase Second(Func<GatewayCall, GatewayCall> how) => CheckCase.Of("AUTH-14").Seen("second-citizen", o => o.Citizen(Samples.Malee).Citizen(Samples.Anan)
        .Entry("enter", Samples.Token).Call("deproc", Samples.Token, change: c => c with { AnsweredMs = 5 }).Page("enter", Samples.HomeOf(Samples.Malee))
        .Entry("second", Samples.OtherToken, "second").Call("deproc", Samples.OtherToken, change: how).Page("second", Sorry, at: 10_000));

    private static CheckCase TwoAtOnce(Func<GatewayCall, GatewayCall> how) => CheckCase.Of("AUTH-15").Seen("two-at-once", o => o.Citizen(Samples.Malee).Citizen(Samples.Anan)
        .Entry("enter:first", Samples.Token).Call("deproc", Samples.Token, change: c => c with { AnsweredMs = 5 }).Page("enter", Samples.HomeOf(Samples.Malee))
        .Entry("enter:second", Samples.OtherToken, "second").Call("deproc", Samples.OtherToken, change: how).Page("enter", Sorry, session: "b", at: 10_000));
}
