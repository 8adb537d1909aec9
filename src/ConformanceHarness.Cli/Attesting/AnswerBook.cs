using System.Text;
using ConformanceHarness.Core.Services;

namespace ConformanceHarness.Cli.Attesting;

/// <summary>Where answers are kept: in the service file, each as soon as it is given; beside it where that file can't be added to safely.</summary>
internal sealed class AnswerBook
{
    private readonly string serviceFile;
    private readonly List<Attestation> beside = [];

    public AnswerBook(string serviceFile)
    {
        this.serviceFile = serviceFile;
        File = serviceFile;
    }

    /// <summary>How many answers were kept so far.</summary>
    public int Kept { get; private set; }

    /// <summary>The file that the last answer went into.</summary>
    public string File { get; private set; }

    /// <summary>True once an answer had to go beside the service file.</summary>
    public bool Beside => beside.Count > 0;

    public void Keep(Attestation answer)
    {
        var bytes = System.IO.File.ReadAllBytes(serviceFile);
        var mark = bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble);
        if (AttestationText.Put(Encoding.UTF8.GetString(bytes.AsSpan(mark ? Encoding.UTF8.Preamble.Length : 0)), answer) is { } written)
        {
            Write(serviceFile, [.. mark ? Encoding.UTF8.Preamble.ToArray() : [], .. Encoding.UTF8.GetBytes(written)]);
            File = serviceFile;
        }
        else
        {
            beside.Add(answer);
            File = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(serviceFile))!, Path.GetFileNameWithoutExtension(serviceFile) + ".answers.yaml");
            Write(File, Encoding.UTF8.GetBytes(AttestationText.File(beside)));
        }

        Kept++;
    }

    /// <summary>The whole file or the old one, whatever happens in between; with the rights that it had.</summary>
    private static void Write(string path, byte[] bytes)
    {
        var real = new FileInfo(path).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? path;
        var part = real + ".part";
        System.IO.File.WriteAllBytes(part, bytes);
        if (!OperatingSystem.IsWindows() && System.IO.File.Exists(real))
        {
            System.IO.File.SetUnixFileMode(part, System.IO.File.GetUnixFileMode(real));
        }

        System.IO.File.Move(part, real, overwrite: true);
    }
}
