using System.Security.Cryptography;
using ConformanceHarness.Core.Bundles;
using ConformanceHarness.Core.Timestamps;

namespace ConformanceHarness.Core.Reviews;

/// <summary>
/// Adds a countersignature behind the agency's part of a container: not a byte of the agency's entries is touched, only the central
/// directory, which stands behind all entries, is written anew.
/// </summary>
public static class ReviewWriter
{
    /// <summary>
    /// Writes <paramref name="target"/>: the bundle with review/verdict.json, the second manifest and the reviewer's signature. It is written
    /// under another name and moved when it is whole.
    /// </summary>
    /// <param name="path">a bundle that verifies and that nobody reviewed; it is left as it is</param>
    /// <param name="note">the reviewer's words</param>
    /// <param name="retest">SHA-256 (hex) of the retest's bundle; null where there was none</param>
    /// <returns>what was signed</returns>
    /// <exception cref="ConfigurationException">the key's certificate is not one that an authority vouches for, or not valid now</exception>
    /// <exception cref="InvalidOperationException">it is no sound bundle, or reviewed already</exception>
    /// <exception cref="TimestampException">there is no timestamp to be had; nothing was written</exception>
    /// <exception cref="IOException">the disk is full, or the target is there already</exception>
    public static ReviewVerdict Write(string path, string target, ReviewDecision decision, string note, string? retest, SigningKey key, ITimestampAuthority timestamps, TimeProvider clock, CancellationToken cancel = default)
    {
        key.DemandOfficial(clock.GetUtcNow());
        using var bundle = BundleReader.Open(path);
        var (part, signature, statement) = Parts(bundle);
        var verdict = new ReviewVerdict
        {
            Format = ReviewVerdict.KnownFormat,
            Decision = decision,
            Note = note,
            Reviewer = key.Certificate.Subject,
            Bundle = part.Digest,
            Signature = Convert.ToHexStringLower(signature),
            Statement = Convert.ToHexStringLower(statement),
            Retest = retest,
            DecidedAt = clock.GetUtcNow(),
        };
        var content = ReviewJson.Write(verdict);
        var manifest = AsicManifest.Write(EntryNames.ReviewSignature,
        [
            new(EntryNames.Signature, AsicManifest.Sha256, signature),
            new(EntryNames.Statement, AsicManifest.Sha256, statement),
            new(EntryNames.Review, AsicManifest.Sha256, SHA256.HashData(content)),
        ]);
        var signed = CadesSignature.Sign(manifest, key, clock.GetUtcNow(), timestamps, cancel);
        Write(path, target, part, [(EntryNames.Review, content), (EntryNames.ReviewManifest, manifest), (EntryNames.ReviewSignature, signed)]);
        return verdict;
    }

    private static (AgencyPart Part, byte[] Signature, byte[] Statement) Parts(BundleReader bundle)
    {
        if (bundle.Find(EntryNames.Review) is not null || bundle.Find(EntryNames.ReviewSignature) is not null)
        {
            throw new InvalidOperationException("The bundle is reviewed already.");
        }

        return bundle.AgencyPart() is { } part && bundle.Find(EntryNames.Signature) is { } signature && bundle.Find(EntryNames.Statement) is { } statement
            ? (part, bundle.Digest(signature), bundle.Digest(statement))
            : throw new InvalidOperationException("It is no sound bundle.");
    }

    private static void Write(string path, string target, AgencyPart agency, IReadOnlyList<(string Name, byte[] Content)> added)
    {
        var part = target + ".part";
        try
        {
            using (var output = new FileStream(part, FileMode.Create, FileAccess.ReadWrite, FileShare.None, 1 << 16))
            {
                using (var source = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read))
                {
                    CopyExactly(source, output, agency.Length);
                }

                var container = ContainerWriter.Behind(output, agency.Records, agency.Entries);
                foreach (var (name, content) in added)
                {
                    container.Add(name, compress: name != EntryNames.ReviewSignature, () => new MemoryStream(content, writable: false));
                }

                container.Finish();
                output.Flush(flushToDisk: true);
            }

            File.Move(part, target, overwrite: false);
        }
        catch
        {
            File.Delete(part);
            throw;
        }
    }

    private static void CopyExactly(Stream source, Stream output, long length)
    {
        var buffer = new byte[1 << 16];
        for (var left = length; left > 0;)
        {
            var read = source.Read(buffer, 0, (int)Math.Min(buffer.Length, left));
            left -= read > 0 ? read : throw new EndOfStreamException();
            output.Write(buffer, 0, read);
        }
    }
}
