using System.Security.Cryptography;
using System.Text;
using ConformanceHarness.Core.Evidence;

namespace ConformanceHarness.Core.Bundles;

/// <summary>
/// Bodies read from a bundle when a check asks for them. Many checks read the same few documents, so that the last ones stay in memory, up to
/// a fixed amount.
/// </summary>
internal sealed class BundleBodies : IBodies
{
    public const int MostCharacters = 4 << 20;

    private readonly BundleReader bundle;
    private readonly Dictionary<string, string> kept = new(StringComparer.Ordinal);
    private readonly Queue<string> order = new();
    private readonly Lock gate = new();
    private long characters;

    /// <param name="bundle">where the others are read when they are asked for</param>
    /// <param name="known">digest → text of bodies that were read and compared with their digests already</param>
    public BundleBodies(BundleReader bundle, IReadOnlyDictionary<string, string> known)
    {
        this.bundle = bundle;
        foreach (var (digest, text) in known)
        {
            Keep(digest, text);
        }
    }

    public string? Text(string? digest)
    {
        if (digest is null)
        {
            return null;
        }

        lock (gate)
        {
            if (kept.TryGetValue(digest, out var known))
            {
                return known;
            }
        }

        var entry = bundle.Find(EntryNames.Body(digest)) ?? throw new KeyNotFoundException($"The bundle holds no body {digest}.");
        var text = bundle.ReadOnce(entry, bytes => Convert.ToHexStringLower(SHA256.HashData(bytes)) == digest
            ? Encoding.UTF8.GetString(bytes)
            : throw new InvalidDataException($"The body {digest} is not what its name states."));
        lock (gate)
        {
            return Keep(digest, text);
        }
    }

    private string Keep(string digest, string text)
    {
        if (kept.TryGetValue(digest, out var known))
        {
            // Another check asked for it meanwhile: one text for all, because what was found out about it is kept with it.
            return known;
        }

        kept.Add(digest, text);
        order.Enqueue(digest);
        characters += text.Length;
        while (characters > MostCharacters && order.Count > 1)
        {
            kept.Remove(order.Dequeue(), out var dropped);
            characters -= dropped?.Length ?? 0;
        }

        return text;
    }
}
