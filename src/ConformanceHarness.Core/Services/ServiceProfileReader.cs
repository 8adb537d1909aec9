using System.Security.Cryptography;
using ConformanceHarness.Core.Catalogues;
using ConformanceHarness.Core.Yaml;

namespace ConformanceHarness.Core.Services;

/// <summary>
/// Service file (YAML) → <see cref="ServiceProfile"/>. A wrong file is refused with every problem at once, each with its line. The file's
/// members are described in docs/service-file.md and, for editors, in the suite's schemas/service.schema.json.
/// </summary>
public static class ServiceProfileReader
{
    private static readonly string[] Known =
        ["service", "subServices", "responsible", "appId", "channels", "features", "logins", "openIdConnect", "stages", "hosts", "gateway", "assisted", "documents", "waivers", "attestations", "firstVisit", "requestList", "sendFile", "scanQrCode", "device"];

    /// <param name="path">the file; messages name it as given here</param>
    /// <param name="catalogues">catalogues of the run: waivers, attestations and features must name something in one of them; none: not compared</param>
    /// <exception cref="ConfigurationProblemsException">the file can't be used; holds every problem</exception>
    public static ServiceProfile Read(string path, params IReadOnlyCollection<Catalogue> catalogues)
    {
        var problems = new Problems(path);
        var bytes = YamlBytes.Of(path, problems);
        problems.ThrowIfAny();
        return Read(bytes!, problems, catalogues);
    }

    /// <inheritdoc cref="Read(string, IReadOnlyCollection{Catalogue})"/>
    /// <param name="bytes">the file's bytes</param>
    /// <param name="displayName">how messages name the file</param>
    /// <param name="catalogues">catalogues of the run; none: not compared</param>
    public static ServiceProfile Read(byte[] bytes, string displayName, params IReadOnlyCollection<Catalogue> catalogues) =>
        Read(bytes, new Problems(displayName), catalogues);

    private static ServiceProfile Read(byte[] bytes, Problems problems, IReadOnlyCollection<Catalogue> catalogues)
    {
        var root = YamlTree.Read(bytes, problems) is { } value ? Members.Of(value, "", problems, Known) : null;
        var profile = root is null ? null : Profile(root, problems, catalogues, Convert.ToHexStringLower(SHA256.HashData(bytes)));
        problems.ThrowIfAny();
        return profile ?? throw new InvalidOperationException("A service file was left out without a problem being reported.");
    }

    private static ServiceProfile? Profile(Members root, Problems problems, IReadOnlyCollection<Catalogue> catalogues, string digest)
    {
        var service = root.RequiredMembers("service", ["id", "agency", "category", "name"]);
        var id = service is null ? null : ServiceFields.Matching(service, "id", ServiceWords.Id(), new("อักษรอังกฤษพิมพ์เล็ก ตัวเลข และขีดกลาง", "lower-case letters, digits and dashes"), problems);
        var agency = service?.RequiredLocal("agency");
        var category = service?.RequiredLocal("category");
        var name = service?.RequiredLocal("name");
        var subServices = ServiceFields.SubServices(root, problems);
        var responsible = ServiceFields.Responsible(root, problems);
        var appId = ServiceFields.Matching(root, "appId", ServiceWords.Uuid(), new("UUID ที่ DGA ออกให้ เช่น 3f0c1b1e-8a54-4f7e-9d0e-0d6a1c2b3e4f", "the UUID that DGA issued, such as 3f0c1b1e-8a54-4f7e-9d0e-0d6a1c2b3e4f"), problems);
        var channels = root.RequiredChoices("channels", CatalogueWords.Channels);
        var features = root.OptionalWords("features");
        var logins = OpenIdConnectReader.Logins(root, channels, problems);
        var openIdConnect = OpenIdConnectReader.Read(root, logins, problems);
        var targets = TargetReader.Read(root, problems);
        var hosts = ServiceFields.Hosts(root, problems);
        var gateway = GatewayReader.Read(root, problems);
        var citizen = AssistedReader.Read(root, problems);
        var documents = DocumentsReader.Read(root, problems);
        var waivers = AnswerReader.Waivers(root, problems);
        var attestations = AnswerReader.Attestations(root, problems);
        var firstVisit = JourneyReader.FirstVisit(root, "firstVisit", problems);
        var requestList = JourneyReader.Steps(root, "requestList", problems);
        var sendFile = JourneyReader.Steps(root, "sendFile", problems);
        var scanQrCode = JourneyReader.Steps(root, "scanQrCode", problems);
        var device = DeviceReader.Read(root, problems);
        if (catalogues.Count > 0)
        {
            new CatalogueComparison(catalogues, problems).Compare(features, waivers.Select(w => w.Case), attestations.Select(a => a.Case));
        }

        return id is null || agency is null || category is null || name is null || appId is null || gateway is null
            ? null
            : new ServiceProfile
            {
                Id = id,
                Agency = agency,
                Category = category,
                Name = name,
                SubServices = subServices,
                Responsible = responsible,
                AppId = appId,
                Channels = channels,
                Features = [.. features.Select(f => f.Text)],
                Logins = logins,
                OpenIdConnect = openIdConnect,
                Targets = targets,
                Hosts = hosts,
                Gateway = gateway,
                AssistedCitizen = citizen,
                Documents = documents,
                Waivers = [.. waivers.Select(w => w.Value).OfType<Waiver>()],
                Attestations = [.. attestations.Select(a => a.Value).OfType<Attestation>()],
                FirstVisit = firstVisit,
                RequestList = requestList,
                SendFile = sendFile,
                ScanQrCode = scanQrCode,
                Device = device,
                Digest = digest,
            };
    }
}
