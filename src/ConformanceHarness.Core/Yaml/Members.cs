namespace ConformanceHarness.Core.Yaml;

/// <summary>
/// Typed access to one mapping. Every access that doesn't find what it needs reports a problem and answers null; nothing is thrown
/// until the whole file was read.
/// </summary>
internal sealed class Members
{
    private readonly YamlMapping mapping;
    private readonly Dictionary<string, YamlMember> first;
    private readonly string path;
    private readonly Problems problems;

    private Members(YamlMapping mapping, Dictionary<string, YamlMember> first, string path, Problems problems)
    {
        this.mapping = mapping;
        this.first = first;
        this.path = path;
        this.problems = problems;
    }

    public int Line => mapping.Line;

    /// <summary>The value as a mapping that holds only <paramref name="known"/> members; null when it is none.</summary>
    /// <param name="value">the value</param>
    /// <param name="path">how messages name it; empty for the whole file</param>
    /// <param name="problems">where problems go</param>
    /// <param name="known">names of all members it may have</param>
    public static Members? Of(YamlValue value, string path, Problems problems, IReadOnlyCollection<string> known)
    {
        if (value is not YamlMapping mapping)
        {
            if (value is not YamlUnreadable)
            {
                problems.Add(
                    value.Line,
                    path.Length == 0 ? new("ไฟล์ต้องเป็นชุดของ ชื่อ: ค่า", "The file must be a mapping of name: value.") : new($"'{path}' ต้องเป็นชุดของ ชื่อ: ค่า", $"'{path}' must be a mapping of name: value."),
                    new($"สมาชิกที่มีได้: {string.Join(", ", known)}", $"Its members are: {string.Join(", ", known)}."));
            }

            return null;
        }

        var first = new Dictionary<string, YamlMember>(StringComparer.Ordinal);
        foreach (var member in mapping.Members)
        {
            var name = Problems.Shown(member.Name);
            var full = path.Length == 0 ? name : $"{path}.{name}";
            if (!known.Contains(member.Name))
            {
                problems.Add(member.Line, new($"ไม่รู้จักสมาชิก '{full}'", $"Unknown member '{full}'."), Nearest.Advice(member.Name, known));
            }
            else if (!first.TryAdd(member.Name, member))
            {
                Doubled(member.Line, full, first[member.Name].Line, problems);
            }
        }

        return new Members(mapping, first, path, problems);
    }

    public static void Doubled(int line, string what, int firstLine, Problems problems) => problems.Add(
        line,
        new($"'{what}' ซ้ำกับบรรทัด {firstLine}", $"'{what}' is given twice: it is on line {firstLine} already."),
        new("ลบออกให้เหลือรายการเดียว", "Keep one of the two."));

    public string Path(string name) => path.Length == 0 ? name : $"{path}.{name}";

    public int LineOf(string name) => Find(name)?.Line ?? Line;

    public YamlValue? Optional(string name) => Find(name)?.Value;

    public YamlValue? Required(string name)
    {
        var value = Optional(name);
        if (value is null)
        {
            problems.Add(Line, new($"ไม่มี '{Path(name)}'", $"'{Path(name)}' is missing."), new($"เพิ่ม {name}:", $"Add {name}:"));
        }

        return value;
    }

    public string? RequiredText(string name) => Required(name) is { } value ? Text(value, Path(name), problems) : null;

    public string? OptionalText(string name) => Optional(name) is { } value ? Text(value, Path(name), problems) : null;

    /// <summary>False where the member is missing.</summary>
    public bool OptionalBoolean(string name)
    {
        var value = Optional(name);
        if (value is YamlScalar { Kind: ScalarKind.Boolean } said)
        {
            return said.Value is ['t' or 'T', ..];
        }

        if (value is not (null or YamlUnreadable))
        {
            problems.Add(value.Line, new($"'{Path(name)}' ต้องเป็น true หรือ false", $"'{Path(name)}' must be true or false."), new($"เขียน {name}: true", $"Write {name}: true"));
        }

        return false;
    }

    public LocalText? RequiredLocal(string name) => Required(name) is { } value ? Local(value, Path(name)) : null;

    public LocalText? OptionalLocal(string name) => Optional(name) is { } value ? Local(value, Path(name)) : null;

    public Members? RequiredMembers(string name, IReadOnlyCollection<string> known) => Required(name) is { } value ? Of(value, Path(name), problems, known) : null;

    /// <summary>The items of a list; null when it is missing or no list.</summary>
    public IReadOnlyList<YamlValue>? RequiredList(string name) => Required(name) is { } value ? List(value, name, mayBeEmpty: false) : null;

    /// <summary>The items of a list; empty when it is missing or no list.</summary>
    public IReadOnlyList<YamlValue> OptionalList(string name) => Optional(name) is { } value ? List(value, name, mayBeEmpty: true) ?? [] : [];

    /// <summary>Texts of a list, each once, each with its line.</summary>
    public IReadOnlyList<Word> OptionalWords(string name) => Words(OptionalList(name), name);

