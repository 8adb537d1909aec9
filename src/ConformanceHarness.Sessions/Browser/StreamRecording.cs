using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using Microsoft.Playwright;

namespace ConformanceHarness.Sessions.Browser;

/// <summary>
/// What Playwright has no event for and the browser's own protocol has: the messages of an EventSource, the parts of an answer that does not end, and
/// bodies that outlive the page they came for.
/// </summary>
internal sealed class StreamRecording(NetworkRecording network)
{
    // Of all bodies of one page together, and of one; beyond it the browser forgets the oldest.
    private const int MostKept = 32 * 1024 * 1024;
    private const int LargestKept = 8 * 1024 * 1024;
    private readonly ConcurrentDictionary<string, Underway> underway = new();
    private ICDPSession? devtools;

    public async Task StartAsync(ICDPSession session)
    {
        devtools = session;
        On("Network.requestWillBeSent", sent =>
        {
            var request = sent.GetProperty("request");
            underway[Id(sent)] = new Underway(request.GetProperty("method").GetString() ?? "", request.GetProperty("url").GetString() ?? "", sent.TryGetProperty("type", out var type) ? type.GetString() : null);
        });
        On("Network.responseReceived", received => Change(received, u => u with { Answered = true }));
        On("Network.eventSourceMessageReceived", message =>
        {
            if (underway.TryGetValue(Id(message), out var of))
            {
                network.Streamed(of.Method, of.Url, (message.GetProperty("data").GetString() ?? "") + "\n");
            }
        });
        On("Network.dataReceived", data =>
        {
            if (data.TryGetProperty("data", out var bytes) && underway.TryGetValue(Id(data), out var of) && of.Parts is { } parts)
            {
                network.Streamed(of.Method, of.Url, parts.Read(bytes.GetBytesFromBase64()));
            }
        });
        On("Network.loadingFinished", ended => underway.TryRemove(Id(ended), out _));
        On("Network.loadingFailed", ended => underway.TryRemove(Id(ended), out _));
        await devtools.SendAsync("Network.enable");
    }

    /// <summary>Lets the browser keep bodies beyond the page they came for.</summary>
    /// <param name="session">one for this alone: it gives no parts of answers that have begun already</param>
    public static async Task KeepBodiesAsync(ICDPSession session)
    {
        try
        {
            await session.SendAsync("Network.configureDurableMessages", new Dictionary<string, object> { ["maxTotalBufferSize"] = MostKept, ["maxResourceBufferSize"] = LargestKept });
        }
        catch (PlaywrightException)
        {
            // A browser that does not know it forgets the bodies of a page that is left: these are recorded as gone.
        }
    }

    /// <summary>Asks for what has come so far of answers that have begun and not ended; what follows is told as it comes.</summary>
    public async Task ReadAsync()
    {
        foreach (var (id, of) in underway.Where(u => u.Value is { Answered: true, Parts: null, Type: "Fetch" or "XHR" or "Document" }).ToList())
        {
            var parts = new TextParts();
            if (devtools is null || !underway.TryUpdate(id, of with { Parts = parts }, of))
            {
                continue;
            }

            try
            {
                if (await devtools.SendAsync("Network.streamResourceContent", new Dictionary<string, object> { ["requestId"] = id }) is { } answer && answer.TryGetProperty("bufferedData", out var buffered))
                {
                    network.Streamed(of.Method, of.Url, parts.Read(buffered.GetBytesFromBase64()));
                }
            }
            catch (PlaywrightException)
            {
                // It has ended meanwhile and is read whole.
            }
        }
    }

    private static string Id(JsonElement happened) => happened.GetProperty("requestId").GetString() ?? "";

    private void On(string name, Action<JsonElement> use) => devtools!.Event(name).OnEvent += (_, happened) =>
    {
        if (happened is { } what)
        {
            use(what);
        }
    };

    private void Change(JsonElement happened, Func<Underway, Underway> change)
    {
        if (underway.TryGetValue(Id(happened), out var of))
        {
            underway.TryUpdate(Id(happened), change(of), of);
        }
    }

    /// <param name="Parts">reads its parts once they have been asked for</param>
    private sealed record Underway(string Method, string Url, string? Type, bool Answered = false, TextParts? Parts = null);

    /// <summary>Text from bytes that come in parts: a Thai letter may be cut in two.</summary>
    private sealed class TextParts
    {
        private readonly Decoder decoder = Encoding.UTF8.GetDecoder();

        public string Read(byte[] bytes)
        {
            var letters = new char[Encoding.UTF8.GetMaxCharCount(bytes.Length)];
            return new string(letters, 0, decoder.GetChars(bytes, letters, flush: false));
        }
    }
}
