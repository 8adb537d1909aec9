using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ConformanceHarness.Core.Entering;
using ConformanceHarness.Core.Evidence;

namespace ConformanceHarness.Platform.Personas;

/// <summary>
/// Makes up citizens. The same seed and the same sequence of calls for one purpose give the same citizens, whatever is asked for beside it; within one
/// maker no user id, citizen id, mobile number or e-mail address occurs twice, and no name pair for one purpose. Thread-safe.
/// </summary>
public sealed class PersonaMaker
{
    private readonly Lock _gate = new();
    private readonly int _seed;
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Drawing> _drawings = new(StringComparer.Ordinal);

    public PersonaMaker(int seed) => _seed = seed;

    /// <param name="purpose">what the citizen is for, such as a scenario and its channel: scenarios run beside each other, and a seed repeats each one's citizens all the same</param>
    /// <exception cref="InvalidOperationException">every name pair of this kind has been given out for this purpose</exception>
    public Citizen Make(string key, PersonaKind kind, string purpose = "")
    {
        lock (_gate)
        {
            if (!_drawings.TryGetValue(purpose, out var drawing))
            {
                _drawings[purpose] = drawing = new Drawing(SeedFor(purpose), _taken);
            }

            return drawing.Make(key, kind);
        }
    }

    /// <summary>The same on every machine and in every version of .NET, which string.GetHashCode is not.</summary>
    private int SeedFor(string purpose) =>
        purpose.Length == 0 ? _seed : BinaryPrimitives.ReadInt32LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{_seed}/{purpose}"))));
}
