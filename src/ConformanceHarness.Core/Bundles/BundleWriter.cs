using System.Globalization;
using System.Text;
using ConformanceHarness.Core.Ledger;
using ConformanceHarness.Core.Timestamps;

namespace ConformanceHarness.Core.Bundles;

/// <summary>Writes and signs a bundle: an ASiC-E container with one CAdES signature (docs/bundle-format.md).</summary>
public static class BundleWriter
{
    /// <summary>
    /// Writes the bundle into <paramref name="folder"/> and returns its path. It is written under another name and moved when it is whole:
    /// there never is a half bundle.
    /// </summary>
    /// <param name="secrets">what must not be in any entry, in any usual encoding</param>
    /// <exception cref="SecretFoundException">a secret was found; nothing was written</exception>
    /// <param name="timestamps">who stamps the signature of an official bundle; null for a trial bundle, which has no timestamp</param>
    /// <exception cref="InvalidOperationException">statement.json is missing, or says something else about trial than the key; an official bundle without a timestamp authority, or a trial with one</exception>
    /// <exception cref="ConfigurationException">an official bundle with a key that no authority vouches for, or whose certificate is not valid now</exception>
    /// <exception cref="Timestamps.TimestampException">there is no timestamp to be had; nothing was written</exception>
    /// <exception cref="IOException">the disk is full, or there is such a bundle already</exception>
    public static string Write(string folder, BundleContents contents, SigningKey key, TimeProvider clock, IReadOnlyCollection<string> secrets, ITimestampAuthority? timestamps = null, CancellationToken cancel = default) =>
        Write(folder, contents, key, clock, secrets, timestamps, (part) => new FileStream(part, FileMode.Create, FileAccess.ReadWrite, FileShare.None, 1 << 16), cancel);

    /// <summary>service-stage-yyyyMMddTHHmmssZ[-trial].asice, the time being the end of the run.</summary>
    public static string FileName(Statement statement) => string.Create(
        CultureInfo.InvariantCulture,
        $"{statement.ServiceId}-{statement.Stage.ToString().ToLowerInvariant()}-{statement.EndedAt.UtcDateTime:yyyyMMdd'T'HHmmss'Z'}{(statement.Trial ? "-trial" : "")}.asice");

    internal static string Write(string folder, BundleContents contents, SigningKey key, TimeProvider clock, IReadOnlyCollection<string> secrets, ITimestampAuthority? timestamps, Func<string, Stream> create, CancellationToken cancel = default)
    {
        var target = Path.Combine(folder, FileName(ReadStatement(contents, key)));
        Demand(key, timestamps, clock);
        var part = target + ".part";
        try
        {
            using (var output = create(part))
            {
                Fill(output, contents, key, clock, timestamps, new SecretScan(secrets), cancel);
                if (output is FileStream file)
                {
                    file.Flush(flushToDisk: true);
                }
            }

            File.Move(part, target, overwrite: false);
            return target;
        }
        catch
        {
            File.Delete(part);
            throw;
        }
    }

    private static Statement ReadStatement(BundleContents contents, SigningKey key)
    {
        if (!contents.Contains(EntryNames.Statement))
        {
            throw new InvalidOperationException("A bundle needs statement.json.");
        }

        using var copy = new MemoryStream();
        using (var source = contents.Open(EntryNames.Statement))
        {
            source.CopyTo(copy);
        }

        var statement = RecordJson.ReadStatement(copy.ToArray());
        return statement.Trial == key.IsTrial
            ? statement
            : throw new InvalidOperationException($"statement.json says trial: {statement.Trial}, the signing key's certificate says {key.IsTrial}.");
    }

    /// <summary>Refuse, never fall back: what is no trial has a key with a chain and a timestamp, or is not written.</summary>
    private static void Demand(SigningKey key, ITimestampAuthority? timestamps, TimeProvider clock)
    {
        if (key.IsTrial == timestamps is not null)
        {
            throw new InvalidOperationException(key.IsTrial ? "A trial bundle has no timestamp." : "An official bundle needs a timestamp authority.");
        }

        if (!key.IsTrial)
        {
            key.DemandOfficial(clock.GetUtcNow());
        }
    }

    private static void Fill(Stream output, BundleContents contents, SigningKey key, TimeProvider clock, ITimestampAuthority? timestamps, SecretScan scan, CancellationToken cancel)
    {
        var container = new ContainerWriter(output);
        container.Add(EntryNames.Mimetype, compress: false, () => new MemoryStream(Encoding.ASCII.GetBytes(EntryNames.MimetypeContent)));
        var references = new List<ManifestReference>();
        var leaking = new List<string>();
        foreach (var entry in contents.Names)
        {
            cancel.ThrowIfCancellationRequested();
            var pass = scan.Begin();
            pass.Look(Encoding.UTF8.GetBytes(entry));
            pass = pass.Found ? pass : scan.Begin();
            var digest = container.Add(entry, !MediaTypes.IsDense(entry), () => contents.Open(entry), pass.Look);
            references.Add(new ManifestReference(entry, AsicManifest.Sha256, digest));
            if (pass.Found)
            {
                leaking.Add(entry);
            }
        }

        if (leaking.Count > 0)
        {
            throw new SecretFoundException(leaking);
        }

        var manifest = AsicManifest.Write(EntryNames.Signature, references);
        var signature = CadesSignature.Sign(manifest, key, clock.GetUtcNow(), timestamps, cancel);
        container.Add(EntryNames.Manifest, compress: true, () => new MemoryStream(manifest));
        container.Add(EntryNames.Signature, compress: false, () => new MemoryStream(signature));
        container.Finish();
    }
}
