using System.Security.Claims;
using ConformanceHarness.Core.Entering;
using ConformanceHarness.Core.Evidence;
using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using OpenIddict.Abstractions;
using OpenIddict.Server.AspNetCore;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace ConformanceHarness.Platform.DigitalId;

/// <summary>DGA's four endpoints, after OpenIddict has read and checked the request.</summary>
internal sealed class Endpoints(DigitalIdOptions options, ProviderState state, Func<string, Citizen> newCitizen)
{
    /// <summary>Secure and bound to this host, so that no service's page ever gets it.</summary>
    private const string Cookie = "__Host-digital-id";
    private static readonly CookieOptions CookieRules = new() { Secure = true, HttpOnly = true, SameSite = SameSiteMode.Lax, Path = "/" };

    /// <summary>For authorization requests that the harness makes outside a browser; its value is a ticket.</summary>
    public const string TicketHeader = "x-harness-ticket";

    public Task SignInAsync(HttpContext context)
    {
        if (state.Redeem(context.Request.Query["ticket"].ToString()) is not { } session)
        {
            return Pages.TicketUsedAsync(context);
        }

        state.End(context.Request.Cookies[Cookie]);
        context.Response.Cookies.Append(Cookie, session, CookieRules);
        return Pages.SignedInAsync(context);
    }

    public async Task SignInByHandAsync(HttpContext context)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var next = form["next"].ToString();
        if (!options.ByHand || !next.StartsWith("/connect/authorize?", StringComparison.Ordinal))
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        context.Response.Cookies.Append(Cookie, state.Open(new SignedIn(newCitizen(form["as"].ToString()), ProviderConduct.Proper)), CookieRules);
        context.Response.Redirect(next);
    }

    public async Task AuthorizeAsync(HttpContext context)
    {
        var request = context.GetOpenIddictServerRequest() ?? throw new InvalidOperationException("OpenIddict has read no request.");
        var notes = CallNotes.Of(context);
        notes.ByHarness = context.Request.Headers.ContainsKey(TicketHeader);
        var who = notes.ByHarness ? state.Session(state.Redeem(context.Request.Headers[TicketHeader].ToString())) : state.Session(context.Request.Cookies[Cookie]);
        if (who is null)
        {
            notes.Conduct = "signInNeeded";
            await Pages.LogInAsync(context, options.ByHand);
            return;
        }

        notes.UserId = who.Citizen.UserId;
        if (who.Conduct == ProviderConduct.OtherNonce && request.Nonce is not null)
        {
            notes.Conduct = "otherNonce";
            request.Nonce = Guid.NewGuid().ToString("N");
        }

        var identity = new ClaimsIdentity("digital-id", Claims.Name, Claims.Role);
        identity.SetClaim(Claims.Subject, Persons.Subject(who.Citizen));
        identity.SetClaim(Persons.UserId, who.Citizen.UserId);
        identity.SetScopes(request.GetScopes());
        foreach (var (name, value) in Persons.Claims(who.Citizen, request.GetScopes()))
        {
            identity.SetClaim(name, value);
        }

        // DGA's id_token: who it is. Everything else is asked for at userinfo.
        identity.SetDestinations(claim => claim.Type switch
        {
            Claims.Subject => [Destinations.AccessToken, Destinations.IdentityToken],
            Persons.UserId => [Destinations.AccessToken],
            _ => [Destinations.IdentityToken],
        });
        await context.SignInAsync(OpenIddictServerAspNetCoreDefaults.AuthenticationScheme, new ClaimsPrincipal(identity));
    }

    public static async Task TokenAsync(HttpContext context)
    {
        var granted = await context.AuthenticateAsync(OpenIddictServerAspNetCoreDefaults.AuthenticationScheme);
        await context.SignInAsync(OpenIddictServerAspNetCoreDefaults.AuthenticationScheme, granted.Principal ?? throw new InvalidOperationException("OpenIddict granted nothing."));
    }

    public async Task UserInfoAsync(HttpContext context)
    {
        var notes = CallNotes.Of(context);
        var granted = await context.AuthenticateAsync(OpenIddictServerAspNetCoreDefaults.AuthenticationScheme);
        if (state.Subject(granted.Principal?.GetClaim(Persons.UserId)) is not { } who)
        {
            notes.Conduct = "badToken";
            await context.ChallengeAsync(OpenIddictServerAspNetCoreDefaults.AuthenticationScheme);
            return;
        }

        notes.UserId = who.Citizen.UserId;
        notes.AccessToken = context.Request.Headers.Authorization.ToString() is var header && header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) ? header[7..].Trim() : null;
        var answer = new Dictionary<string, string> { [Claims.Subject] = Persons.Subject(who.Citizen) };
        foreach (var (name, value) in Persons.Claims(who.Citizen, granted.Principal!.GetScopes()))
        {
            answer[name] = value;
        }

        await context.Response.WriteAsJsonAsync(answer, Json.Default.DictionaryStringString, cancellationToken: context.RequestAborted);
    }

    /// <summary>DGA's parameter is post_logout_redirect_<b>url</b>; the standard's is not looked at.</summary>
    public Task EndSessionAsync(HttpContext context)
    {
        var notes = CallNotes.Of(context);
        var request = context.GetOpenIddictServerRequest() ?? throw new InvalidOperationException("OpenIddict has read no request.");
        var ended = state.End(context.Request.Cookies[Cookie]);
        notes.IdToken = request.IdTokenHint;
        notes.UserId = ended?.Citizen.UserId ?? state.Token(request.IdTokenHint)?.Citizen.UserId;
        context.Response.Cookies.Delete(Cookie, CookieRules);
        if (request.IdTokenHint is null)
        {
            notes.Departures.Add("id_token_hint is missing.");
        }
        else if (state.Token(request.IdTokenHint) is not { } hinted)
        {
            notes.Departures.Add("id_token_hint is no id_token that this provider issued.");
        }
        else if (ended is not null && hinted.Citizen.UserId != ended.Citizen.UserId)
        {
            notes.Departures.Add("id_token_hint belongs to another citizen than the one who is signed in.");
        }

        var url = request["post_logout_redirect_url"]?.ToString();
        if (url is null)
        {
            notes.Departures.Add(request.PostLogoutRedirectUri is null ? "post_logout_redirect_url is missing." : "post_logout_redirect_uri is sent; the documented name is post_logout_redirect_url.");
        }
        else if (!MayReturnTo(url))
        {
            notes.Departures.Add("post_logout_redirect_url is not registered.");
        }
        else
        {
            var returning = request.State is { } given ? url + (url.Contains('?', StringComparison.Ordinal) ? '&' : '?') + "state=" + Uri.EscapeDataString(given) : url;
            context.Response.Redirect(returning);
            return Task.CompletedTask;
        }

        return Pages.SignedOutAsync(context);
    }

    private bool MayReturnTo(string url) => state.Registered switch
    {
        { PostLogoutRedirectUrl: { } registered } => url == registered,
        { RedirectUri: var redirect } => Uri.TryCreate(url, UriKind.Absolute, out var address) && address.GetLeftPart(UriPartial.Authority) == new Uri(redirect).GetLeftPart(UriPartial.Authority),
        null => false,
    };
}
