using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using ConformanceHarness.Core.Evidence;
using ConformanceHarness.Suites.MinimumTestcase.Checks;
using ConformanceHarness.Suites.MinimumTestcase.Tests.Evidence;

namespace ConformanceHarness.Suites.MinimumTestcase.Tests;

/// <summary>The search that reads a text once finds what looking for each form by itself finds, and nothing else.</summary>
public sealed class PersonalDataSearchTests
{
    private static readonly Citizen[] Crowd = [.. Enumerable.Range(0, 20).Select(i => Samples.Malee with
    {
        Key = "citizen" + i, CitizenId = $"12345678{i:00}123", FirstName = "สม" + (char)('ก' + i) + "หญิง", LastName = "แสน" + (char)('ก' + i) + "ดี", Mobile = $"0812{i:00}5678", Email = $"somying{i:00}@Example.org",
    })];

    /// <summary>Each value in each form that it may stand in, inside a text of <paramref name="before"/> other characters.</summary>
    private static IEnumerable<TestCaseData> Forms()
    {
        foreach (var (name, value) in Values(Samples.Malee))
        {
            var escaped = string.Concat(value.Select(c => $"\\u{(int)c:x4}"));
            (string Form, string Text)[] forms =
            [
                ("plain", value),
                ("in other letter case", value.ToUpperInvariant()),
                // Not Thai names: one that stands alone counts only where no letter is apart from the next.
                .. value[0] < 128 ? new[] { ("spaced", string.Join(' ', value.AsEnumerable())) } : [],
                ("with zero width spaces", string.Join('\u200b', value.AsEnumerable())),
                ("url", Uri.EscapeDataString(value)),
                ("url twice", Uri.EscapeDataString(Uri.EscapeDataString(value))),
                ("json", escaped),
                ("json in json", escaped.Replace("\\", "\\\\", StringComparison.Ordinal)),
                ("javascript escape", string.Concat(value.Select(c => $"%u{(int)c:X4}"))),
                ("html decimal", string.Concat(value.Select(c => $"&#{(int)c};"))),
                ("html hex", string.Concat(value.Select(c => $"&#x{(int)c:X};"))),
                ("decomposed", value.Normalize(NormalizationForm.FormKD)),
                ("Thai digits", string.Concat(value.Select(c => char.IsAsciiDigit(c) ? (char)('๐' + (c - '0')) : c))),
                ("url in windows-874", string.Concat(Windows874.GetBytes(value).Select(b => $"%{b:X2}"))),
                ("form field in windows-874", "name=" + string.Concat(Windows874.GetBytes(value).Select(b => b < 128 ? ((char)b).ToString() : $"%{b:x2}")) + "&next=%CD%D7%E8%B9"),
                ("hex", Hex(value)),
                ("hex after a digit", "f" + Hex(value).ToLowerInvariant()),
                ("hex of utf-16", Convert.ToHexString(Encoding.BigEndianUnicode.GetBytes(value))),
                ("hex of utf-16 after a byte", "00" + Convert.ToHexString(Encoding.BigEndianUnicode.GetBytes(value))),
                ("hex of json", Hex($$"""{"profile":["{{escaped}}"]}""")),
                .. Enumerable.Range(0, 3).SelectMany(i => new[]
                {
                    ($"base64 of windows-874 at {i}", Convert.ToBase64String(Windows874.GetBytes(new string('x', i) + value + "yy"))),
                    ($"base64 at {i}", Base64(new string('x', i) + value + "yy")),
                    ($"base64url at {i}", Base64(new string('x', i) + value + "yy").Replace('+', '-').Replace('/', '_')),
                    ($"base64 of url at {i}", Base64(new string('x', i) + Uri.EscapeDataString(value) + "yy")),
                    ($"base64 of json at {i}", Base64(new string('x', i) + string.Concat(value.Select(c => c < 128 ? c.ToString() : $"\\u{(int)c:x4}")) + "yy")),
                }),
            ];
            foreach (var (form, text) in forms)
            {
                foreach (var size in new[] { 0, 100, 70_000 })
                {
                    yield return new TestCaseData(name, form, text, size).SetName($"Finds_{name}_{form}_after_{size}".Replace(' ', '_'));
                }
            }
        }
    }

