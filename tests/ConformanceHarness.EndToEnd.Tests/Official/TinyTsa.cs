using System.Net;
using ConformanceHarness.Core.Tests.Bundles;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ConformanceHarness.EndToEnd.Tests.Official;

/// <summary>A timestamp authority by http on loopback (RFC 3161, section 3.4), or what stands in its place.</summary>
internal sealed class TinyTsa : IAsyncDisposable
{
    private readonly WebApplication app;
    private int asked;

    private TinyTsa(WebApplication app) => this.app = app;

    public string Address => app.Urls.Single() + "/tsa";

    /// <summary>How often it was asked.</summary>
    public int Asked => asked;

    public static Task<TinyTsa> StartAsync(TestTsa tsa) => StartAsync(async context =>
    {
        Assert.That((context.Request.Method, context.Request.ContentType), Is.EqualTo(("POST", "application/timestamp-query")));
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        context.Response.ContentType = "application/timestamp-reply";
        await context.Response.Body.WriteAsync(tsa.Answer(body.ToArray(), context.RequestAborted));
    });

    public static async Task<TinyTsa> StartAsync(RequestDelegate answer)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(k => k.Listen(IPAddress.Loopback, 0));
        builder.Logging.ClearProviders();
        var app = builder.Build();
        var tsa = new TinyTsa(app);
        app.Run(context =>
        {
            Interlocked.Increment(ref tsa.asked);
            return answer(context);
        });
        await app.StartAsync();
        return tsa;
    }

    public async ValueTask DisposeAsync() => await app.DisposeAsync();
}
