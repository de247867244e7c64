using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace CrmMilestones.Mutation.Solution;

/// <summary>A small change of the unpacked solution, as the files in <c>Mutations</c> list it.</summary>
/// <param name="Kind">What kind of change it is, in a few words.</param>
/// <param name="File">The files, relative to the solution: * stands for any name, ** for any path.</param>
/// <param name="At">An XPath of the elements or attributes that change.</param>
/// <param name="Why">What would go wrong for people if nobody noticed.</param>
sealed record SolutionMutation(string Kind, string File, string At, string Why)
{
    /// <summary>Their new value.</summary>
    public string? Set { get; init; }

    /// <summary>A text inside the value that becomes <see cref="Set"/>; the whole value if there is none.</summary>
    public string? Replace { get; init; }

    /// <summary>Whether they are taken out.</summary>
    public bool Remove { get; init; }

    static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectRequiredConstructorParameters = true,
    };

    /// <summary>The lists of a folder.</summary>
    /// <exception cref="JsonException">An entry lacks something, or has something unknown.</exception>
    public static IReadOnlyList<SolutionMutation> Read(string folder) =>
    [
        .. Directory.GetFiles(folder, "*.json").Order(StringComparer.Ordinal)
            .Select(System.IO.File.ReadAllText)
            .SelectMany(text => JsonSerializer.Deserialize<SolutionMutation[]>(text, Format)!),
    ];

    public override string ToString()
    {
        var value = Replace is null ? $"= {Set}" : $"{Replace} -> {Set}";
        return $"{Kind}: {At} {(Remove ? "removed" : value)}";
    }
}
