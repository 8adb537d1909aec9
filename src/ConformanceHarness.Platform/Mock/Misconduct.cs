using System.Text.Json.Nodes;
using ConformanceHarness.Core.Entering;
using ConformanceHarness.Core.Evidence;

namespace ConformanceHarness.Platform.Mock;

/// <summary>The ways in which the gateway misbehaves on demand.</summary>
internal static class Misconduct
{
    /// <summary>What a broken back end tells the world: internal hosts, a stack trace. None of it may reach a citizen.</summary>
    private const string LeakyText =
        """
        UPSTREAM-{0} service failure at http://esb-node03.internal.egov.local:8243/services/czp-shield (10.21.4.17)
        java.lang.IllegalStateException: connection pool exhausted
            at th.go.dga.czp.shield.DataController.deproc(DataController.java:118)
            at th.go.dga.czp.shield.DataController$$FastClassBySpringCGLIB$$1.invoke(<generated>)
            at org.springframework.cglib.proxy.MethodProxy.invoke(MethodProxy.java:218)
        Caused by: java.sql.SQLTransientConnectionException: db-czp-01.internal.egov.local:1521 timed out
        """;

    /// <summary>Null where the gateway behaves.</summary>
    public static GatewayReply? Of(GatewayConduct conduct, Envelopes envelopes, Citizen citizen)
    {
        var word = Word(conduct);
        return conduct switch
        {
            GatewayConduct.Proper or GatewayConduct.PushHttp500 or GatewayConduct.PushEmpty or GatewayConduct.PushSilent => null,
            GatewayConduct.Http500 => Leaky(500, word),
            GatewayConduct.Http503 => Leaky(503, word),
            GatewayConduct.Silent => new() { Status = 0, Conduct = word },
            GatewayConduct.NotJson => new()
            {
                Status = 200,
                ContentType = "text/html; charset=utf-8",
                Body = "<!DOCTYPE html><html><head><title>UPSTREAM-200 Gateway</title></head><body><h1>UPSTREAM-200 Scheduled maintenance</h1></body></html>",
                Conduct = word,
            },
            GatewayConduct.OtherJson => new()
            {
                Status = 200,
                Body = Envelopes.ToJson(new JsonObject { ["status"] = "ok", ["payload"] = new JsonArray(1, 2, 3), ["note"] = "UPSTREAM-200 other schema" }),
                Conduct = word,
            },
            GatewayConduct.CutJson => Cut(envelopes.Success(DeprocOperation.Data(citizen))) with { Conduct = word },
            GatewayConduct.RefusedResultNull => envelopes.Refusal(4001, "request rejected by policy", word),
            GatewayConduct.RefusedResultAbsent => envelopes.Refusal([], 5002, "ไม่พบข้อมูลตามเงื่อนไข (data provider declined)", word),
            GatewayConduct.RefusedResultEmpty => envelopes.Refusal(new() { ["result"] = new JsonObject() }, 4003, "no data", word),
            GatewayConduct.RefusedHttp400 => envelopes.Refusal(400, "invalid request", word, status: 400),
            GatewayConduct.RevokedToken => envelopes.Refusal(403, "access token has been revoked", word),
            _ => throw new InvalidOperationException($"No misconduct is written for {conduct}."),
        };
    }

    /// <summary>The same for a notification; null where the gateway behaves.</summary>
    public static GatewayReply? OfPush(GatewayConduct conduct, Envelopes envelopes) => conduct switch
    {
        GatewayConduct.PushHttp500 => Leaky(500, Word(conduct)),
        GatewayConduct.PushEmpty => envelopes.Success(new JsonArray()) with { Conduct = Word(conduct) },
        GatewayConduct.PushSilent => new() { Status = 0, Conduct = Word(conduct) },
        _ => null,
    };

    public static string Word(GatewayConduct conduct)
    {
        var name = conduct.ToString();
        return char.ToLowerInvariant(name[0]) + name[1..];
    }

    private static GatewayReply Leaky(int status, string conduct) => new()
    {
        Status = status,
        ContentType = "text/plain; charset=utf-8",
        Body = LeakyText.Replace("{0}", status.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal),
        Conduct = conduct,
    };

    // Cut inside the citizen's data: a lenient parser must not take the first half for the whole.
    private static GatewayReply Cut(GatewayReply whole) => whole with { Body = whole.Body[..(whole.Body.IndexOf("lastName", StringComparison.Ordinal) + 4)] };
}
