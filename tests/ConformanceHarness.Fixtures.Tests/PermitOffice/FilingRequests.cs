using System.Net;
using ConformanceHarness.Fixtures.Tests;

namespace ConformanceHarness.Fixtures.Tests.PermitOffice;

[Parallelizable(ParallelScope.All)]
public sealed class FilingRequests
{
    [Test]
    public async Task Two_presses_of_the_confirming_button_file_one_request_and_send_one_message()
    {
        await using var office = await RunningOffice.StartAsync();
        using var browser = await office.EnteredAsync(Citizens.Somchai);
        var review = await browser.ToReviewAsync();
        var page = await browser.PageAsync(review);
        var both = await Task.WhenAll(browser.SendFromAsync(page, Samples.Nothing), browser.SendFromAsync(page, Samples.Nothing));
        await office.Gateway.PushesAsync(1);

        Assert.That(page, Does.Contain("5 ธันวาคม พ.ศ. 2999").And.Contain("ยกเลิก"));
        Assert.That(both.Select(answer => answer.Headers.Location!.OriginalString).Distinct().Count(), Is.EqualTo(1));
        Assert.That(await browser.PageAsync(both[0].Headers.Location!.OriginalString), Does.Match(@"ทน \d{4}/00001"));
        Assert.That(await browser.PageAsync("/requests"), Does.Contain("00001").And.Not.Contain("00002"));
        Assert.That(office.Gateway.Pushes.Single().Body, Does.Contain("u-somchai-1").And.Match("\"sendDateTime\":\"20\\d\\d-").And.Not.Contain("1101700230708"));
    }

    [Test]
    public async Task Going_back_to_the_confirmation_after_filing_leads_to_the_receipt()
    {
        await using var office = await RunningOffice.StartAsync();
        using var browser = await office.EnteredAsync(Citizens.Somchai);
        var review = await browser.ToReviewAsync();
        using var filed = await browser.SendAsync(review, Samples.Nothing);
        using var back = await browser.GetAsync(review);

        Assert.That(back.Headers.Location, Is.EqualTo(filed.Headers.Location));
    }

    [Test]
    public async Task An_empty_form_is_answered_with_Thai_words_at_each_field()
    {
        await using var office = await RunningOffice.StartAsync();
        using var browser = await office.EnteredAsync(Citizens.Somchai);
        using var answer = await browser.SendAsync("/permits/loudspeaker", Samples.Nothing);
        var page = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.UnprocessableEntity));
        Assert.That(page.Split("class=\"complaint\""), Has.Length.EqualTo(5));
        Assert.That(page, Does.Contain("id=\"event-complaint\">กรอกชื่องาน"));
    }

    [TestCase("setup.exe", 100, "ไม่รับไฟล์ชนิดนี้")]
    [TestCase("plan.pdf", 100, "ไม่รับไฟล์ชนิดนี้")]
    [TestCase("plan.pdf", 3_000_000, "เกิน 2 MB")]
    public async Task A_file_is_judged_by_its_bytes_and_refused_in_words(string name, int length, string words)
    {
        await using var office = await RunningOffice.StartAsync();
        using var browser = await office.EnteredAsync(Citizens.Somchai);
        using var answer = await browser.SendAsync("/permits/repair", Samples.Repair, (name, new byte[length]));

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.UnprocessableEntity));
        Assert.That(WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync()), Does.Contain(words));
    }

    [Test]
    public async Task A_body_that_names_another_citizen_files_for_the_one_who_is_in()
    {
        await using var office = await RunningOffice.StartAsync();
        using var other = await office.EnteredAsync(Citizens.Ning);
        using var browser = await office.EnteredAsync(Citizens.Somchai);
        var foreign = new Dictionary<string, string> { ["citizenId"] = "3100600445673", ["userId"] = "u-ning-2" };
        using var filed = await browser.SendAsync(await browser.ToReviewAsync(), foreign);
        using var seen = await other.GetAsync(filed.Headers.Location!.OriginalString);

        Assert.That(await browser.PageAsync("/requests"), Does.Contain("00001"));
        Assert.That(await other.PageAsync("/requests"), Does.Not.Contain("00001"));
        Assert.That(seen.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
    }

    [Test]
    public async Task A_form_that_the_office_did_not_make_is_refused()
    {
        await using var office = await RunningOffice.StartAsync();
        using var browser = await office.EnteredAsync(Citizens.Somchai);
        using var answer = await browser.PostAsync(await browser.ToReviewAsync(), new Dictionary<string, string> { ["formKey"] = "made-elsewhere" });

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That(await browser.PageAsync("/requests"), Does.Not.Contain("00001"));
    }

    [Test]
    public async Task A_push_that_fails_changes_nothing_for_the_citizen()
    {
        await using var office = await RunningOffice.StartAsync();
        office.Gateway.PushStatus = 500;
        using var browser = await office.EnteredAsync(Citizens.Somchai);
        using var filed = await browser.SendAsync(await browser.ToReviewAsync(), Samples.Nothing);

        Assert.That(await browser.PageAsync(filed.Headers.Location!.OriginalString), Does.Contain("เทศบาลรับคำขอของท่านแล้ว"));
    }

    [TestCase("filed-twice", "/requests", "00002")]
    [TestCase("list-empty", "/requests", "ท่านยังไม่เคยยื่นคำขอ")]
    [TestCase("citizen-id-whole", "/office", "1101700230708")]
    [TestCase("years-of-the-west", "/office", "มกราคม 1990")]
    [TestCase("identity-editable", "/office", "<input name=\"fullName\"")]
    public async Task A_defect_shows(string defect, string path, string seen)
    {
        await using var office = await RunningOffice.StartAsync(defect);
        using var browser = await office.EnteredAsync(Citizens.Somchai);
        var review = await browser.ToReviewAsync();
        using var filed = await browser.SendAsync(review, Samples.Nothing);
        using var again = defect == "filed-twice" ? await browser.SendAsync(review, Samples.Nothing) : null;

        Assert.That(await browser.PageAsync(path), Does.Contain(seen));
    }
}
