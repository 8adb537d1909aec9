using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace ConformanceHarness.Core.Yaml;

/// <summary>
/// YAML text → values with their lines. Only the plain part of YAML is read: no anchors, aliases, tags or further documents, so that what
/// a person sees in the file is what it says.
/// </summary>
internal sealed class YamlTree
{
    private const int MaxDepth = 24;
    private readonly Scanner scanner;
    private readonly Parser parser;
    private readonly Problems problems;

    private YamlTree(string text, Problems problems)
    {
        scanner = new Scanner(new StringReader(text), skipComments: true);
        parser = new Parser(scanner);
        this.problems = problems;
    }

    /// <summary>The file's value; null when a problem was reported that leaves nothing to read.</summary>
    public static YamlValue? Read(byte[] bytes, Problems problems)
    {
        if (YamlBytes.Text(bytes, problems) is not { } text)
        {
            return null;
        }

        var tree = new YamlTree(text, problems);
        try
        {
            return tree.Document();
        }
        catch (YamlException e)
        {
            tree.NoYaml(Line(e.Start), e.Message);
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException or IndexOutOfRangeException)
        {
            // The scanner breaks down on some malformed texts ("[a, b" without its end) instead of saying so.
            tree.NoYaml(Line(tree.scanner.CurrentPosition), "A list, a mapping or a quotation does not end.");
        }

        return null;
    }

    private void NoYaml(int line, string why) => problems.Add(
        line,
        new("โครงสร้าง YAML ไม่ถูกต้อง", $"This is not valid YAML: {why}"),
        new("ตรวจสอบการย่อหน้า เครื่องหมายคำพูด วงเล็บ และเครื่องหมาย : ในบรรทัดนี้และบรรทัดก่อนหน้า", "Check indentation, quotation marks, brackets and colons on this line and the one before it."));

    private YamlValue? Document()
    {
        parser.Consume<StreamStart>();
        if (parser.Accept<StreamEnd>(out _))
        {
            problems.Add(1, new("ไฟล์ว่าง", "The file is empty."), new("เริ่มจากตัวอย่างในเอกสาร", "Start from the example in the documentation."));
            return null;
        }

        parser.Consume<DocumentStart>();
        var value = Value(0);
        parser.Consume<DocumentEnd>();
        if (parser.Accept<DocumentStart>(out var second))
        {
            problems.Add(
                Line(second.Start),
                new("ไฟล์มีเอกสาร YAML มากกว่าหนึ่งเอกสาร (---)", "The file holds more than one YAML document (---)."),
                new("แยกเป็นไฟล์ละหนึ่งเอกสาร", "Keep one document per file."));
        }

        return value;
    }

    private YamlValue Value(int depth)
    {
        if (depth > MaxDepth)
        {
            throw new YamlException(parser.Current!.Start, parser.Current.End, $"Nested more than {MaxDepth} levels deep.");
        }

        if (parser.TryConsume<AnchorAlias>(out var alias))
        {
            Refuse(alias.Start, "alias (*)");
            return new YamlUnreadable(Line(alias.Start));
        }

        if (parser.Accept<NodeEvent>(out var node))
        {
            if (!node.Anchor.IsEmpty)
            {
                Refuse(node.Start, "anchor (&)");
            }

            if (!node.Tag.IsEmpty)
            {
                Refuse(node.Start, "tag (!)");
            }
        }

        if (parser.TryConsume<Scalar>(out var scalar))
        {
            return new YamlScalar(Line(scalar.Start), scalar.Value, scalar.Style == ScalarStyle.Plain);
        }

        return parser.Accept<SequenceStart>(out _) ? Sequence(depth) : Mapping(depth);
    }

    private YamlSequence Sequence(int depth)
    {
        var start = parser.Consume<SequenceStart>();
        var items = new List<YamlValue>();
        while (!parser.TryConsume<SequenceEnd>(out _))
        {
            items.Add(Value(depth + 1));
        }

        return new YamlSequence(Line(start.Start), items);
    }

    private YamlMapping Mapping(int depth)
    {
        var start = parser.Consume<MappingStart>();
        var members = new List<YamlMember>();
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            var key = Value(depth + 1);
            var value = Value(depth + 1);
            if (key is YamlScalar name)
            {
                members.Add(new YamlMember(name.Value, name.Line, value));
            }
            else if (key is not YamlUnreadable)
            {
                problems.Add(
                    key.Line,
                    new("ชื่อสมาชิกต้องเป็นคำ ไม่ใช่รายการหรือโครงสร้าง", "A member's name must be a word, not a list or a mapping."),
                    new("เขียนในรูป ชื่อ: ค่า", "Write it as name: value."));
            }
        }

        return new YamlMapping(Line(start.Start), members);
    }

    private void Refuse(Mark at, string what) => problems.Add(
        Line(at),
        new($"ไม่รองรับ {what} ของ YAML", $"A YAML {what} is not read here."),
        new("เขียนค่าเต็มในตำแหน่งนี้ ถ้าข้อความขึ้นต้นด้วยอักขระนี้ให้ใส่เครื่องหมายคำพูด", "Write the value out here; put a text that begins with this character into quotation marks."));

    private static int Line(Mark mark) => (int)mark.Line;
}
