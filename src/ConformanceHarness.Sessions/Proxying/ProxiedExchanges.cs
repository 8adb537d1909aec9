using System.Collections.Concurrent;
using System.IO.Compression;
using System.Text;
using ConformanceHarness.Core.Evidence;
using ConformanceHarness.Sessions.Browser;

namespace ConformanceHarness.Sessions.Proxying;

/// <summary>Records what passes a session's proxy as exchanges. What the browser answers from its own cache never comes here.</summary>
internal sealed class ProxiedExchanges(ObservationRecorder recorder, string session, bool light, Func<string> step)
{
    public const int MaxBody = 8 * 1024 * 1024;

    // What changes data is waited for although it is slow: it is no long poll, as a GET of that age would be.
    private const long LongestSubmission = 8000;
    private readonly ConcurrentDictionary<int, Pending> pending = new();
    private readonly ConcurrentDictionary<string, int> redirects = new(StringComparer.Ordinal);

    /// <summary>Requests under way that can still change the page, oldest first, with their age in ms.</summary>
    public IReadOnlyList<(string Url, long AgeMs)> Underway(long nowMs) =>
        [.. pending.Values.Select(p => (p.Url, Math.Max(0, nowMs - p.AtMs - (p.Changing ? LongestSubmission : 0)))).OrderByDescending(p => p.Item2)];

    public int Started(string method, string url, string kind, bool navigation, IReadOnlyList<Header> headers, byte[] body)
    {
        var number = recorder.NextExchange();
        var now = recorder.NowMs;
        recorder.Put(new Exchange
        {
            Number = number,
            Step = step(),
            Session = session,
            AtMs = now,
            Method = method,
            Url = url,
            Kind = kind,
            Navigation = navigation,
            RequestHeaders = headers,
            RequestBody = body.Length is > 0 and < MaxBody ? recorder.Keep(Encoding.UTF8.GetString(body)) : null,
            RedirectedFrom = redirects.TryRemove(url, out var from) ? from : null,
        });
        if (kind is "document" or "script" or "stylesheet" or "fetch" or "xhr")
        {
            pending[number] = new Pending(url, now, method is not ("GET" or "HEAD"));
        }

        return number;
    }

    public void Answered(int number, string url, int status, IReadOnlyList<Header> headers)
    {
        recorder.Update(number, e => e with { Status = status, ResponseHeaders = headers });
        if (status is >= 300 and < 400 && Header.Find(headers, "location") is { } location && Uri.TryCreate(new Uri(url), location, out var next))
        {
            redirects[next.GetLeftPart(UriPartial.Query)] = number;
        }
    }

    /// <param name="body">as it came, compressed or not; null: it was too large to be kept</param>
    public void Ended(int number, string kind, byte[]? body)
    {
        pending.TryRemove(number, out _);
        var end = recorder.NowMs;
        recorder.Update(number, e => WithBody(e with { EndMs = end }, kind, body));
    }

    public void Failed(int number, string failure)
    {
        pending.TryRemove(number, out _);
        recorder.Update(number, e => e with { Failure = failure, EndMs = recorder.NowMs });
    }

    /// <summary>The bytes without their content encoding; null where it is one that this program can't undo.</summary>
    [System.Diagnostics.CodeAnalysis.SuppressMessage("Reliability", "CA2000", Justification = "Whichever stream the switch makes is disposed by the using it is assigned to.")]
    public static byte[]? Decoded(byte[] bytes, string? encoding)
    {
        try
        {
            foreach (var name in (encoding ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Reverse())
            {
                using var from = new MemoryStream(bytes);
                using Stream? plain = name.ToLowerInvariant() switch
                {
                    "gzip" or "x-gzip" => new GZipStream(from, CompressionMode.Decompress),
                    "deflate" => new ZLibStream(from, CompressionMode.Decompress),
                    "br" => new BrotliStream(from, CompressionMode.Decompress),
                    _ => null,
                };
                if (plain is null)
                {
                    if (name == "identity")
                    {
                        continue;
                    }

                    return null;
                }

                using var to = new MemoryStream();
                plain.CopyTo(to);
                bytes = to.ToArray();
            }

            return bytes;
        }
        catch (Exception e) when (e is InvalidDataException or InvalidOperationException)
        {
            return null;
        }
    }

    private Exchange WithBody(Exchange exchange, string kind, byte[]? body)
    {
        if (exchange.Status is >= 300 and < 400 or 204 or 101 || body is { Length: 0 } || (light && kind is not ("document" or "fetch" or "xhr")))
        {
            return exchange;
        }

        var type = exchange.ResponseHeader("content-type");
        if (!BodyText.IsText(type, kind))
        {
            return exchange with { BodyLeftOut = "binary" };
        }

        if (body is null || Decoded(body, exchange.ResponseHeader("content-encoding")) is not { Length: <= MaxBody } plain)
        {
            return exchange with { BodyLeftOut = body is null ? "too large" : "gone" };
        }

        return exchange with { ResponseBody = recorder.Keep(BodyText.Decode(plain, type)) };
    }

    private sealed record Pending(string Url, long AtMs, bool Changing);
}
