using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using ConformanceHarness.Core.Evidence;
using Microsoft.Playwright;
using Header = ConformanceHarness.Core.Evidence.Header;

namespace ConformanceHarness.Sessions.Browser;

/// <summary>Records the requests and answers of one browser context as exchanges.</summary>
internal sealed class NetworkRecording
{
    private const int MaxBody = 8 * 1024 * 1024;
    private const int MaxStream = 1024 * 1024;

    // What changes data is waited for although it is slow: it is no long poll, as a GET of that age would be.
    private const long LongestSubmission = 8000;
    private readonly ObservationRecorder recorder;
    private readonly string session;
    private readonly bool light;
    private readonly Func<string> step;
    private readonly ReadOnlyGuard? guard;
    private readonly ConcurrentDictionary<IRequest, int> numbers = new(ReferenceEqualityComparer.Instance);
    private readonly ConcurrentDictionary<int, Pending> pending = new();
    private readonly ConcurrentDictionary<Task, byte> reading = new();
    private readonly ConcurrentDictionary<int, byte> open = new();
    private readonly ConcurrentDictionary<int, StringBuilder> streams = new();
    private readonly ConcurrentDictionary<int, byte> ended = new();

    public NetworkRecording(IBrowserContext context, ObservationRecorder recorder, string session, bool light, Func<string> step, ReadOnlyGuard? guard = null)
    {
        this.recorder = recorder;
        this.session = session;
        this.light = light;
        this.step = step;
        this.guard = guard;
        context.Request += (_, request) => Started(request);
        context.RequestFinished += (_, request) => Read(Finished(request));
        context.RequestFailed += (_, request) => Failed(request);
        context.Response += (_, response) => Answered(response);
    }

    /// <summary>An event stream is open: like a socket, it can change the page at any time.</summary>
    public bool Streaming => !open.IsEmpty;

    /// <summary>Requests under way that can still change the page, oldest first, with their age in ms.</summary>
    public IReadOnlyList<(string Url, long AgeMs)> Underway(long nowMs) =>
        [.. pending.Values.Select(p => (p.Url, Math.Max(0, nowMs - p.AtMs - (p.Changing ? LongestSubmission : 0)))).OrderByDescending(p => p.Item2)];

    public async Task FlushAsync(TimeSpan limit, CancellationToken cancellationToken)
    {
        try
        {
            await Task.WhenAll(reading.Keys).WaitAsync(limit, cancellationToken);
        }
        catch (TimeoutException)
        {
            // A body that never ends is recorded as left out; the exchange itself is there.
        }
    }

    public int Record(string kind, string url)
    {
        var number = recorder.NextExchange();
        recorder.Put(new Exchange { Number = number, Step = step(), Session = session, AtMs = recorder.NowMs, Method = "GET", Url = url, Kind = kind });
        return number;
    }

    /// <summary>Adds a part of an answer that does not end to its exchange: its body could not be read otherwise.</summary>
    public void Streamed(string method, string url, string part)
    {
        // The newest of several that ask for the same.
        var number = numbers.Where(n => n.Key.Url == url && n.Key.Method == method).Select(n => n.Value).DefaultIfEmpty(-1).Max();
        if (number < 0 || part.Length == 0)
        {
            return;
        }

        var told = streams.GetOrAdd(number, _ => new StringBuilder());
        lock (told)
        {
            if (told.Length >= MaxStream)
            {
                recorder.Update(number, e => e with { BodyLeftOut = "too large" });
                return;
            }

            told.Append(part);
        }
    }

    /// <summary>Writes what has come of answers that have not ended as their bodies; what is still to come replaces it.</summary>
    public void KeepStreams()
    {
        foreach (var (number, told) in streams)
        {
            string digest;
            lock (told)
            {
                digest = recorder.Keep(told.ToString());
            }

            recorder.Update(number, e => e is { EndMs: not null, Failure: null } ? e : e with { ResponseBody = digest });
        }

        // What has begun to answer and was not read in any way says what nobody has seen.
        foreach (var number in numbers.Values.Where(n => !ended.ContainsKey(n) && !streams.ContainsKey(n)))
        {
            recorder.Update(number, e => e is { Status: > 0, ResponseBody: null, BodyLeftOut: null, Kind: "fetch" or "xhr" or "document" } && !Bodiless(e.Status) ? e with { BodyLeftOut = "unfinished" } : e);
        }
    }

    /// <summary>RFC 9110, 6.4.1.</summary>
    private static bool Bodiless(int status) => status is 204 or 205 or 304;

    private static bool Matters(string kind) => kind is "document" or "script" or "stylesheet" or "fetch" or "xhr";

