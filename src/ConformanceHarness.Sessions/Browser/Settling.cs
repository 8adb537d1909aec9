using ConformanceHarness.Core.Evidence;
using ConformanceHarness.Core.Judging;

namespace ConformanceHarness.Sessions.Browser;

/// <summary>
/// Waits until what the citizen waits for is there and nothing that says "loading" is left. It is neither "the network is quiet" (a page
/// may poll for ever) nor the load event. The moment reported is the last visible change, not the moment at which that was certain.
/// </summary>
internal sealed class Settling
{
    private const int PollMs = 60;
    private const double QuietEnough = 350;

    // With no request, timer, animation, worker or socket left nothing can change the page but what runs already: a few frames suffice.
    private const double QuietWhenIdle = 150;

    // A request older than this while the page lies still is a long poll, not something the citizen waits for.
    private const long LongPollMs = 2000;

    // However busy the machine is.
    private const int MostOfLimit = 3;

    // Longer than any usual toast: a wording that is still there has come to stay.
    private const double OutlastToastMs = 6500;
    private readonly ObservationRecorder recorder;
    private readonly NetworkRecording network;
    private readonly Awaited awaited;
    private readonly long visitAtMs;
    private readonly List<TextMoment> timeline = [];
    private IReadOnlyList<string>? atFirst;
    private long? shownSince;
    private long? stillSince;

    public Settling(ObservationRecorder recorder, NetworkRecording network, Awaited awaited, long visitAtMs)
    {
        this.recorder = recorder;
        this.network = network;
        this.awaited = awaited;
        this.visitAtMs = visitAtMs;
    }

    public long? SettledMs { get; private set; }

    public string? Unsettled { get; private set; } = "no document";

    public bool Responsive { get; private set; } = true;

    public IReadOnlyList<TextMoment> Timeline => timeline;

    public List<string> Opened { get; } = [];

    private long ElapsedMs => recorder.NowMs - visitAtMs;

    public async Task WaitAsync(Func<IReadOnlyList<string>, Task<PageState?>> observe, Func<bool> closed, Func<bool> restless, Func<bool> hung, CancellationToken cancellationToken)
    {
        var limit = (long)awaited.Limit.TotalMilliseconds;
        while (true)
        {
            if (closed())
            {
                Unsettled = "the page closed itself";
                return;
            }

            var state = await observe(awaited.Texts);
            if (hung())
            {
                NoAnswer();
                return;
            }

            if (state is not null)
            {
                Note(state);
                if (Decide(state, restless()))
                {
                    return;
                }
            }

            if (ElapsedMs >= limit && TimeIsUp(limit))
            {
                GiveUp(state);
                return;
            }

            // Polling a condition: the page may be replaced at any moment, so nothing inside it could wait for us.
            await Task.Delay(PollMs, cancellationToken);
        }
    }

    /// <summary>A machine that is busy with other things gives the page as much more time.</summary>
    private bool TimeIsUp(long limit) => ElapsedMs >= limit * MostOfLimit || recorder.StrainSince(visitAtMs).Undisturbed(ElapsedMs) >= limit;

    /// <summary>The page's own process no longer answers.</summary>
    public void NoAnswer() => (Responsive, Unsettled) = (false, "the page does not answer");

    /// <summary>Nothing was to be waited for.</summary>
    public void Skip() => (SettledMs, Unsettled) = (ElapsedMs, null);

    private bool Decide(PageState state, bool restless)
    {
        var shown = Shown(state);
        shownSince = shown ? shownSince ?? ElapsedMs : null;
        var idle = state.Ready == "complete" && state.Restless == 0 && state.TimerMs == 0 && state.AnimationMs == 0 && !restless && Young(long.MaxValue) == 0;
        var missing = Missing(state, shown, idle ? QuietWhenIdle : QuietEnough);
        Unsettled = missing;
        if (missing is null)
        {
            Settle(state);
            return true;
        }

        // Nothing under way and nothing planned: what is missing will not come any more.
        var still = idle && state.QuietMs > 1500;
        stillSince = still ? stillSince ?? ElapsedMs : null;
        if (still && state.Loading is null && ElapsedMs - stillSince >= 400)
        {
            if (awaited.Texts.Count == 0 && state.Length > 0)
            {
                Settle(state);
            }

            return true;
        }

        return false;
    }

