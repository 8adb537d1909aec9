using Microsoft.AspNetCore.Http;
using WireMock;
using WireMock.ResponseProviders;
using WireMock.Settings;

namespace ConformanceHarness.Platform.Mock;

/// <summary>Serves one text to every origin: the SDK's script and style sheet. Not recorded: these are no calls of the gateway.</summary>
internal sealed class StaticProvider(string text, string contentType) : IResponseProvider
{
    public Task<(IResponseMessage Message, IMapping? Mapping)> ProvideResponseAsync(
        IMapping mapping, HttpContext context, IRequestMessage requestMessage, WireMockServerSettings settings)
    {
        var message = RecordingProvider.Message(new() { Status = 200, Body = text, ContentType = contentType, Conduct = "proper" });
        message.AddHeader("Access-Control-Allow-Origin", "*");
        message.AddHeader("Cache-Control", "no-cache");
        message.AddHeader("X-Content-Type-Options", "nosniff");
        return Task.FromResult<(IResponseMessage, IMapping?)>((message, null));
    }
}
