using System.Net;
using ConformanceHarness.Platform.Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ConformanceHarness.EndToEnd.Tests.Tools;

/// <summary>An https server on loopback that answers every request in one way.</summary>
internal sealed class TinyService : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly LocalAuthority authority;

    private TinyService(WebApplication app, LocalAuthority authority)
    {
        this.app = app;
        this.authority = authority;
    }

    public string Address => app.Urls.Single().Replace("127.0.0.1", "localhost", StringComparison.Ordinal) + "/";

    public string Ca => authority.Authority.ExportCertificatePem();

    public static async Task<TinyService> StartAsync(RequestDelegate answer, bool webSockets = false)
    {
        var authority = LocalAuthority.CreateInMemory();
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(k => k.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(authority.IssueServerCertificate("localhost"))));
        // Pages that never end must not hold up the end of the test.
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.Zero);
        builder.Logging.ClearProviders();
        var app = builder.Build();
        if (webSockets)
        {
            app.UseWebSockets();
        }

        app.Run(answer);
        await app.StartAsync();
        return new TinyService(app, authority);
    }

    public static RequestDelegate Html(string body, int status = 200) => async context =>
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/html; charset=utf-8";
        await context.Response.WriteAsync("<!doctype html><html lang=th><meta charset=utf-8><title>บริการ</title>" + body);
    };

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        authority.Dispose();
    }
}
