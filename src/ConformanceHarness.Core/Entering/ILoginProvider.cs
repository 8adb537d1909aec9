using ConformanceHarness.Core.Evidence;

namespace ConformanceHarness.Core.Entering;

/// <summary>
/// DGA Digital ID as a scenario sees it: an OpenID Connect provider at which citizens are signed in, with a journal. All members may be called
/// at once from several scenarios.
/// </summary>
public interface ILoginProvider
{
    /// <summary>Base address by which the browser knows the provider.</summary>
    Uri Issuer { get; }

    /// <summary>The citizen as one who acts for a company.</summary>
    Citizen Represent(Citizen citizen);

    /// <summary>Address of the provider that signs in the browser which opens it; each works once.</summary>
    Uri SignIn(Citizen citizen, ProviderConduct conduct);

    /// <summary>Answers an authorization request of the service's for this citizen, outside any browser.</summary>
    /// <param name="request">the address to which the service sent a browser</param>
    /// <returns>the callback address with a fresh code; null where the provider refuses the request</returns>
    Task<Uri?> AuthorizeAsync(string request, Citizen citizen, CancellationToken cancellationToken);

    /// <summary>All calls that concern one of the given citizens, in order of arrival.</summary>
    IReadOnlyList<ProviderCall> CallsFor(IReadOnlyCollection<string> userIds);
}

/// <summary>What the provider does with one sign-in. The journal shows the names in camelCase.</summary>
public enum ProviderConduct
{
    Proper,

    /// <summary>The id_token carries another nonce than the one that the client sent.</summary>
    OtherNonce,
}
