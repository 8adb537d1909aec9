using ConformanceHarness.Reports.Reading;

namespace ConformanceHarness.Reports.Allure;

/// <summary>Copies screenshots beside the results, each once.</summary>
internal sealed class AllureAttachments(Pictures pictures, string folder)
{
    private readonly Dictionary<string, AllureAttachment?> copied = new(StringComparer.Ordinal);

    /// <summary>Null where there is no such picture.</summary>
    public AllureAttachment? Of(string digest, string name)
    {
        if (!copied.TryGetValue(digest, out var attachment))
        {
            var bytes = pictures.Read(digest);
            if (bytes is not null)
            {
                attachment = new(name, AllureIds.Uuid("screenshot", digest) + "-attachment.png", "image/png");
                File.WriteAllBytes(Path.Combine(folder, attachment.Source), bytes);
            }

            copied.Add(digest, attachment);
        }

        return attachment is null ? null : attachment with { Name = name };
    }
}
