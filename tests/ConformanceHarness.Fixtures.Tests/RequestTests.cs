using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace ConformanceHarness.Fixtures.Tests;

[TestFixture]
public sealed class RequestTests : ServiceFixture
{
    private static readonly object Certificate = new { purpose = "สมัครงาน", language = "ภาษาไทย", delivery = "ไฟล์อิเล็กทรอนิกส์", citizenId = "3100600445673" };

    private Visitor citizen = null!;

    [SetUp]
    public async Task EnterAsync()
    {
        citizen = Service.NewVisitor();
        using var answer = await citizen.EnterAsync(Gateway.Mint(Citizens.Somchai));
    }

    [TearDown]
    public void Leave() => citizen.Dispose();

    [Test]
    public async Task A_request_gets_a_reference_number_and_appears_in_the_citizens_own_list()
    {
        using var answer = await citizen.SubmitAsync("certificate", Certificate, more: "u-ning-2");
        var request = await answer.Content.ReadFromJsonAsync<JsonObject>();
        var list = (await citizen.JsonAsync("/api/requests"))!.AsArray();

        Assert.That(request!["reference"]!.GetValue<string>(), Does.Match(@"^กต-25\d\d-000001$"));
        Assert.That(list.Select(line => line!["id"]!.GetValue<string>()), Is.EqualTo(new[] { request["id"]!.GetValue<string>() }));
    }

    [Test]
    public async Task The_same_key_submits_once()
    {
        using var first = await citizen.SubmitAsync("certificate", Certificate, "key-1");
        using var second = await citizen.SubmitAsync("certificate", Certificate, "key-1");

        Assert.That(await second.Content.ReadAsStringAsync(), Is.EqualTo(await first.Content.ReadAsStringAsync()));
        Assert.That((await citizen.JsonAsync("/api/requests"))!.AsArray(), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Anothers_request_is_not_found()
    {
        using var answer = await citizen.SubmitAsync("certificate", Certificate);
        var id = (await answer.Content.ReadFromJsonAsync<JsonObject>())!["id"];
        var other = Service.NewVisitor();
        using var entered = await other.EnterAsync(Gateway.Mint(Citizens.Ning));
        using var foreign = await other.GetAsync($"/api/requests/{id}");
        using var nobody = await Service.NewVisitor().GetAsync($"/api/requests/{id}");

        Assert.That(foreign.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
        Assert.That(nobody.StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
        Assert.That((await other.JsonAsync("/api/requests"))!.AsArray(), Is.Empty);
    }

    [Test]
    public async Task An_empty_form_is_refused_with_Thai_words_for_each_field()
    {
        using var answer = await citizen.SubmitAsync("address", new { postcode = "12" });
        var problem = await answer.Content.ReadFromJsonAsync<JsonObject>();

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.UnprocessableEntity));
        Assert.That(problem!["fields"]!.AsObject().ToDictionary(field => field.Key, field => field.Value!.GetValue<string>()), Is.EqualTo(new Dictionary<string, string>
        {
            ["house"] = "กรุณากรอกบ้านเลขที่",
            ["district"] = "กรุณากรอกตำบลและอำเภอ",
            ["province"] = "กรุณากรอกจังหวัด",
            ["postcode"] = "กรุณากรอกตัวเลข 5 หลัก",
        }));
    }

    [Test]
    public async Task A_queue_in_the_past_is_refused()
    {
        using var answer = await citizen.SubmitAsync("queue", new { office = "สำนักงานสาขา เชียงใหม่", day = "2020-01-01", time = "09.00–10.00 น." });

        Assert.That(await answer.Content.ReadAsStringAsync(), Does.Contain("ตั้งแต่วันนี้เป็นต้นไป"));
    }

    [Test]
    public async Task One_message_is_pushed_to_the_citizen_without_their_citizen_id()
    {
        using var first = await citizen.SubmitAsync("certificate", Certificate, "key-1");
        using var again = await citizen.SubmitAsync("certificate", Certificate, "key-1");
        using var other = await citizen.SubmitAsync("certificate", Certificate, "key-2");
        await Gateway.PushesAsync(2);

        var pushes = Gateway.Pushes.Select(call => JsonNode.Parse(call.Body)!).ToList();
        Assert.That(pushes, Has.Count.EqualTo(2));
        Assert.That(pushes[0]["appId"]!.GetValue<string>(), Is.EqualTo(FakeGateway.AppId));
        Assert.That(pushes[0]["data"]![0]!["userId"]!.GetValue<string>(), Is.EqualTo("u-somchai-1"));
        Assert.That(pushes[0]["data"]![0]!["message"]!.GetValue<string>(), Does.Contain("กรมตัวอย่างได้รับคำขอ").And.Not.Contain("1101700230708"));
        Assert.That(pushes[0].AsObject().ContainsKey("sendDateTime") && pushes[0]["sendDateTime"] is null, Is.True);
    }

    [Test]
    public async Task A_failing_push_breaks_neither_this_journey_nor_the_next()
    {
        Gateway.PushStatus = 500;
        using var first = await citizen.SubmitAsync("certificate", Certificate);
        await Gateway.PushesAsync(1);
        using var second = await citizen.SubmitAsync("certificate", Certificate);
        await Gateway.PushesAsync(2);

        Assert.That(first.StatusCode, Is.EqualTo(HttpStatusCode.Created));
        Assert.That(second.StatusCode, Is.EqualTo(HttpStatusCode.Created));
    }

    [Test]
    public async Task A_page_of_another_origin_cannot_submit()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/requests") { Content = JsonContent.Create(new { serviceId = "certificate", answers = Certificate }) };
        request.Headers.Add("Idempotency-Key", "key-1");
        request.Headers.Add("Origin", "https://evil.example.net");
        using var answer = await citizen.SendAsync(request);

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Forbidden));
        Assert.That((await citizen.JsonAsync("/api/requests"))!.AsArray(), Is.Empty);
    }
}
