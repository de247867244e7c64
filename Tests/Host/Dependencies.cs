using System;
using System.Linq;
using ArchUnitNET.Domain;
using ArchUnitNET.Loader;
using Xunit;
using Assembly = System.Reflection.Assembly;

namespace CrmMilestones.Tests.Host;

/// <summary>Which types of an assembly refer to which others, in signatures and in code.</summary>
sealed class Dependencies(Assembly assembly)
{
    readonly Architecture _architecture = new ArchLoader().LoadAssembly(assembly).Build();

    /// <summary>
    /// Fails with each reference, as "type -> type", from the types that <paramref name="from"/> chooses by full name to
    /// those that <paramref name="to"/> chooses.
    /// </summary>
    public void MustNotLead(Func<string, bool> from, Func<string, bool> to)
    {
        var wrong = from type in _architecture.Types
                    where @from(type.FullName)
                    from dependency in type.Dependencies
                    where to(dependency.Target.FullName)
                    select $"{type.FullName} -> {dependency.Target.FullName}";
        var lines = string.Join('\n', wrong.Distinct().Order(StringComparer.Ordinal));
        Assert.True(lines.Length == 0, lines);
    }
}
