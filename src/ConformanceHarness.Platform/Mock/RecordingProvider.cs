using System.Globalization;
using System.Text;
using ConformanceHarness.Core.Evidence;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using WireMock;
using WireMock.ResponseProviders;
using WireMock.Settings;

namespace ConformanceHarness.Platform.Mock;

/// <summary>
/// Answers the gateway's calls and records each. It catches its own faults, because WireMock would turn an exception into an answer that
/// nobody notices.
/// </summary>
/// <param name="operation">null answers what fits no documented call</param>
internal sealed class RecordingProvider(IGatewayOperation? operation, TimeProvider clock, Journal journal, Faults faults, CancellationToken closing) : IResponseProvider
{
    public async Task<(IResponseMessage Message, IMapping? Mapping)> ProvideResponseAsync(
        IMapping mapping, HttpContext context, IRequestMessage requestMessage, WireMockServerSettings settings)
    {
        var number = journal.NextNumber();
        NoteEnd(context, number, clock.GetTimestamp());
        var request = Read(context, requestMessage);
        GatewayReply reply;
        try
        {
            reply = Answer(request);
            Record(number, request, reply, operation?.Name ?? "unmatched", Departures(request));
        }
        catch (Exception e)
        {
            // The type only: a message might quote what was sent.
            reply = Envelopes.FrontDoor(500, "mock platform fault", "harnessFault");
            var fault = $"The mock platform failed at call {number} ({operation?.Name ?? "unmatched"}): {e.GetType().Name}.";
            faults.Add(fault);
            Record(number, request, reply, "unmatched", [fault, e.ToString()]);
        }

        if (reply.Status == 0)
        {
            await HoldUntilLeftAsync(context);
        }

        return (Message(reply), null);
    }

    internal static ResponseMessage Message(GatewayReply reply)
    {
        var message = new ResponseMessage
        {
            StatusCode = reply.Status == 0 ? StatusCodes.Status503ServiceUnavailable : reply.Status,
            BodyData = new WireMock.Util.BodyData
            {
                DetectedBodyType = WireMock.Types.BodyType.String,
                BodyAsString = reply.Body,
                Encoding = new UTF8Encoding(false),
            },
        };
        message.AddHeader("Content-Type", reply.ContentType);
        return message;
    }

    private GatewayReply Answer(GatewayRequest request) => operation is null
        ? Envelopes.FrontDoor(404, "no such API", "noStub")
        : request.Method == operation.Method
            ? operation.Answer(request)
            : Envelopes.FrontDoor(405, "method not allowed", "badRequest");

    private IReadOnlyList<string> Departures(GatewayRequest request) => operation is null
        ? [string.Create(CultureInfo.InvariantCulture, $"No documented call has this path: {request.Method} {request.Target.Split('?')[0]}.")]
        : DocumentedCall.Departures(operation, request);

    private void Record(int number, GatewayRequest request, GatewayReply reply, string operationName, IReadOnlyList<string> departures) =>
        journal.Add(
            new()
            {
                Number = number,
                Operation = operationName,
                ArrivedAt = clock.GetUtcNow(),
                Method = request.Method,
                Path = request.Target,
                Headers = request.Headers,
                Body = request.Body,
                Status = reply.Status,
                Answer = reply.Body,
                Conduct = reply.Conduct,
                Departures = departures,
                MToken = reply.MToken,
                Token = reply.Token,
            },
            request.Query("AgentID"),
            reply.UserId);

    /// <summary>Whether the answer reached the caller, and when: a caller that has given up by then never saw it.</summary>
    private void NoteEnd(HttpContext context, int number, long arrived) => context.Response.OnCompleted(() =>
    {
        var after = (long)clock.GetElapsedTime(arrived).TotalMilliseconds;
        journal.End(number, call => context.RequestAborted.IsCancellationRequested || call.Status == 0 ? call with { LeftMs = after } : call with { AnsweredMs = after });
        return Task.CompletedTask;
    });

    private static GatewayRequest Read(HttpContext context, IRequestMessage message)
    {
        var target = context.Features.Get<IHttpRequestFeature>()?.RawTarget;
        if (string.IsNullOrEmpty(target) || target[0] != '/')
        {
            target = context.Request.PathBase + context.Request.Path + context.Request.QueryString;
        }

        var headers = context.Request.Headers.SelectMany(h => h.Value.Select(v => new Header(h.Key, v ?? ""))).ToList();
        var bytes = message.BodyData?.BodyAsBytes ?? message.BodyAsBytes;
        var body = bytes is null ? message.Body ?? "" : Encoding.UTF8.GetString(bytes);
        return new(context.Request.Method, target, headers, body);
    }

    /// <summary>No thread waits here: the connection stays open until the client leaves or the mock closes.</summary>
    private async Task HoldUntilLeftAsync(HttpContext context)
    {
        var left = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using (context.RequestAborted.Register(() => left.TrySetResult()))
        await using (closing.Register(() => left.TrySetResult()))
        {
            await left.Task;
        }

        context.Abort();
    }
}
