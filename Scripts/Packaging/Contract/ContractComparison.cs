using System;
using System.Collections.Generic;
using System.Linq;

namespace CrmMilestones.Packaging.Contract;

/// <summary>A thing that the contract assembly declares otherwise than the official one.</summary>
/// <param name="Place">The type's full name, or "assembly".</param>
/// <param name="Contract">What the contract assembly declares; empty if it lacks what it must have.</param>
/// <param name="Official">What the official assembly declares instead, by the same name; empty if nothing.</param>
sealed record ContractDifference(string Place, IReadOnlyList<string> Contract, IReadOnlyList<string> Official);

/// <summary>
/// Holds the contract assembly against the official one. The contract is a part of the official surface: types and
/// members that it leaves out are no difference, except in an interface, whose every member binds those who implement
/// it.
/// </summary>
static class ContractComparison
{
    public static IReadOnlyList<ContractDifference> Compare(AssemblyImage contract, AssemblyImage official)
    {
        var surface = PublicSurface.Read(official);
        return
        [
            .. CompareIdentity(contract.Name.FullName, official.Name.FullName),
            .. PublicSurface.Read(contract).Values.OrderBy(type => type.Name, StringComparer.Ordinal)
                .SelectMany(type => Compare(type, surface.GetValueOrDefault(type.Name))),
        ];
    }

    static ContractDifference[] CompareIdentity(string contract, string official) =>
        contract == official ? [] : [new("assembly", [contract], [official])];

    static List<ContractDifference> Compare(TypeSurface contract, TypeSurface? official)
    {
        if (official is null)
        {
            return [new(contract.Name, [contract.Declarations[0].Text], [])];
        }

        var contractOnly = Only(contract, official);
        var officialOnly = Only(official, contract);
        var subjects = contractOnly.Select(one => one.Key);
        if (contract.IsInterface)
        {
            subjects = subjects.Union(officialOnly.Select(one => one.Key));
        }

        List<ContractDifference> differences =
        [
            .. from subject in subjects
               select new ContractDifference(contract.Name, [.. contractOnly[subject]], [.. officialOnly[subject]]),
        ];
        if (contract.IsInterface && differences is [] && !contract.Declarations.SequenceEqual(official.Declarations))
        {
            differences.Add(new(contract.Name, InOrder(contract), InOrder(official)));
        }

        return differences;
    }

    static ILookup<string, string> Only(TypeSurface one, TypeSurface other) => one.Declarations
        .Except(other.Declarations).ToLookup(declaration => declaration.Subject, declaration => declaration.Text);

    static string[] InOrder(TypeSurface type) => [.. type.Declarations.Skip(1).Select(declaration => declaration.Text)];
}
