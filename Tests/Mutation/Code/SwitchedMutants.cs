using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using CrmMilestones.Mutation.Running;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace CrmMilestones.Mutation.Code;

/// <summary>
/// Many mutants in one assembly: each member holds, beside its own body, a body for every change of it, and a switch
/// decides which runs. So a process that has loaded the tests tries one after the other.
/// </summary>
sealed class SwitchedMutants
{
    readonly Dictionary<int, Mutant> _mutants;

    SwitchedMutants(Dictionary<int, Mutant> mutants) => _mutants = mutants;

    /// <summary>By their numbers.</summary>
    public IReadOnlyDictionary<int, Mutant> All => _mutants;

    /// <summary>Those mutants that lie in a member's body and compile in all projects.</summary>
    public static SwitchedMutants Of(IEnumerable<Mutant> mutants, IReadOnlyList<CompiledProject> projects)
    {
        SwitchedMutants switched = new(
            mutants.Where(mutant => Body.Around(mutant.Mutation.Original) is not null)
                .Select((mutant, place) => (mutant, number: MutantSwitch.None + 1 + place))
                .ToDictionary(pair => pair.number, pair => pair.mutant));
        foreach (var project in projects)
        {
            while (switched.Broken(project) is { Count: > 0 } broken)
            {
                broken.ForEach(number => switched._mutants.Remove(number));
            }
        }

        return switched;
    }

    /// <summary>The project with all of them in it.</summary>
    public CSharpCompilation Apply(CSharpCompilation project)
    {
        var options = (CSharpParseOptions)project.SyntaxTrees.First().Options;
        var ofBodies = _mutants.GroupBy(pair => Body.Around(pair.Value.Mutation.Original)!)
            .ToLookup(body => body.Key.SyntaxTree.FilePath);
        foreach (var tree in project.SyntaxTrees)
        {
            var blocks = ofBodies[tree.FilePath].Select(body => (body.Key, Switch(body.Key, body)));
            project = project.ReplaceSyntaxTree(tree, tree.WithChangedText(Body.Replaced(tree, blocks)));
        }

        return project.AddSyntaxTrees(
            CSharpSyntaxTree.ParseText(SourceText.From(MutantSwitch.Source, Encoding.UTF8), options));
    }

    static string Switch(SyntaxNode body, IEnumerable<KeyValuePair<int, Mutant>> mutants)
    {
        var cases = mutants.Select(pair => FormattableString.Invariant(
            $"case {pair.Key}: {Body.Block(body, pair.Value.ApplyTo(body))} break;\n"));
        return $"{{ switch ({MutantSwitch.Present}) {{\n{string.Concat(cases)}"
            + $"default: {Body.Block(body, body)} break; }} }}";
    }

    List<int> Broken(CompiledProject project)
    {
        var errors = Apply(project.Compilation).GetDiagnostics()
            .Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).ToArray();
        List<int> numbers = [.. errors.Select(NumberAt).OfType<int>().Distinct()];
        return errors.Length == 0 || numbers.Count > 0 ? numbers : throw new InvalidDataException(
            $"{project.BuiltFile}: does not compile with mutants in it: {errors[0]}");
    }

    static int? NumberAt(Diagnostic error) => error.Location.SourceTree!.GetRoot().FindNode(error.Location.SourceSpan)
        .AncestorsAndSelf().OfType<SwitchSectionSyntax>()
        .Where(section => section.Parent is SwitchStatementSyntax { Expression: var expression }
            && expression.ToString() == MutantSwitch.Present)
        .Select(section => section.Labels[0]).OfType<CaseSwitchLabelSyntax>()
        .Select(label => (int?)((LiteralExpressionSyntax)label.Value).Token.Value).FirstOrDefault();
}
