using System.Buffers.Binary;

namespace ConformanceHarness.Core.Bundles;

/// <summary>The CRC-32 of ZIP (APPNOTE 4.4.7), by the processor where it can, else eight bytes a step: it must not cost more than the SHA-256 beside it.</summary>
internal static class Crc32
{
    private static readonly uint[][] Tables = MakeTables();

    /// <summary>Goes on with <paramref name="crc"/>, 0 at the start.</summary>
    public static uint Append(uint crc, ReadOnlySpan<byte> data)
    {
        var part = Crc32Folding.Part(data.Length);
        return part == 0 ? AppendByTable(crc, data) : AppendByTable(~Crc32Folding.Append(~crc, data[..part]), data[part..]);
    }

    internal static uint AppendByTable(uint crc, ReadOnlySpan<byte> data)
    {
        var t = Tables;
        crc = ~crc;
        while (data.Length >= 8)
        {
            var low = BinaryPrimitives.ReadUInt32LittleEndian(data) ^ crc;
            var high = BinaryPrimitives.ReadUInt32LittleEndian(data[4..]);
            crc = t[7][low & 0xFF] ^ t[6][(low >> 8) & 0xFF] ^ t[5][(low >> 16) & 0xFF] ^ t[4][low >> 24]
                ^ t[3][high & 0xFF] ^ t[2][(high >> 8) & 0xFF] ^ t[1][(high >> 16) & 0xFF] ^ t[0][high >> 24];
            data = data[8..];
        }

        foreach (var b in data)
        {
            crc = t[0][(crc ^ b) & 0xFF] ^ (crc >> 8);
        }

        return ~crc;
    }

    private static uint[][] MakeTables()
    {
        var tables = new uint[8][];
        for (var k = 0; k < 8; k++)
        {
            tables[k] = new uint[256];
            for (var n = 0u; n < 256; n++)
            {
                if (k > 0)
                {
                    var before = tables[k - 1][n];
                    tables[k][n] = tables[0][before & 0xFF] ^ (before >> 8);
                    continue;
                }

                var c = n;
                for (var bit = 0; bit < 8; bit++)
                {
                    c = (c & 1) != 0 ? 0xEDB88320u ^ (c >> 1) : c >> 1;
                }

                tables[0][n] = c;
            }
        }

        return tables;
    }
}
