using System.Text;
using ConformanceHarness.Core.Bundles;
using ConformanceHarness.Core.Tests.Hostile;

namespace ConformanceHarness.Core.Tests.Bundles;

/// <summary>Containers that a ZIP library would read without a word. Each must be refused for the right reason.</summary>
public sealed class HostileContainerTests
{
    private const string Victim = "report.html";

    private static readonly TestFolder Folder = new();
    private static readonly string Golden = new SampleRun().Write(Folder);

    [OneTimeTearDown]
    public void Clean() => Folder.Dispose();

    private static IEnumerable<TestCaseData> Containers()
    {
        yield return Of("A_comment_of_the_archive", "container-comment", e => TestZip.Write(e, comment: "hello"u8.ToArray()));
        yield return Of("Data_after_the_end", "container-trailing-data", e => [.. TestZip.Write(e), 0]);
        yield return Of("Data_before_the_beginning", "container-hidden-data", e => [.. "#!/bin/sh\n"u8, .. TestZip.Write(e)]);
        yield return Of("Data_before_the_first_entry", "container-hidden-data", e => TestZip.Write(Change(e, "mimetype", m => m with { Before = [1, 2, 3] })));
        yield return Of("Data_between_two_entries", "container-hidden-data", e => TestZip.Write(Change(e, Victim, m => m with { Before = [1, 2, 3] })));
        yield return Of("Data_before_the_central_directory", "container-hidden-data", e => TestZip.Write(e, beforeDirectory: [1, 2, 3]));
        yield return Of("Data_behind_compressed_data", "entry-damaged", e => TestZip.Write(Change(e, Victim, m => m with { Deflate = true, AfterPacked = [1, 2, 3] })));
        yield return Of("A_central_directory_in_another_order", "container-hidden-data", e => TestZip.Write(e, reverseDirectory: true));
        yield return Of("A_central_directory_that_starts_elsewhere", "container-directory-damaged", e => TestZip.Write(e, directoryStart: s => s + 4));
        yield return Of("An_end_record_of_several_disks", "container-end-record", e => OnDiskTwo(TestZip.Write(e)));
        yield return Of("A_file_cut_off", "container-not-zip", e => TestZip.Write(e)[..^30]);
        yield return Of("An_empty_file", "container-not-zip", _ => []);
        yield return Of("Something_else", "container-not-zip", _ => Encoding.UTF8.GetBytes(new string('x', 500)));
        yield return Of("Entries_in_another_order", "entry-order", e => TestZip.Write([.. e.Where(x => x.Name != Victim).Take(3), e.Single(x => x.Name == Victim), .. e.Where(x => x.Name != Victim).Skip(3)]));
        yield return Of("The_signature_before_the_records", "entry-order", e => TestZip.Write([e[0], e[^1], e[^2], .. e.Skip(1).SkipLast(2)]));
        yield return Of("Another_first_entry", "mimetype-not-first", e => TestZip.Write([e[1], e[0], .. e.Skip(2)]));
        yield return Of("No_mimetype", "mimetype-not-first", e => TestZip.Write(e.Skip(1)));
        yield return Of("A_compressed_mimetype", "mimetype-not-first", e => TestZip.Write(Change(e, "mimetype", m => m with { Deflate = true })));
        yield return Of("Another_media_type", "mimetype-wrong", e => TestZip.Write(Change(e, "mimetype", m => m with { Bytes = "application/zip"u8.ToArray() })));
        yield return Of("An_entry_twice", "entry-doubled", e => TestZip.Write(e.Append(e.Single(x => x.Name == Victim))));
        yield return Of("An_entry_twice_with_other_content", "entry-doubled", e => TestZip.Write(e.Append(new TestEntry(Victim, [1]))));
        yield return Of("An_entry_twice_by_letter_case", "entry-doubled-by-case", e => TestZip.Write(e.Append(new TestEntry("REPORT.HTML", [1]))));
        yield return Of("Another_name_in_the_local_header", "entry-local-header", e => TestZip.Write(Change(e, Victim, m => m with { LocalName = "report.exe" })));
        yield return Of("An_extra_field_in_the_local_header", "entry-local-header", e => TestZip.Write(Change(e, Victim, m => m with { LocalExtra = [1, 0, 0, 0] })));
        yield return Of("An_extra_field", "entry-header", e => TestZip.Write(Change(e, Victim, m => m with { Extra = [1, 0, 0, 0] })));
        yield return Of("A_comment_of_an_entry", "entry-header", e => TestZip.Write(Change(e, Victim, m => m with { Comment = [65] })));
        yield return Of("The_encrypted_flag", "entry-encrypted", e => TestZip.Write(Change(e, Victim, m => m with { Flags = 1 })));
        yield return Of("A_data_descriptor", "entry-header", e => TestZip.Write(Change(e, Victim, m => m with { Flags = 8 })));
        yield return Of("A_symbolic_link", "entry-link", e => TestZip.Write(Change(e, Victim, m => m with { MadeBy = 0x0314, Attributes = 0xA1FF0000 })));
        yield return Of("An_executable_file", "entry-header", e => TestZip.Write(Change(e, Victim, m => m with { MadeBy = 0x0314, Attributes = 0x81ED0000 })));
        yield return Of("A_time", "entry-header", e => TestZip.Write(Change(e, Victim, m => m with { DosTime = 0x5A210000 })));
        yield return Of("An_unknown_compression", "entry-method", e => TestZip.Write(Change(e, Victim, m => m with { Method = 12 })));
        yield return Of("A_wrong_checksum", "entry-damaged", e => TestZip.Write(Change(e, Victim, m => m with { Crc = 7 })));
        yield return Of("A_size_larger_than_the_content", "entry-damaged", e => TestZip.Write(Change(e, Victim, m => m with { Deflate = true, Length = 500 })));
        yield return Of("A_size_smaller_than_the_content", "entry-damaged", e => TestZip.Write(Change(e, Victim, m => m with { Deflate = true, Length = 5 })));
        yield return Of("A_size_beyond_the_file", "entry-out-of-range", e => TestZip.Write(Change(e, Victim, m => m with { Packed = 100_000_000 })));
        yield return Of("ZIP64", "container-zip64", e => TestZip.Write(Change(e, Victim, m => m with { Packed = uint.MaxValue, Length = uint.MaxValue })));
        yield return Of("A_bomb", "entry-bomb", e => TestZip.Write(e.Append(new TestEntry("bomb.txt", new byte[3_000_000]) { Deflate = true })));
        yield return Of("A_bomb_by_its_header_alone", "entry-bomb", e => TestZip.Write(Change(e, Victim, m => m with { Deflate = true, Length = 3_000_000_000 })));
        yield return Of("A_bomb_that_hides_its_size", "entry-damaged", e => TestZip.Write(e.Append(new TestEntry("bomb.txt", new byte[3_000_000]) { Deflate = true, Length = 1000 })));
        yield return Of("A_data_descriptor_that_is_really_there", "entry-header", e => TestZip.Write(Change(e, Victim, m => m with { Flags = 8, Packed = (uint)m.Bytes.Length, AfterPacked = [.. "PK\u0007\u0008"u8, .. BitConverter.GetBytes(TestZip.Crc32(m.Bytes)), .. BitConverter.GetBytes(m.Bytes.Length), .. BitConverter.GetBytes(m.Bytes.Length)] })));
        yield return Of("Two_names_for_the_same_data", "container-hidden-data", e => TestZip.Write(e.Append(e.Single(x => x.Name == Victim) with { Name = "copy.html", RawName = "copy.html"u8.ToArray(), SameDataAs = Victim })));
        yield return Of("An_entry_that_reaches_into_the_next", "container-hidden-data", e => TestZip.Write(Change(e, Victim, m => m with { Packed = (uint)m.Bytes.Length + 40, Length = (uint)m.Bytes.Length + 40 })));
        yield return Of("A_second_end_record_within_the_comment", "container-hidden-data", e => TestZip.Write(e, comment: TestZip.Write(e)[^22..]));
        yield return Of("A_second_archive_within_the_comment", "container-hidden-data", e => TestZip.Write(e, comment: TestZip.Write([new("mimetype", e[0].Bytes)])));
        yield return Of("A_ZIP64_locator", "container-hidden-data", e => TestZip.Write(e, afterDirectory: [.. "PK\u0006\u0007"u8, .. new byte[16]]));
        yield return Of("A_count_that_hides_the_last_entry", "container-directory-damaged", e => TestZip.Write(e, count: c => c - 1));
        yield return Of("A_count_of_more_entries_than_there_are", "container-directory-damaged", e => TestZip.Write(e, count: c => c + 1));
        yield return Of("42_kB_that_unzip_to_4_GB", "container-hidden-data,entry-bomb", e => Overlapping(e));
        yield return Of("A_file_that_is_a_folder_as_well", "entry-name", e => TestZip.Write(e.Append(new TestEntry(Victim + "/x", [1]))));
        yield return Of("Two_names_that_are_equal_in_normal_form", "entry-name", e => TestZip.Write(e.Concat([new TestEntry("\u00E9.txt", [1]), new TestEntry("e\u0301.txt", [1])])));
        yield return Of("A_name_that_only_looks_the_same", "entry-not-signed", e => TestZip.Write(e.Append(new TestEntry("r\u0435port.html", [1]))));
        foreach (var name in new[] { "../evil.txt", "/etc/passwd", "a/../../b", "a\\b", "C:evil", "a//b", "./a", "a\nb", "a\u0000b", "a\u202Etxt.exe", "NUL", "a/con.txt", "a.", "folder/", "e\u0301.txt", "" })
        {
            yield return Of("The_name_" + string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) ? c.ToString() : $"_{(int)c:X2}_")), "entry-name", e => TestZip.Write(e.Append(new TestEntry(name, [1])))).SetProperty(HostileInputs.Shown, name.Length == 0 ? "No name at all" : $"The name `{string.Concat(name.Select(c => c is > ' ' and < '\u007F' ? c.ToString() : $"\\u{(int)c:X4}"))}`");
        }

        yield return Of("A_name_that_is_not_UTF8", "entry-name", e => TestZip.Write(e.Append(new TestEntry("x", [1]) { RawName = [0xFF, 0xFE] })));
        yield return Of("An_entry_that_nobody_signed", "entry-not-signed", e => TestZip.Write(e.SkipLast(2).Append(new TestEntry("extra.txt", [1])).Concat(e.TakeLast(2))));
        yield return Of("A_second_signature", "unexpected-signature", e => TestZip.Write(e.Append(new TestEntry("META-INF/signature002.p7s", e[^1].Bytes))));
        yield return Of("A_strangers_signature", "unexpected-signature", e => TestZip.Write(e.Append(new TestEntry("META-INF/other.p7s", e[^1].Bytes))));
        yield return Of("Something_in_META_INF", "unexpected-meta-inf", e => TestZip.Write(e.Append(new TestEntry("META-INF/manifest.xml", [1]))));
    }

    [Test]
    public void The_same_container_written_by_hand_has_no_problem() => Assert.That(Codes(TestZip.Write(TestZip.Read(Golden))), Is.Empty);

    [TestCaseSource(nameof(Containers))]
    public void Is_refused(Func<List<TestEntry>, byte[]> make, string code)
    {
        var codes = Codes(make(TestZip.Read(Golden)));
        Assert.That(codes, Is.SupersetOf(code.Split(',')));
    }

    private static IEnumerable<TestCaseData> SignedEntries() => TestZip.Read(Golden).Skip(1).Select(e => e.Name).Where(n => !n.StartsWith("META-INF/", StringComparison.Ordinal))
        .Select(n => new TestCaseData(n).SetArgDisplayNames(n));

    [AnsweredWith("entry-digest", What = "One byte changed in any entry")]
    [TestCaseSource(nameof(SignedEntries))]
    public void An_entry_changed_in_one_byte_is_named(string entry)
    {
        var report = Verify(TestZip.Write(Change(TestZip.Read(Golden), entry, e => e with { Bytes = [.. e.Bytes[..^2], (byte)(e.Bytes[^2] ^ 1), e.Bytes[^1]] })));
        Assert.That(report.Problems.Where(p => p.Code == "entry-digest").Select(p => p.Entry), Is.EqualTo(new[] { entry }));
        Assert.That(report.Valid, Is.False);
    }

    [AnsweredWith("entry-missing", What = "Any entry removed")]
    [TestCaseSource(nameof(SignedEntries))]
    public void An_entry_that_was_removed_is_named(string entry)
    {
        var report = Verify(TestZip.Write(TestZip.Read(Golden).Where(e => e.Name != entry)));
        Assert.That(report.Problems.Where(p => p.Code == "entry-missing").Select(p => p.Entry), Is.EqualTo(new[] { entry }));
        Assert.That(report.Valid, Is.False);
    }

    [AnsweredWith("entry-missing,entry-not-signed", What = "Any entry renamed by letter case")]
    [TestCaseSource(nameof(SignedEntries))]
    public void An_entry_that_was_renamed_is_missing_and_its_new_name_unsigned(string entry)
    {
        var renamed = char.ToUpperInvariant(entry[0]) + entry[1..];
        var report = Verify(TestZip.Write(TestZip.Read(Golden).Select(e => e.Name == entry ? new TestEntry(renamed, e.Bytes) : e)));
        Assert.That(report.Problems.Select(p => (p.Code, p.Entry)), Does.Contain(("entry-missing", entry)).And.Contain(("entry-not-signed", renamed)));
        Assert.That(report.Valid, Is.False);
    }

    [AnsweredWith("entry-missing")]
    [TestCase(EntryNames.Manifest)]
    [TestCase(EntryNames.Signature)]
    public void A_bundle_without_its_signature_is_refused(string entry)
    {
        var report = Verify(TestZip.Write(TestZip.Read(Golden).Where(e => e.Name != entry)));
        Assert.That(report.Problems.Select(p => (p.Code, p.Entry)), Does.Contain(("entry-missing", entry)));
        Assert.That(report.Valid, Is.False);
    }

    [Test]
    [AnsweredWith("container-too-many-entries")]
    public void Too_many_entries_are_refused_before_they_are_read()
    {
        var report = Verify(File.ReadAllBytes(Golden), new VerifyPolicy { Limits = new BundleLimits { Entries = 5 } });
        Assert.That(report.Problems.Select(p => p.Code), Does.Contain("container-too-many-entries"));
    }

    [Test]
    [AnsweredWith("container-too-large")]
    public void Too_much_in_all_is_refused_before_it_is_unpacked()
    {
        var report = Verify(File.ReadAllBytes(Golden), new VerifyPolicy { Limits = new BundleLimits { Total = 1000 } });
        Assert.That(report.Problems.Select(p => p.Code), Does.Contain("container-too-large"));
    }

    [Test]
    [AnsweredWith("container-too-large", What = "More records and observations than memory is meant for")]
    public void Too_much_to_be_read_as_a_whole_is_refused_before_it_is_read()
    {
        var report = Verify(File.ReadAllBytes(Golden), new VerifyPolicy { Limits = new BundleLimits { Records = 1000 } });
        Assert.That(report.Problems.Select(p => p.Code), Does.Contain("container-too-large"));
        Assert.That(report.Statement, Is.Null);
    }

    [Test]
    [AnsweredWith("container-unreadable")]
    public void A_file_that_is_not_there_is_a_problem_and_no_exception() =>
        Assert.That(new BundleVerifier(new SampleJudge()).Verify(Folder.File("none.asice"), new VerifyPolicy()).Problems.Select(p => p.Code), Is.EqualTo(new[] { "container-unreadable" }));

    [Test]
    public void All_problems_are_reported_at_once()
    {
        var entries = Change(TestZip.Read(Golden), Victim, e => e with { Bytes = [1] }).Where(e => e.Name != EntryNames.Service).Append(new TestEntry("../x", [1]));
        Assert.That(Codes(TestZip.Write(entries, comment: [65])), Is.SupersetOf(new[] { "entry-digest", "entry-missing", "entry-name", "container-comment", "entry-not-signed" }));
    }

    /// <summary>A hundred names for the same 40 kB, each of which unzips to 41 MB.</summary>
    private static byte[] Overlapping(List<TestEntry> entries)
    {
        var kernel = new TestEntry("0.txt", new byte[41_000_000]) { Deflate = true };
        var packed = TestZip.Write([kernel]);
        Assert.That(packed, Has.Length.LessThan(42_000));
        var crc = TestZip.Crc32(kernel.Bytes);
        var small = new TestEntry("0.txt", packed[35..(packed.Length - 22 - 46 - 5)]) { Method = 8, Length = 41_000_000, Crc = crc };
        return TestZip.Write([.. entries, small, .. Enumerable.Range(1, 99).Select(i => small with { Name = $"{i}.txt", RawName = Encoding.UTF8.GetBytes($"{i}.txt"), SameDataAs = "0.txt" })]);
    }

    private static byte[] OnDiskTwo(byte[] archive)
    {
        archive[^18] = 1;
        return archive;
    }

    private static TestCaseData Of(string name, string code, Func<List<TestEntry>, byte[]> make) => new TestCaseData(make, code).SetName(name + "_is_refused");

    private static IEnumerable<TestEntry> Change(List<TestEntry> entries, string name, Func<TestEntry, TestEntry> change)
    {
        Assert.That(entries.Select(e => e.Name), Does.Contain(name));
        return entries.Select(e => e.Name == name ? change(e) : e);
    }

    private static string[] Codes(byte[] bytes)
    {
        var report = Verify(bytes);
        Assert.That(report.Valid, Is.EqualTo(report.Problems.Count == 0));
        return [.. report.Problems.Select(p => p.Code)];
    }

    private static VerifyReport Verify(byte[] bytes, VerifyPolicy? policy = null)
    {
        using var folder = new TestFolder();
        var path = folder.File("sample-trial.asice");
        File.WriteAllBytes(path, bytes);
        return new BundleVerifier(new SampleJudge()).Verify(path, policy ?? new VerifyPolicy());
    }
}
