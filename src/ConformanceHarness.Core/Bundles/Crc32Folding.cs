using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace ConformanceHarness.Core.Bundles;

/// <summary>
/// CRC-32 with carry-less multiplication, 64 bytes a step (Gopal et al., "Fast CRC Computation for Generic Polynomials Using PCLMULQDQ
/// Instruction", Intel 2009; the constants are those of its section on the bit-reflected 0x04C11DB7).
/// </summary>
internal static class Crc32Folding
{
    /// <summary>Fewer bytes are not worth the way in and out.</summary>
    public const int Least = 128;

    private const int Lane = 16;

    public static bool IsSupported => Pclmulqdq.IsSupported && BitConverter.IsLittleEndian;

    /// <param name="state">the register, that is the complement of the CRC so far</param>
    /// <param name="data">at least 64 bytes, a multiple of 16</param>
    /// <returns>the register afterwards</returns>
    public static uint Append(uint state, ReadOnlySpan<byte> data)
    {
        var lanes = MemoryMarshal.Cast<byte, Vector128<ulong>>(data);
        var x1 = lanes[0] ^ Vector128.CreateScalar(state).AsUInt64();
        var (x2, x3, x4) = (lanes[1], lanes[2], lanes[3]);
        var by64 = Vector128.Create(0x0154442bd4UL, 0x01c6e41596UL);
        var at = 4;
        for (; at + 4 <= lanes.Length; at += 4)
        {
            x1 = Fold(x1, by64) ^ lanes[at];
            x2 = Fold(x2, by64) ^ lanes[at + 1];
            x3 = Fold(x3, by64) ^ lanes[at + 2];
            x4 = Fold(x4, by64) ^ lanes[at + 3];
        }

        var by16 = Vector128.Create(0x01751997d0UL, 0x00ccaa009eUL);
        x1 = Fold(x1, by16) ^ x2;
        x1 = Fold(x1, by16) ^ x3;
        x1 = Fold(x1, by16) ^ x4;
        for (; at < lanes.Length; at++)
        {
            x1 = Fold(x1, by16) ^ lanes[at];
        }

        return Reduce(x1, by16);
    }

    /// <summary>How much of <paramref name="length"/> bytes can be given to <see cref="Append"/>.</summary>
    public static int Part(int length) => IsSupported && length >= Least ? length & -Lane : 0;

    private static Vector128<ulong> Fold(Vector128<ulong> x, Vector128<ulong> by) =>
        Pclmulqdq.CarrylessMultiply(x, by, 0x00) ^ Pclmulqdq.CarrylessMultiply(x, by, 0x11);

    /// <summary>128 bits to 64, to 32 (Barrett).</summary>
    private static uint Reduce(Vector128<ulong> x, Vector128<ulong> by16)
    {
        var low = Vector128.Create(0x00000000FFFFFFFFUL, 0x00000000FFFFFFFFUL);
        x = Sse2.ShiftRightLogical128BitLane(x, 8) ^ Pclmulqdq.CarrylessMultiply(x, by16, 0x10);
        x = Sse2.ShiftRightLogical128BitLane(x, 4) ^ Pclmulqdq.CarrylessMultiply(x & low, Vector128.CreateScalar(0x0163cd6124UL), 0x00);
        var polynomial = Vector128.Create(0x01db710641UL, 0x01f7011641UL);
        var quotient = Pclmulqdq.CarrylessMultiply(x & low, polynomial, 0x10);
        x ^= Pclmulqdq.CarrylessMultiply(quotient & low, polynomial, 0x00);
        return x.AsUInt32().GetElement(1);
    }
}
