using System.IO.Compression;
using ConformanceHarness.Core.Bundles;

namespace ConformanceHarness.Core.Tests.Bundles;

/// <summary>The processor's checksum and the table's are one: every length on both sides of where one takes over from the other.</summary>
public sealed class ChecksumTests
{
    private static readonly int[] Lengths = [0, 1, 7, 8, 15, 16, 63, 64, 65, 127, .. Enumerable.Range(128, 70), 255, 256, 257, 1000, 4095, 4096, 4097, 65_535, 65_536, 65_537, 200_003];

    [Test]
    public void What_the_writer_states_is_the_checksum_of_the_standard_at_every_length()
    {
        using var folder = new TestFolder();
        var contents = Lengths.ToDictionary(n => $"extra/{n:000000}.bin", Content);
        var path = new SampleRun { ChangeEntries = entries => contents.ToList().ForEach(c => entries[c.Key] = c.Value) }.Write(folder);
        using var zip = ZipFile.OpenRead(path);
        using var bundle = BundleReader.Open(path);
        Assert.Multiple(() =>
        {
            foreach (var (name, content) in contents)
            {
                Assert.That(zip.GetEntry(name)!.Crc32, Is.EqualTo(BitByBit(content)), name);
                Assert.That(bundle.ReadAll(bundle.Find(name)!), Is.EqualTo(content), name);
            }
        });
    }

    [Test]
    public void A_changed_bit_anywhere_in_a_stored_entry_is_noticed()
    {
        using var folder = new TestFolder();
        var content = Content(400);
        var good = TestZip.Write([new TestEntry(EntryNames.Mimetype, "application/vnd.etsi.asic-e+zip"u8.ToArray()), new TestEntry("a.bin", content)]);
        var start = good.AsSpan().IndexOf(content);
        var path = Path.Combine(folder.Path, "changed.asice");
        for (var at = 0; at < content.Length; at++)
        {
            var changed = good.ToArray();
            changed[start + at] ^= (byte)(1 << (at % 8));
            File.WriteAllBytes(path, changed);
            using var bundle = BundleReader.Open(path);
            Assert.That(() => bundle.Digest(bundle.Find("a.bin")!), Throws.InstanceOf<InvalidDataException>().With.Message.Contains("CRC-32"), $"byte {at}");
        }
    }

    private static byte[] Content(int length)
    {
        var content = new byte[length];
        new Random(length).NextBytes(content);
        return content;
    }

    /// <summary>As the standard puts it (ISO 3309), one bit at a time.</summary>
    private static uint BitByBit(byte[] content)
    {
        var register = uint.MaxValue;
        foreach (var b in content)
        {
            register ^= b;
            for (var bit = 0; bit < 8; bit++)
            {
                register = (register >> 1) ^ ((register & 1) * 0xEDB88320u);
            }
        }

        return ~register;
    }
}
