using System.Globalization;
using ConformanceHarness.Cli.Recording;
using ConformanceHarness.Cli.Running;
using ConformanceHarness.Core;
using ConformanceHarness.Core.Services;
using ConformanceHarness.Sessions;

namespace ConformanceHarness.EndToEnd.Tests.Init;

/// <summary>What a person does in the recording browser becomes steps with which a run completes the same journey.</summary>
public sealed class ARecordedJourneyIsWalked
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Test]
    public async Task On_the_reference_service_and_the_run_completes_it()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(5));
        var today = DateTimeOffset.UtcNow.ToOffset(TimeSpan.FromHours(7));
        string certificate, queue;
        await using (var setup = await RunSetup.MakeAsync(new RunOptions(), new SilentListener(), _ => { }, limit.Token))
        {
            certificate = await RecordAsync(setup.Request, "certificate", "ขอหนังสือรับรอง", limit.Token,
                Fill("วัตถุประสงค์ในการใช้หนังสือรับรอง", "สมัครงาน"),
                // Corrected, as people do: only the last word counts.
                Fill("วัตถุประสงค์ในการใช้หนังสือรับรอง", "ใช้ประกอบ \"การสมัครงาน\": ครั้งที่ 1"),
                Choose("ภาษาของหนังสือรับรอง", "ภาษาไทย"),
                Choose("วิธีรับเอกสาร", "ไฟล์อิเล็กทรอนิกส์"));
            queue = await RecordAsync(setup.Request, "queue", "จองคิวรับบริการ", limit.Token,
                Choose("สำนักงาน", "สำนักงานสาขา เชียงใหม่"),
                Fill("วันที่เข้ารับบริการ", today.AddDays(9).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
                Choose("ช่วงเวลา", "13.00–14.00 น."));
        }

        Assert.Multiple(() =>
        {
            Assert.That(certificate, Is.EqualTo("""
                  - id: certificate
                    name: { th: ขอหนังสือรับรอง, en: Request a certificate }
                    journey:
                      - fill: วัตถุประสงค์ในการใช้หนังสือรับรอง
                        with: "ใช้ประกอบ \"การสมัครงาน\": ครั้งที่ 1"
                      - choose: ภาษาของหนังสือรับรอง
                        option: ภาษาไทย
                      - choose: วิธีรับเอกสาร
                        option: ไฟล์อิเล็กทรอนิกส์
                      - tap: ส่งคำขอ
                      - confirm: ยืนยันส่งคำขอ
                      - expect: เลขที่อ้างอิง
                    cancel: ยกเลิก
                    reference: 'กต-\d{4}-\d{6}'

                """.ReplaceLineEndings("\n").Replace("\n                ", "\n", StringComparison.Ordinal)));
            Assert.That(queue, Does.Contain("      - fill: วันที่เข้ารับบริการ\n        with: \"{today+9}\"\n"));
        });
        await WalkAsync(certificate + queue, limit.Token);
    }

    private static PageAct Fill(string label, string text) => new(ActKind.Fill, new StepTarget(label), text);

    private static PageAct Choose(string label, string option) => new(ActKind.Choose, new StepTarget(label), option);

    private static PageAct Tap(string name) => new(ActKind.Tap, new StepTarget(name));

    /// <summary>Plays the person: opens the sub-service, fills it in, sends it, confirms, and looks at the end.</summary>
    private static async Task<string> RecordAsync(RunRequest request, string id, string name, CancellationToken cancellationToken, params PageAct[] form)
    {
        var service = request.Service.SubServices.Single(s => s.Id == id);
        await using var recording = await JourneyRecording.StartAsync(request, service, Channel.App, automated: true, cancellationToken);
        Assert.That(recording.LoggedIn, Is.True);
        foreach (var act in (PageAct[])[Tap(name), .. form, Tap("ส่งคำขอ"), Tap("ยืนยันส่งคำขอ")])
        {
            var visit = await recording.Session.ActAsync("person", act, new Awaited(), cancellationToken);
            Assert.That(visit.Done, Is.True, () => $"{act}: {string.Join(", ", visit.Candidates ?? [])}");
        }

        await UntilAsync(() => recording.Draft().Reference is not null, cancellationToken);
        var draft = recording.Draft();
        JourneyText.CheckReadsBack(draft, JourneyText.File(draft, "my.yaml"));
        return JourneyText.Item(draft);
    }

    private static async Task WalkAsync(string items, CancellationToken cancellationToken)
    {
        var reports = Directory.CreateTempSubdirectory("conformance-recorded-").FullName;
        try
        {
            var options = new RunOptions
            {
                Channels = [Channel.App],
                Only = ["SVC-04", "SVC-05", "SVC-09"],
                ReportsFolder = reports,
                WriteReports = false,
                DescribeService = text => Replace(text, items),
            };
            await using var setup = await RunSetup.MakeAsync(options, new SilentListener(), _ => { }, cancellationToken);
            Assert.That(setup.Request.Service.SubServices.Select(s => s.Id), Is.EqualTo(new[] { "certificate", "queue" }));
            var outcome = await RunEngine.RunAsync(setup.Request, cancellationToken);
            Assert.That(
                outcome.Record.Verdicts.Where(v => v.Case is "SVC-04" or "SVC-05" or "SVC-09").Select(v => (v.Case, v.Outcome)),
                Is.EqualTo(new[] { ("SVC-04", Outcome.Passed), ("SVC-05", Outcome.Passed), ("SVC-09", Outcome.Passed) }),
                () => string.Join('\n', outcome.Record.Verdicts.SelectMany(v => v.Channels.SelectMany(c => c.Findings.Select(f => $"{v.Case}: {f.Seen.En} @ {f.Where}")))));
        }
        finally
        {
            Directory.Delete(reports, recursive: true);
        }
    }

    /// <summary>As a person pastes it: in place of the sub-services that are there.</summary>
    private static string Replace(string text, string items)
    {
        var from = text.IndexOf("subServices:\n", StringComparison.Ordinal) + "subServices:\n".Length;
        var to = text.IndexOf("\nresponsible:", StringComparison.Ordinal);
        return text[..from] + items + text[to..];
    }

    private static async Task UntilAsync(Func<bool> condition, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        while (!condition())
        {
            // Polling a condition: the page tells what it shows in its own time.
            await Task.Delay(50, patience.Token);
        }
    }
}
