using System.Security.Cryptography;
using System.Text;

namespace ConformanceHarness.Core.Services;

/// <summary>How citizens log in from the web channels with DGA Digital ID (OpenID Connect), as the service is registered there.</summary>
public sealed record OpenIdConnectSettings
{
    /// <summary>Where the harness's provider listens for the service's back end; port 0 = any.</summary>
    public string Listen { get; init; } = "https://127.0.0.1:8445";

    /// <summary>The issuer that the service is configured with; null: DGA's own of the stage.</summary>
    public string? Issuer { get; init; }
    public required string ClientId { get; init; }

    /// <summary>The client secret as DGA issued it, before it is hashed.</summary>
    public required SecretReference ClientSecret { get; init; }

    /// <summary>The registered redirect address: whole, or a path on the host of the Landing URL.</summary>
    public required string RedirectUri { get; init; }

    /// <summary>Where the browser comes back to after logout: whole, or a path; null: not registered, any address of the service's own host.</summary>
    public string? PostLogoutRedirectUrl { get; init; }

    /// <summary>From the Landing URL to where the service sends the browser to the provider; empty: it does so by itself.</summary>
    public IReadOnlyList<JourneyStep> Start { get; init; } = [];

    /// <summary>From the page after login to the end of the login; empty: one tap on <see cref="Leave"/>.</summary>
    public IReadOnlyList<JourneyStep> Logout { get; init; } = [];

    /// <summary>What the way out is called where the file does not say it.</summary>
    public const string Leave = "ออกจากระบบ";

    /// <summary><see cref="Logout"/>, or the tap that stands for it.</summary>
    public IReadOnlyList<JourneyStep> WayOut => Logout.Count > 0 ? Logout : [new JourneyStep(StepKind.Tap, new StepTarget(Leave))];

    /// <summary>DGA's issuer: one for UAT, one for everything after it.</summary>
    public static string DgaIssuer(Stage stage) => stage == Stage.Uat ? "https://connect.dga.or.th" : "https://connect.egov.go.th";

    public Uri IssuerAt(Stage stage) => new(Issuer ?? DgaIssuer(stage));

    /// <summary>To the letter as it is registered for the stage.</summary>
    public string RedirectUriAt(StageTarget target) => Whole(RedirectUri, target);

    public string? PostLogoutRedirectUrlAt(StageTarget target) => PostLogoutRedirectUrl is null ? null : Whole(PostLogoutRedirectUrl, target);

    /// <summary>What DGA's provider is sent instead of the secret: md5 in lower-case hex of the secret and "EGA", and that six times more.</summary>
    public static string Hashed(string secret)
    {
        var hash = secret;
        for (var round = 0; round < 7; round++)
        {
            // DGA's documented form of a password for its provider, not a protection of ours.
#pragma warning disable CA5351
            hash = Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(hash + "EGA")));
#pragma warning restore CA5351
        }

        return hash;
    }

    private static string Whole(string address, StageTarget target) => address.StartsWith('/') ? new Uri(new Uri(target.LandingUrl), address).AbsoluteUri : address;
}
