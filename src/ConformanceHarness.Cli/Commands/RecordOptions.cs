using System.CommandLine;
using ConformanceHarness.Core;

namespace ConformanceHarness.Cli.Commands;

/// <summary>The options of <c>init --record</c>.</summary>
internal sealed class RecordOptions
{
    private readonly Option<bool> record = new("--record");

    public Option<string> Service { get; } = new("--service") { HelpName = "FILE" };

    public Option<string> SubService { get; } = new("--sub-service") { HelpName = "ID" };

    public Option<string> Channel { get; } = new("--channel") { HelpName = "app|web|biz" };

    public Option<string> Browser { get; } = new("--browser-path") { HelpName = "FILE" };

    public OfferedCommand AddTo(OfferedCommand command) => command
        .With(record, new("บันทึกขั้นตอนของงานบริการย่อยจากการใช้งานในเบราว์เซอร์", "record a sub-service's journey in a browser"))
        .With(Service, new("ไฟล์บริการ (--record; ปกติใช้ระบบบริการอ้างอิง)", "service file (--record; default: the reference service)"))
        .With(SubService, new("id ของงานบริการย่อย (--record)", "the sub-service's id (--record)"))
        .With(Channel, new("ช่องทาง (--record; ปกติช่องทางแรกในไฟล์บริการ)", "channel (--record; default: the service file's first)"))
        .With(Browser, new("ตำแหน่งของ Chromium หรือ Chrome (--record)", "path of Chromium or Chrome (--record)"));

    /// <summary>Which of the two is asked for; options of the other are refused.</summary>
    /// <param name="describing">what was typed that belongs to making a file</param>
    public bool Recording(ParseResult parsed, IReadOnlyList<string> describing)
    {
        if (parsed.GetValue(record))
        {
            return describing.Count == 0 ? true : throw new ConfigurationException(
                new($"{describing[0]} ใช้ร่วมกับ --record ไม่ได้", $"{describing[0]} can't be used with --record."),
                new("ตัดออก หรือตัด --record ออก", "Leave it out, or leave out --record."));
        }

        var stray = new Option[] { Service, SubService, Channel, Browser }.FirstOrDefault(o => parsed.GetResult(o) is { Implicit: false });
        return stray is null ? false : throw new ConfigurationException(
            new($"{stray.Name} ใช้กับ --record เท่านั้น", $"{stray.Name} belongs to --record."),
            new("เพิ่ม --record หรือระบุไฟล์ที่จะสร้างเป็น ./conformance init my.yaml", "Add --record, or name the file to be made: ./conformance init my.yaml"));
    }
}
