using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;

namespace CrmMilestones.Sandbox.WebApi;

/// <summary>A request, alone or as a part of a batch.</summary>
/// <param name="Method">The verb in capitals.</param>
/// <param name="Root">The address of the version that the client asked for, such as
/// <c>http://127.0.0.1:5080/api/data/v9.2/</c>; all addresses in answers begin with it.</param>
/// <param name="Path">What follows, still encoded, with the query.</param>
/// <param name="Headers">The headers, by name without case.</param>
/// <param name="Body">The body's text.</param>
sealed record ApiRequest(
    string Method, Uri Root, string Path, IReadOnlyDictionary<string, string> Headers, string Body)
{
    /// <summary>What Prefer asks for.</summary>
    internal Preferences Preferences { get; } = Preferences.Of(Headers.GetValueOrDefault("Prefer"));

    /// <summary>A header's text; null where it is missing or, as some clients write that, the word null.</summary>
    internal string? Header(string name) =>
        Headers.TryGetValue(name, out var value) && value.Length > 0 && value != "null" ? value : null;
}

/// <summary>An answer.</summary>
/// <param name="Status">HTTP's status code.</param>
/// <param name="Body">The JSON; null for none.</param>
sealed record ApiResponse(int Status, JsonObject? Body = null)
{
    /// <summary>Headers besides those that every answer has.</summary>
    internal Dictionary<string, string> Headers { get; } = [];

    /// <summary>A body that isn't JSON, in place of <see cref="Body"/>.</summary>
    internal string? Text { get; init; }

    /// <summary>The type of <see cref="Text"/>.</summary>
    internal string TextType { get; init; } = "text/plain";

    internal ApiResponse With(string header, string value)
    {
        Headers[header] = value;
        return this;
    }
}

/// <summary>A refusal with the status and the code that a client reads.</summary>
sealed class ApiFault(int status, int code, string message) : Exception(message)
{
    internal int Status => status;

    internal int Code => code;

    /// <summary>Something that Dataverse has and this Web API doesn't.</summary>
    internal static ApiFault NotSupported(string what) => new(501, 0, $"{what} is not supported by this host.");

    /// <summary>A path that leads nowhere.</summary>
    internal static ApiFault NoResource(string segment) =>
        new(404, unchecked((int)0x8006088a), $"Resource not found for the segment '{segment}'.");

    internal static ApiFault Bad(string message) => new(400, 0, message);

    /// <summary>A body that can't be read.</summary>
    internal static ApiFault BadPayload(string message) => new(
        400, unchecked((int)0x80048d19), $"Error identified in Payload provided by the user for Entity :'', For more "
        + $"information on this error please follow this help link https://go.microsoft.com/fwlink/?linkid=2195293 "
        + $"---->  InnerException : {message}");
}

/// <summary>The Prefer header.</summary>
/// <param name="Annotations">The annotations asked for, * at the end standing for anything; null for none.</param>
/// <param name="PageSize">The largest page that the client takes.</param>
/// <param name="ReturnsRepresentation">Whether a write answers with the row.</param>
/// <param name="ContinuesOnError">Whether a batch goes on after a failed part.</param>
sealed record Preferences(
    string? Annotations, int? PageSize, bool ReturnsRepresentation, bool ContinuesOnError)
{
    const string Include = "odata.include-annotations";

    readonly string[] _annotations = Annotations?.Split(',', StringSplitOptions.TrimEntries) ?? [];

    internal static Preferences Of(string? header)
    {
        string? annotations = null;
        int? size = null;
        bool representation = false, continues = false;
        foreach (var preference in Parts(header ?? ""))
        {
            var equal = preference.IndexOf('=', StringComparison.Ordinal);
            var name = (equal < 0 ? preference : preference[..equal]).Trim();
            var value = equal < 0 ? "" : preference[(equal + 1)..].Trim().Trim('"');
            switch (name)
            {
                case Include:
                    annotations = value;
                    break;
                case "odata.maxpagesize" when int.TryParse(value, out var n) && n > 0:
                    size = Math.Min(n, 5000);
                    break;
                case "return":
                    representation = value == "representation";
                    break;
                case "odata.continue-on-error" or "continue-on-error":
                    continues = value != "false";
                    break;
            }
        }

        return new(annotations, size, representation, continues);
    }

    /// <summary>Whether an annotation is asked for.</summary>
    internal bool Has(string annotation) => _annotations.Any(
        asked => asked.EndsWith('*') ? annotation.StartsWith(asked[..^1], StringComparison.Ordinal)
            : asked == annotation);

    /// <summary>What of it was followed, for Preference-Applied.</summary>
    internal string? Applied(bool isWrite)
    {
        List<string> applied = [];
        if (ReturnsRepresentation && isWrite)
        {
            applied.Add("return=representation");
        }

        if (Annotations is not null)
        {
            applied.Add($"{Include}=\"{Annotations}\"");
        }

        if (PageSize is { } size && !isWrite)
        {
            applied.Add(FormattableString.Invariant($"odata.maxpagesize={size}"));
        }

        return applied.Count == 0 ? null : string.Join(',', applied);
    }

    /// <summary>Parts at commas and semicolons that no quotes hold.</summary>
    static IEnumerable<string> Parts(string header)
    {
        var (start, quoted) = (0, false);
        for (var i = 0; i < header.Length; i++)
        {
            quoted ^= header[i] == '"';
            if (!quoted && header[i] is (',' or ';'))
            {
                yield return header[start..i];
                start = i + 1;
            }
        }

        yield return header[start..];
    }
}
