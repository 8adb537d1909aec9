using System.Buffers.Binary;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;

namespace ConformanceHarness.Reports.Tests.Samples;

/// <summary>An evidence folder of a test's own, with real PNG files.</summary>
internal sealed class SampleEvidence : IDisposable
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("conformance-reports-").FullName;

    /// <summary>Records a picture and returns its digest; noise makes it large.</summary>
    public string Screenshot(int width = 390, int height = 844, bool noise = false, int seed = 1)
    {
        var png = Png(width, height, noise, seed);
        var digest = Convert.ToHexStringLower(SHA256.HashData(png));
        var folder = Directory.CreateDirectory(Path.Combine(Folder, "evidence", "screenshots")).FullName;
        File.WriteAllBytes(Path.Combine(folder, digest + ".png"), png);
        return digest;
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private static byte[] Png(int width, int height, bool noise, int seed)
    {
        using var png = new MemoryStream();
        png.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0d, 0x0a, 0x1a, 0x0a]);
        var head = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(head, width);
        BinaryPrimitives.WriteInt32BigEndian(head.AsSpan(4), height);
        (head[8], head[9]) = (8, 2);
        Chunk(png, "IHDR", head);
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            var random = new Random(seed);
            var line = new byte[1 + (width * 3)];
            for (var y = 0; y < height; y++)
            {
                Array.Fill(line, (byte)(y < 60 ? 90 : y % 120 < 60 ? 235 : 250), 1, width * 3);
                if (noise)
                {
                    random.NextBytes(line.AsSpan(1));
                }

                zlib.Write(line);
            }
        }

        Chunk(png, "IDAT", packed.ToArray());
        Chunk(png, "IEND", []);
        return png.ToArray();
    }

    private static void Chunk(MemoryStream png, string type, byte[] data)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        png.Write(number);
        byte[] body = [.. Encoding.ASCII.GetBytes(type), .. data];
        png.Write(body);
        BinaryPrimitives.WriteUInt32BigEndian(number, Crc(body));
        png.Write(number);
    }

    private static uint Crc(ReadOnlySpan<byte> bytes)
    {
        var crc = 0xffffffffu;
        foreach (var value in bytes)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) != 0 ? (crc >> 1) ^ 0xedb88320u : crc >> 1;
            }
        }

        return ~crc;
    }
}