    private bool Shown(PageState state) => Painted(state) && Holds(state);

    /// <summary>Text that waits for a style sheet is in the document, and the screen is still blank.</summary>
    private static bool Painted(PageState state) => !state.Paints || state.PaintedMs is not null || (state.Ready == "complete" && state.QuietMs > 1500);

    private bool Holds(PageState state) =>
        awaited.Texts.Count > 0 ? state.Awaited
        : awaited.Final ? Worded(state.Text)
        : state.Length > 0;

    /// <summary>
    /// A sentence that stood there from the beginning, while the page still asks its server, may be its footer's: only a further one is what came of asking.
    /// </summary>
    private bool Worded(string text)
    {
        var lines = ProblemWording.Lines(text);
        return lines.Count > 0 && (lines.Any(l => atFirst?.Contains(l) != true) || Young(long.MaxValue) == 0);
    }

    private string? Missing(PageState state, bool shown, double quiet)
    {
        if (state.Loading is not null)
        {
            return "loading: " + state.Loading;
        }

        if (!shown)
        {
            return state.Ready == "loading" ? "document still loading"
                : state.Length == 0 || !Painted(state) ? "nothing is shown" : awaited.Texts.Count > 0 ? "what the citizen waits for is not shown" : "no final wording is shown";
        }

        var shownFor = ElapsedMs - (shownSince ?? ElapsedMs);
        if (awaited.Final)
        {
            return (state.TimerMs > 0 || state.AnimationMs > 0) && shownFor < OutlastToastMs ? "may still vanish"
                : state.QuietMs < QuietEnough && shownFor < OutlastToastMs ? "text still changing"
                : Young(LongPollMs) > 0 ? "requests under way" : null;
        }

        return state.Ready == "loading" && shownFor < 3000 ? "document still loading"
            : state.QuietMs < quiet && shownFor < 3000 ? "text still changing"
            : Young(awaited.Texts.Count > 0 ? 1500 : LongPollMs) > 0 ? "requests under way"
            : awaited.Texts.Count == 0 && state.TimerMs > 0 && shownFor < 3000 ? "scripts are still to run"
            // What a page does just after it is shown (a banner that slides in, a script that throws) belongs to the visit.
            : state.TimerMs is > 0 and < 1000 && shownFor < 1500 ? "scripts are still to run"
            : null;
    }

    private int Young(long ageMs) => network.Underway(recorder.NowMs).Count(r => r.AgeMs < ageMs);

    private void Settle(PageState state)
    {
        Unsettled = null;
        var painted = state.PaintedMs is { } at ? (long)(at - Origin(state)) : 0;
        SettledMs = Math.Min(ElapsedMs, Math.Max(Math.Max(0, ElapsedMs - (long)state.QuietMs), painted));
    }

    private void GiveUp(PageState? state)
    {
        // A page that lay still, shows something and loads nothing was settled, though a long poll or a timer goes on.
        if (state is { Loading: null, Length: > 0, QuietMs: > 3000 } && awaited.Texts.Count == 0)
        {
            Settle(state);
        }
    }

    /// <summary>The visit's start on the document's clock.</summary>
    private double Origin(PageState state) => recorder.StartedAt.ToUnixTimeMilliseconds() + visitAtMs - state.Origin;

    private void Note(PageState state)
    {
        Opened.AddRange(state.Opened);
        atFirst ??= state.Length > 0 ? ProblemWording.Lines(state.Text) : null;
        var visitOrigin = Origin(state);
        foreach (var moment in state.Timeline)
        {
            if (timeline.Count < 60)
            {
                timeline.Add(new TextMoment(Math.Max(0, (long)(moment.AtMs - visitOrigin)), moment.Text, moment.Loading));
            }
        }
    }
}