    private void Started(IRequest request)
    {
        var number = recorder.NextExchange();
        numbers[request] = number;
        string? body = null;
        try
        {
            if (request.PostDataBuffer is { Length: > 0 and < MaxBody } data)
            {
                body = recorder.Keep(Encoding.UTF8.GetString(data));
            }
        }
        catch (PlaywrightException)
        {
            // The page is gone; the request itself is still worth recording.
        }

        var now = recorder.NowMs;
        recorder.Put(new Exchange
        {
            Number = number,
            Step = step(),
            Session = session,
            AtMs = now,
            Method = request.Method,
            Url = request.Url,
            Kind = request.ResourceType,
            Navigation = IsMainNavigation(request),
            RequestHeaders = [.. request.Headers.Select(h => new Header(h.Key, h.Value))],
            RequestBody = body,
            RedirectedFrom = request.RedirectedFrom is { } from && numbers.TryGetValue(from, out var previous) ? previous : null,
        });
        if (request.ResourceType == "eventsource")
        {
            open[number] = 0;
        }

        if (Matters(request.ResourceType))
        {
            pending[number] = new Pending(request.Url, now, request.Method is not ("GET" or "HEAD"));
        }
    }

    private static bool IsMainNavigation(IRequest request)
    {
        try
        {
            return request.IsNavigationRequest && request.Frame.ParentFrame is null;
        }
        catch (PlaywrightException)
        {
            // A service worker's request has no frame.
            return false;
        }
    }

    private void Answered(IResponse response)
    {
        if (numbers.TryGetValue(response.Request, out var number))
        {
            recorder.Update(number, e => e with { Status = response.Status, ResponseHeaders = e.ResponseHeaders.Count > 0 ? e.ResponseHeaders : [.. response.Headers.Select(h => new Header(h.Key, h.Value))] });
        }
    }

    private void Failed(IRequest request)
    {
        if (numbers.TryGetValue(request, out var number))
        {
            pending.TryRemove(number, out _);
            ended[number] = 0;
            open.TryRemove(number, out _);
            recorder.Update(number, e => e with { Failure = guard is not null && ReadOnlyGuard.Kept(request) ? Exchange.Blocked : request.Failure ?? "failed", EndMs = recorder.NowMs });
        }
    }

    private async Task Finished(IRequest request)
    {
        if (!numbers.TryGetValue(request, out var number))
        {
            return;
        }

        pending.TryRemove(number, out _);
        ended[number] = 0;
        open.TryRemove(number, out _);
        var end = recorder.NowMs;
        recorder.Update(number, e => e with { EndMs = end, BodyLeftOut = null });
        try
        {
            var response = await request.ResponseAsync();
            if (response is null)
            {
                return;
            }

            var kind = request.ResourceType;
            if (!light || kind is "document" or "fetch" or "xhr")
            {
                IReadOnlyList<Header> sent = kind is "document" or "fetch" or "xhr" or "ping" or "other" ? [.. (await request.HeadersArrayAsync()).Select(h => new Header(h.Name, h.Value))] : [];
                IReadOnlyList<Header> received = [.. (await response.HeadersArrayAsync()).Select(h => new Header(h.Name, h.Value))];
                recorder.Update(number, e => e with { Status = response.Status, ResponseHeaders = received, RequestHeaders = sent.Count > 0 ? sent : e.RequestHeaders });
            }

            await ReadBody(request, response, number, kind);
        }
        catch (PlaywrightException)
        {
            // The page went on before its body was read; what is known of the exchange stays.
            recorder.Update(number, e => e.ResponseBody is null && !Bodiless(e.Status) ? e with { BodyLeftOut = "gone" } : e);
        }
    }

    private async Task ReadBody(IRequest request, IResponse response, int number, string kind)
    {
        if (response.Status is >= 300 and < 400 or 204 or 101)
        {
            return;
        }

        if (!BodyText.IsText(Header.Find([.. response.Headers.Select(h => new Header(h.Key, h.Value))], "content-type"), kind))
        {
            recorder.Update(number, e => e with { BodyLeftOut = "binary" });
            return;
        }

        var announced = response.Headers.TryGetValue("content-length", out var length) && long.TryParse(length, NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : -1;
        if (announced < 0)
        {
            announced = (await request.SizesAsync()).ResponseBodySize;
        }

        if (announced > MaxBody)
        {
            recorder.Update(number, e => e with { BodyLeftOut = "too large" });
            return;
        }

        var bytes = await response.BodyAsync();
        if (bytes.Length > MaxBody)
        {
            recorder.Update(number, e => e with { BodyLeftOut = "too large" });
            return;
        }

        var digest = recorder.Keep(BodyText.Decode(bytes, response.Headers.GetValueOrDefault("content-type")));
        recorder.Update(number, e => e with { ResponseBody = digest });
    }

    private void Read(Task task)
    {
        reading[task] = 0;
        _ = task.ContinueWith(t => reading.TryRemove(t, out _), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    private sealed record Pending(string Url, long AtMs, bool Changing);
}
