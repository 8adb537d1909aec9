using ConformanceHarness.Core.Evidence;
using ConformanceHarness.Sessions;

namespace ConformanceHarness.Suites.MinimumTestcase.Scenarios;

/// <summary>A body that names another citizen than the one who is logged in, as an attacker would send it.</summary>
internal static class ForeignBody
{
    // What services call the owner of a request; where a body names none these are added, in case the server takes what it is given.
    private static readonly string[] CitizenNames = ["citizenId", "citizen_id", "pid", "idCard"];
    private static readonly string[] UserNames = ["userId", "user_id", "ownerId"];

    /// <summary>The changed body; null where it can't be changed without breaking it, or carries an entry.</summary>
    public static string? Of(OutgoingRequest request, Citizen own, Citizen other, IEnumerable<string> mTokens)
    {
        if (mTokens.Any(t => request.Body.Contains(t, StringComparison.OrdinalIgnoreCase)))
        {
            return null;
        }

        // Sent without a file that belongs to it, it would be refused for that.
        if (!request.Whole)
        {
            return null;
        }

        var replaced = Replace(request.Body, own, other);
        return replaced != request.Body ? replaced : Add(request, other);
    }

    private static string Replace(string body, Citizen own, Citizen other) => body
        .Replace(own.CitizenId, other.CitizenId, StringComparison.Ordinal)
        .Replace(Dashed(own.CitizenId), Dashed(other.CitizenId), StringComparison.Ordinal)
        .Replace(own.UserId, other.UserId, StringComparison.OrdinalIgnoreCase);

    private static string? Add(OutgoingRequest request, Citizen other)
    {
        if (request.ContentType?.Contains("x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase) == true)
        {
            return request.Body + string.Concat(Named(other).Select(n => $"&{n.Name}={n.Value}"));
        }

        if (request.ContentType?.Contains("multipart/form-data", StringComparison.OrdinalIgnoreCase) == true)
        {
            return AddParts(request.Body, other);
        }

        if (request.ContentType?.Contains("json", StringComparison.OrdinalIgnoreCase) != true)
        {
            return null;
        }

        // By text, not by parsing: the body is one char per byte, which a JSON writer would escape.
        var end = request.Body.LastIndexOf('}');
        if (end < 0 || request.Body.TrimStart() is not ['{', ..])
        {
            return null;
        }

        var members = string.Join(',', Named(other).Where(n => !request.Body.Contains($"\"{n.Name}\"", StringComparison.OrdinalIgnoreCase)).Select(n => $"\"{n.Name}\":\"{n.Value}\""));
        var comma = request.Body[..end].TrimEnd().EndsWith('{') ? "" : ",";
        return members.Length == 0 ? null : request.Body[..end] + comma + members + request.Body[end..];
    }

    /// <summary>Parts of their own before the last boundary (RFC 7578), which is the body's first line with two hyphens after it.</summary>
    private static string? AddParts(string body, Citizen other)
    {
        var boundary = body[..Math.Max(0, body.IndexOf("\r\n", StringComparison.Ordinal))];
        var end = boundary.StartsWith("--", StringComparison.Ordinal) ? body.LastIndexOf("\r\n" + boundary + "--", StringComparison.Ordinal) : -1;
        return end < 0 ? null : body[..(end + 2)]
            + string.Concat(Named(other).Where(n => !body.Contains($"; name=\"{n.Name}\"", StringComparison.OrdinalIgnoreCase)).Select(n => $"{boundary}\r\nContent-Disposition: form-data; name=\"{n.Name}\"\r\n\r\n{n.Value}\r\n"))
            + body[(end + 2)..];
    }

    private static IEnumerable<(string Name, string Value)> Named(Citizen other) =>
        CitizenNames.Select(n => (n, other.CitizenId)).Concat(UserNames.Select(n => (n, other.UserId)));

    private static string Dashed(string id) => id.Length == 13 ? $"{id[0]}-{id[1..5]}-{id[5..10]}-{id[10..12]}-{id[12]}" : id;
}
