using ConformanceHarness.EndToEnd.Tests.Tools;

namespace ConformanceHarness.EndToEnd.Tests.Story;

/// <summary>docs/story.md is this test: every command is typed as it stands there, and must answer what is shown below it.</summary>
[Platform(Exclude = "Win", Reason = "The page is written for bash.")]
[NonParallelizable]
public sealed class TheStoryInTheDocs
{
    [Test]
    public async Task Holds_from_the_order_to_the_countersignature()
    {
        var path = Path.Combine(Approved.Root(), "docs", "story.md");
        var page = await File.ReadAllTextAsync(path);
        var steps = StoryPage.Read(page);
        Assert.That(steps.OfType<Typed>().Count(t => t.Shown is not null), Is.GreaterThan(10), "The page shows what commands answer.");

        await using var world = new StoryWorld();
        await world.PrepareAsync();
        var (answers, wrong) = (new List<(Typed Step, string Output)>(), new List<string>());
        foreach (var step in steps)
        {
            switch (step)
            {
                case Written file:
                    world.Home.File(file.Name, file.Content);
                    break;
                case Elsewhere { What: "the service is mended" }:
                    world.Mend();
                    break;
                case Typed typed:
                    var output = await world.TypeAsync(typed.Command);
                    answers.Add((typed, output));
                    if (!StoryPage.Tells(typed.Shown ?? "", output))
                    {
                        wrong.Add($"$ {typed.Command}\n{output}");
                    }

                    break;
                default:
                    Assert.Fail("The page tells of something that this test can't do: " + step);
                    break;
            }
        }

        var received = Path.Combine(Path.GetDirectoryName(path)!, "story.received.md");
        File.Delete(received);
        if (wrong.Count > 0)
        {
            // With everything that was answered, to take from it what the page is to show.
            foreach (var (step, output) in answers.Where(a => a.Step.Shown is not null).OrderByDescending(a => a.Step.Start))
            {
                page = page[..step.Start] + output + page[(step.Start + step.Shown!.Length)..];
            }

            await File.WriteAllTextAsync(received, page);
        }

        Assert.That(wrong, Is.Empty, $"{received} holds what was answered.");
    }

    [TestCase("a\n…\nd\n", "a\nb\nc\nd\n", true)]
    [TestCase("a\n…\nd\n", "a\nd\n", true)]
    [TestCase("a\n…\nd\n", "a\nb\n", false)]
    [TestCase("a … c\n", "a b c\n", true)]
    [TestCase("took 3.2 s at 2026-01-01T00:00:00Z\n", "took 17 s at 2027-02-03T04:05:06Z\n", true)]
    [TestCase("", "said something\n", false)]
    [TestCase("✓ valid\n", "✗ invalid\n", false)]
    public void A_page_tells_what_was_answered(string shown, string output, bool tells) => Assert.That(StoryPage.Tells(shown, output), Is.EqualTo(tells));
}
