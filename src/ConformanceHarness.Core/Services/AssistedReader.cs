using ConformanceHarness.Core.Yaml;

namespace ConformanceHarness.Core.Services;

/// <summary><c>assisted</c>: who the test citizen is whose entries a tester hands over. By reference: the data is a person's, and no business of this file.</summary>
internal static class AssistedReader
{
    public static SecretReference? Read(Members root, Problems problems) =>
        root.Optional("assisted") is { } value && Members.Of(value, "assisted", problems, ["citizen"]) is { } members
            ? References.Secret(members, "citizen", problems)
            : null;
}