    /// <summary>Whose name it is, a reader tells by its letters; that marks are lost is DATA-01's to say, and no reason to take the citizen for somebody else.</summary>
    [TestCase("ศุภกิตติ์", "สวัสดี คุณศุภกิตติ ใจดี", true)]
    [TestCase("ศุภกิตติ์", "สวัสดี คุณศภกตต ใจดี", true)]
    [TestCase("ศุภกิตติ์", "สวัสดี คุณศุภกิต ใจดี", false)]
    [TestCase("ศุภกิตติ์", "กรุณาเข้าสู่ระบบ", false)]
    [TestCase("ปู่", "งานปูน", false)]
    [TestCase("ปู่", "สวัสดี คุณปู่", true)]
    public void A_name_that_lost_marks_is_still_that_citizens(string name, string page, bool shown) =>
        Assert.That(PersonalData.ShowsName(page, Samples.Malee with { FirstName = name }), Is.EqualTo(shown));

    [TestCaseSource(nameof(Forms))]
    public void Finds_each_form_wherever_it_stands(string name, string form, string text, int size)
    {
        var whole = Around(size, text);
        var found = PersonalData.In(whole, Samples.Malee);
        Assert.Multiple(() =>
        {
            Assert.That(found, Does.Contain(name), form);
            Assert.That(found, Is.EqualTo(OneByOne(whole, Samples.Malee)));
            Assert.That(PersonalData.In(whole, Samples.Anan), Is.EqualTo(OneByOne(whole, Samples.Anan)).And.Empty);
            Assert.That(PersonalData.MentionedIn(whole, [Samples.Anan, Samples.Malee]), Is.EqualTo(new[] { Samples.Malee }));
        });
    }

    [TestCase(0)]
    [TestCase(100)]
    [TestCase(70_000)]
    public void Finds_none_where_one_character_of_each_value_differs(int size)
    {
        foreach (var (name, value) in Values(Samples.Malee))
        {
            // In the middle: the last letter of base64 without its neighbour holds a part of a character only.
            var middle = value.Length / 2;
            var wrong = value[..middle] + (value[middle] > 127 ? 'ฟ' : value[middle] == '9' ? '8' : '9') + value[(middle + 1)..];
            foreach (var text in new[] { wrong, Uri.EscapeDataString(wrong), Base64(wrong), Base64("x" + wrong), Base64("xx" + wrong), Hex(wrong) })
            {
                var whole = Around(size, text);
                Assert.Multiple(() =>
                {
                    Assert.That(PersonalData.In(whole, Samples.Malee), Is.Empty, $"{name}: {text}");
                    Assert.That(OneByOne(whole, Samples.Malee), Is.Empty, $"{name}: {text}");
                    Assert.That(PersonalData.MentionedIn(whole, [Samples.Malee, Samples.Anan]), Is.Empty, $"{name}: {text}");
                });
            }
        }
    }

    [Test]
    public void Tells_each_of_twenty_from_the_others()
    {
        foreach (var citizen in Crowd)
        {
            foreach (var (name, value) in Values(citizen))
            {
                foreach (var text in new[] { value, value.ToLowerInvariant(), Uri.EscapeDataString(value), Base64(value + "."), Base64("x" + value + "."), Base64("xx" + value + ".") })
                {
                    var whole = Around(300, text);
                    Assert.That(PersonalData.MentionedIn(whole, Crowd), Is.EqualTo(Crowd.Where(c => OneByOne(whole, c).Count > 0)).And.EqualTo(new[] { citizen }), $"{name}: {text}");
                }
            }
        }
    }

