using ConformanceHarness.Core;
using ConformanceHarness.Core.Evidence;
using ConformanceHarness.Core.Services;

namespace ConformanceHarness.Suites.MinimumTestcase.Tests.Evidence;

/// <summary>One service and a few citizens that the tests speak of.</summary>
internal static class Samples
{
    public const string AppId = "7b0d6a52-3c1e-4f0a-9a57-1d2e8c4f6b90";
    public const string Landing = "https://uat.example.go.th/service";
    public const string Me = "https://uat.example.go.th/api/me";
    public const string Token = "‹mToken #1 9f3c›";
    public const string OtherToken = "‹mToken #2 77aa›";

    public static Citizen Malee { get; } = new() { Key = "first", Kind = "ordinary", UserId = "8f1c0000-0000-4000-8000-000000000001", CitizenId = "1234567890121", FirstName = "น้ำผึ้ง", LastName = "ศรีสุวรรณ", DateOfBirth = "19900517", Mobile = "0812345678", Email = "namphueng@example.org" };

    public static Citizen Anan { get; } = new() { Key = "second", Kind = "ordinary", UserId = "8f1c0000-0000-4000-8000-000000000002", CitizenId = "3456789012347", FirstName = "อนุวัฒน์", LastName = "เรืองศรี", DateOfBirth = "19851201", Mobile = "0898765432", Email = "anuwat@example.org" };

    public static ServiceProfile Service { get; } = new()
    {
        Id = "sample",
        Agency = new("กรมตัวอย่าง", "Department of Examples"),
        Category = new("งานทะเบียน", "Registration"),
        Name = new("หนังสือรับรอง", "Certificates"),
        SubServices = [new SubService("certificate", new("ขอหนังสือรับรอง", "Request a certificate"))],
        AppId = AppId,
        Channels = [Channel.App, Channel.Web],
        Targets = [new StageTarget(Stage.Uat, Landing, LoginMode.Mock), new StageTarget(Stage.Preproduction, Landing, LoginMode.Device)],
        Gateway = new GatewaySettings { ConsumerKey = new("KEY", null), ConsumerSecret = new("SECRET", null) },
        Digest = new string('0', 64),
    };

    public static string Full(Citizen citizen) => citizen.FirstName + " " + citizen.LastName;

    public static string HomeOf(Citizen citizen) => $"กรมตัวอย่าง\nสวัสดี คุณ{Full(citizen)}\nเลขประจำตัวประชาชน\n{citizen.CitizenId[0]}-{citizen.CitizenId[1..5]}-XXXXX-{citizen.CitizenId[10..12]}-{citizen.CitizenId[12]}\nบริการของเรา\nขอหนังสือรับรอง";

    public static string JsonOf(Citizen citizen) => $$"""{"citizenId":"{{citizen.CitizenId}}","firstName":"{{citizen.FirstName}}","lastName":"{{citizen.LastName}}"}""";
}
