using Microsoft.AspNetCore.Http;

namespace ConformanceHarness.Bench.Nights;

/// <summary>The page that simulated services serve: small, and well in production as far as it can be seen from outside.</summary>
internal static class LandingPage
{
    public const string Style = "body{font:16px/1.6 sans-serif;margin:1rem;color:#111;background:#fff}a{display:inline-block;min-height:48px;min-width:48px}";

    public static string Html(int index, bool entered) =>
        $"""
        <!DOCTYPE html><html lang="th"><head><meta charset="utf-8"><title>บริการจำลองที่ {index + 1}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1"><link rel="stylesheet" href="/app.css">
        <script src="https://czp.dga.or.th/cportal/sdk/iu/v4/sdk.js"></script><script src="/app.js" defer></script></head>
        <body><main><h1>บริการจำลองที่ {index + 1}</h1>
        <p>{(entered ? "ไม่สามารถยืนยันตัวตนได้ กรุณากลับไปที่แอปทางรัฐแล้วเข้าใช้บริการใหม่อีกครั้ง หรือติดต่อ 02-000-0000" : "กรุณาเข้าใช้บริการผ่านแอปทางรัฐ หากพบปัญหาติดต่อ 02-000-0000")}</p></main></body></html>
        """;

    public static string Script(LandingKind kind) => kind switch
    {
        LandingKind.Leaking => "const kept=[];setInterval(()=>{const part=new Float64Array(4<<20);for(let i=0;i<part.length;i+=256)part[i]=i;kept.push(part)},40);",
        LandingKind.Endless => "(async()=>{for(;;){try{await fetch('/more')}catch{}}})();",
        _ => "document.documentElement.dataset.ready='yes';",
    };

    public static void Secure(IHeaderDictionary headers)
    {
        headers.StrictTransportSecurity = "max-age=31536000; includeSubDomains";
        headers.XContentTypeOptions = "nosniff";
        headers.ContentSecurityPolicy = "default-src 'self'; script-src 'self' https://czp.dga.or.th; frame-ancestors 'none'";
        headers["Referrer-Policy"] = "no-referrer";
        headers.CacheControl = "no-store";
    }
}
