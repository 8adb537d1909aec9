using ConformanceHarness.Cli.Running;
using ConformanceHarness.Core;
using ConformanceHarness.EndToEnd.Tests.Tools;
using ConformanceHarness.Sessions;
using ConformanceHarness.Sessions.Browser;

namespace ConformanceHarness.EndToEnd.Tests;

/// <summary>Words that ask to wait while something goes on are a loading state; the same words in a message that ends an attempt are not.</summary>
[TestFixture]
[NonParallelizable]
internal sealed class WhatIsLoading
{
    private ChromiumDriver driver = null!;

    [OneTimeSetUp]
    public async Task StartBrowser() =>
        driver = await ChromiumDriver.StartAsync(new ChromiumOptions { Executable = await BrowserFinder.EnsureAsync(null, headed: false, _ => { }, CancellationToken.None) });

    [OneTimeTearDown]
    public async Task StopBrowser() => await driver.DisposeAsync();

    [Test]
    public async Task Is_told_from_what_is_not()
    {
        string[] loading =
        [
            "กรุณารอสักครู่", "โปรดรอสักครู่ ระบบกำลังนำท่านเข้าสู่บริการ", "กำลังโหลดข้อมูล หากไม่สำเร็จกรุณาลองใหม่อีกครั้ง", "กรุณารอสักครู่ แล้วระบบจะเข้าสู่หน้าหลัก", "โปรดรอ…", "Please wait", "Loading, try again if nothing happens", "Just a moment",
        ];
        string[] not =
        [
            "ขณะนี้ระบบยืนยันตัวตนไม่ตอบ โปรดรอสักครู่แล้วลองอีกครั้ง", "ระบบขัดข้อง กรุณารอสักครู่ และทำรายการใหม่", "มีผู้ใช้บริการจำนวนมาก กรุณารอ 5 นาที แล้วเข้าใช้งานใหม่อีกครั้ง", "กรุณารอสักครู่ก่อนกดส่งอีกครั้ง",
            "The system does not answer. Please wait a moment and try again.", "Please wait a few minutes before you retry.", "รอผลการพิจารณา",
        ];
        var wrong = new List<string>();
        foreach (var words in loading.Concat(not))
        {
            await using var service = await TinyService.StartAsync(TinyService.Html($"<h1>บริการตัวอย่าง</h1><p>{words}</p>"));
            await using var session = await driver.OpenSessionAsync(new SessionOptions("a", Channel.App), new ObservationRecorder("loading", Channel.App, 1, TimeProvider.System), CancellationToken.None);
            await session.OpenAsync("open", service.Address, new Awaited { Limit = TimeSpan.FromSeconds(1) }, CancellationToken.None);
            if ((await session.SnapshotAsync("open", SnapshotParts.None, CancellationToken.None)).Loading is not null != loading.Contains(words))
            {
                wrong.Add(words);
            }
        }

        Assert.That(wrong, Is.Empty);
    }
}
