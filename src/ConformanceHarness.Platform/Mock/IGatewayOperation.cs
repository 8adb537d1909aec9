namespace ConformanceHarness.Platform.Mock;

/// <summary>One documented call of the gateway.</summary>
internal interface IGatewayOperation
{
    /// <summary>The journal's word for it.</summary>
    string Name { get; }

    string Method { get; }

    IReadOnlyList<string> Paths { get; }

    /// <summary>Ways in which this call departs from the documented one, apart from its method and the headers of every call.</summary>
    IEnumerable<string> Departures(GatewayRequest request);

    /// <summary>Answers a call of the documented method.</summary>
    GatewayReply Answer(GatewayRequest request);
}
