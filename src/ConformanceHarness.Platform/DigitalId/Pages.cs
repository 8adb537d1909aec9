using Microsoft.AspNetCore.Http;

namespace ConformanceHarness.Platform.DigitalId;

/// <summary>What a browser is shown at the provider.</summary>
internal static class Pages
{
    /// <summary>Path of what is the harness's own and no part of the provider.</summary>
    public const string Own = "/harness";
    public const string SignIn = Own + "/sign-in";

    public static Task SignedInAsync(HttpContext context) => ShowAsync(context, "เข้าสู่ระบบแล้ว", "<p>ลงชื่อเข้าใช้บัญชีดิจิทัลของระบบจำลองเรียบร้อยแล้ว</p>");

    public static Task SignedOutAsync(HttpContext context) => ShowAsync(context, "ออกจากระบบแล้ว", "<p>ออกจากบัญชีดิจิทัลของระบบจำลองเรียบร้อยแล้ว</p>");

    public static Task TicketUsedAsync(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status410Gone;
        return ShowAsync(context, "ลิงก์ถูกใช้แล้ว", "<p>ลิงก์เข้าสู่ระบบนี้ใช้ได้ครั้งเดียว</p>");
    }

    /// <summary>In a run nobody signs in here: citizens have signed in at the portal before they come.</summary>
    public static Task LogInAsync(HttpContext context, bool byHand) => ShowAsync(context, "เข้าสู่ระบบด้วยบัญชีดิจิทัล", byHand
        ? $"""
          <p>ระบบจำลองสำหรับผู้พัฒนา เลือกผู้ใช้ที่สมมติขึ้น</p>
          <form method="post" action="{SignIn}"><input type="hidden" name="next" value="{System.Net.WebUtility.HtmlEncode(context.Request.Path + context.Request.QueryString)}">
          <p><button name="as" value="citizen">เข้าสู่ระบบเป็นบุคคลธรรมดา</button></p>
          <p><button name="as" value="company">เข้าสู่ระบบเป็นผู้แทนนิติบุคคล</button></p></form>
          """
        : "<p>กรุณาเข้าสู่ระบบบัญชีดิจิทัลจากเว็บทางรัฐหรือ Biz Portal ก่อนใช้บริการนี้</p>");

    private static Task ShowAsync(HttpContext context, string title, string body)
    {
        context.Response.ContentType = "text/html; charset=utf-8";
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'";
        return context.Response.WriteAsync($$"""
            <!doctype html>
            <html lang="th">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>{{title}} | Digital ID (ระบบจำลอง)</title>
            <link rel="icon" href="data:,">
            <style>body { font-family: sans-serif; font-size: 1rem; line-height: 1.6; margin: 2rem auto; max-width: 30rem; padding: 0 1rem; color: #1d1d1d; background: #fff } button { font: inherit; min-height: 48px; width: 100% }</style>
            </head>
            <body><main>
            <h1>{{title}}</h1>
            {{body}}
            </main></body>
            </html>
            """);
    }
}