    public IReadOnlyList<Word> RequiredWords(string name) => Words(RequiredList(name) ?? [], name);

    /// <summary>A word out of a fixed set.</summary>
    public T? RequiredChoice<T>(string name, IReadOnlyDictionary<string, T> choices)
        where T : struct
    {
        var value = Required(name);
        return value is not null && Text(value, Path(name), problems) is { } text ? Choice(new Word(text, value.Line), Path(name), choices, problems) : null;
    }

    /// <summary>A list of words out of a fixed set, each at most once.</summary>
    public IReadOnlyList<T> RequiredChoices<T>(string name, IReadOnlyDictionary<string, T> choices)
        where T : struct =>
        [.. RequiredWords(name).Select(word => Choice(word, Path(name), choices, problems)).OfType<T>()];

    public static T? Choice<T>(Word word, string path, IReadOnlyDictionary<string, T> choices, Problems problems)
        where T : struct
    {
        if (choices.TryGetValue(word.Text, out var chosen))
        {
            return chosen;
        }

        problems.Add(
            word.Line,
            new($"'{path}': ไม่รู้จักค่า '{Problems.Shown(word.Text)}'", $"'{path}': '{Problems.Shown(word.Text)}' is not known."),
            Nearest.Advice(word.Text, [.. choices.Keys]));
        return null;
    }

    /// <summary>A text that isn't empty; null when a problem was reported.</summary>
    public static string? Text(YamlValue value, string path, Problems problems)
    {
        if (value is YamlUnreadable)
        {
            return null;
        }

        if (value is not YamlScalar scalar)
        {
            problems.Add(value.Line, new($"'{path}' ต้องเป็นข้อความ", $"'{path}' must be a text."), new("เขียนข้อความหลังเครื่องหมาย :", "Write the text after the colon."));
        }
        else if (scalar.Kind is ScalarKind.Boolean or ScalarKind.Number)
        {
            problems.Add(
                value.Line,
                new($"'{path}' ต้องเป็นข้อความ แต่ YAML อ่านค่านี้เป็นตัวเลขหรือค่าจริง/เท็จ", $"'{path}' must be a text, but YAML reads this as a number or a boolean."),
                new("ใส่เครื่องหมายคำพูด เช่น \"1.0\"", "Put it into quotation marks, for example \"1.0\"."));
        }
        else if (scalar.Kind is ScalarKind.Nothing || string.IsNullOrWhiteSpace(scalar.Value))
        {
            problems.Add(value.Line, new($"'{path}' ว่างเปล่า", $"'{path}' is empty."), new("เขียนข้อความ หรือลบสมาชิกนี้ถ้าไม่บังคับ", "Write the text, or delete the member if it isn't required."));
        }
        else
        {
            return scalar.Value.Trim();
        }

        return null;
    }

    private YamlMember? Find(string name) => first.GetValueOrDefault(name);

    private IReadOnlyList<YamlValue>? List(YamlValue value, string name, bool mayBeEmpty)
    {
        if (value is YamlSequence { Items: var items })
        {
            if (items.Count == 0 && !mayBeEmpty)
            {
                problems.Add(value.Line, new($"'{Path(name)}' ว่างเปล่า", $"'{Path(name)}' is empty."), new("ระบุอย่างน้อยหนึ่งรายการ", "Give at least one item."));
            }

            return items;
        }

        if (value is not YamlUnreadable)
        {
            problems.Add(value.Line, new($"'{Path(name)}' ต้องเป็นรายการ", $"'{Path(name)}' must be a list."), new("เขียนเป็น [รายการ, รายการ] หรือขึ้นบรรทัดใหม่ด้วยเครื่องหมาย -", "Write [item, item], or a line that begins with - for each item."));
        }

        return null;
    }

    private List<Word> Words(IReadOnlyList<YamlValue> values, string name)
    {
        var words = new List<Word>();
        var lines = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var value in values)
        {
            if (Text(value, Path(name), problems) is not { } text)
            {
                continue;
            }

            if (lines.TryAdd(text, value.Line))
            {
                words.Add(new Word(text, value.Line));
            }
            else
            {
                Doubled(value.Line, $"{Path(name)}: {Problems.Shown(text)}", lines[text], problems);
            }
        }

        return words;
    }

    private LocalText? Local(YamlValue value, string at)
    {
        var members = Of(value, at, problems, ["th", "en"]);
        var th = members?.RequiredText("th");
        var en = members?.RequiredText("en");
        if (th is not null && !th.Any(c => c is >= '\u0E01' and <= '\u0E2E'))
        {
            problems.Add(
                members!.Optional("th")!.Line,
                new($"'{at}.th' ไม่มีตัวอักษรไทย", $"'{at}.th' holds no Thai letter."),
                new("เขียนเป็นภาษาไทย", "Write it in Thai."));
        }

        return th is null || en is null ? null : new LocalText(th, en);
    }
}

/// <summary>A text of the file and its line.</summary>
internal sealed record Word(string Text, int Line);