    /// <summary>Digests stand in every page and read as letters by accident: that is no name.</summary>
    [Test]
    public void No_digest_is_taken_for_personal_data()
    {
        var digests = string.Join(' ', Enumerable.Range(0, 20_000).Select(i => Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(BitConverter.GetBytes(i)))));
        Assert.That(PersonalData.MentionedIn(digests, Crowd), Is.Empty);
    }

    /// <summary>What is cut off in the middle of a letter is still UTF-8.</summary>
    [Test]
    public void Escapes_that_are_cut_off_are_not_read_in_another_encoding() =>
        Assert.That(PersonalData.In("?q=" + Uri.EscapeDataString("สวัสดี " + Samples.Malee.FirstName)[..^3], Samples.Malee), Is.Empty);

    [TestCase("")]
    [TestCase("ordinary words")]
    [TestCase("0-8-1–2—3‐4‑5 6")]
    [TestCase("๑๒๓-๔๕ น้ำผึ้ง ﬁne ① ＡＢ\u00ad\u2060\ufeff")]
    [TestCase("a-b 1-a 1--2\n\t1-2-3")]
    public void Flattens_as_ever(string text)
    {
        var slow = new StringBuilder();
        foreach (var c in text.Normalize(NormalizationForm.FormKC).Where(c => !char.IsWhiteSpace(c) && !"\u200b\u200c\u200d\u2060\ufeff\u00ad".Contains(c, StringComparison.Ordinal)))
        {
            slow.Append(c is >= '๐' and <= '๙' ? (char)('0' + (c - '๐')) : c);
        }

        Assert.That(PersonalData.Flatten(text), Is.EqualTo(Regex.Replace(slow.ToString(), @"(?<=\d)[-\u2010-\u2014](?=\d)", "")));
    }

    /// <summary>Each form of each value looked for by itself, in the text as it reads once its escapes are undone.</summary>
    private static List<string> OneByOne(string text, Citizen citizen)
    {
        var read = Unescape(Unescape(text));
        var flat = PersonalData.Flatten(read);
        var ordinary = read.Replace('-', '+').Replace('_', '/');
        return [.. Values(citizen).Where(v => flat.Contains(PersonalData.Flatten(v.Value), StringComparison.OrdinalIgnoreCase)
            || new[] { v.Value, Uri.EscapeDataString(v.Value), string.Concat(v.Value.Select(c => c < 128 ? c.ToString() : $"\\u{(int)c:x4}")) }
                .Select(Encoding.UTF8.GetBytes).Append(Windows874.GetBytes(v.Value)).SelectMany(SecretForms.Base64).Any(f => ordinary.Contains(f.Replace('-', '+').Replace('_', '/'), StringComparison.Ordinal))
            || new[] { Hex(v.Value), Convert.ToHexString(Encoding.BigEndianUnicode.GetBytes(v.Value)), Hex(string.Concat(v.Value.Select(c => $"\\u{(int)c:x4}"))) }.Any(h => text.Contains(h, StringComparison.OrdinalIgnoreCase))
            || text.Contains(string.Concat(Windows874.GetBytes(v.Value).Select(b => b < 128 ? ((char)b).ToString() : $"%{b:x2}")), StringComparison.OrdinalIgnoreCase)
            || text.Contains(string.Concat(Windows874.GetBytes(v.Value).Select(b => $"%{b:x2}")), StringComparison.OrdinalIgnoreCase)).Select(v => v.Name)];
    }

    private static readonly Encoding Windows874 = CodePagesEncodingProvider.Instance.GetEncoding(874)!;

    private static string Hex(string text) => Convert.ToHexString(Encoding.UTF8.GetBytes(text));

    private static string Unescape(string text)
    {
        var once = Regex.Replace(text, @"(?:\\+|%)u([0-9A-Fa-f]{4})", m => ((char)Convert.ToInt32(m.Groups[1].Value, 16)).ToString());
        return WebUtility.HtmlDecode(Regex.Replace(once, "(%[0-9A-Fa-f]{2})+", m => Uri.UnescapeDataString(m.Value)));
    }

    private static (string Name, string Value)[] Values(Citizen c) => [("citizen id", c.CitizenId), ("name", c.FirstName), ("surname", c.LastName), ("mobile", c.Mobile!), ("email", c.Email!)];

    // Spaces and commas around: a given name inside another word is no name.
    private static string Around(int size, string text) => string.Concat(Enumerable.Repeat("ประกาศ, const a = 1; ", (size / 21) + 1)) + "\", " + text + " , \"" + string.Concat(Enumerable.Repeat(" end;", size / 50));

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
