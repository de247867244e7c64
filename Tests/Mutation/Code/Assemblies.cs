using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using CrmMilestones.Mutation.Running;
using Microsoft.CodeAnalysis.CSharp;

namespace CrmMilestones.Mutation.Code;

/// <summary>
/// The assemblies of the code under test, one a framework, and where they lie beside the tests: the tests call one, the
/// other goes into the solution's zip.
/// </summary>
sealed class Assemblies
{
    readonly IReadOnlyList<(CompiledProject Project, IReadOnlyList<string> Copies, byte[] Original)> _all;

    public Assemblies(IReadOnlyList<CompiledProject> projects, string programs) => _all =
    [
        .. projects.Select(project => (project, project.CopiesIn(programs), File.ReadAllBytes(project.BuiltFile))),
    ];

    /// <summary>Lays changed assemblies that compile.</summary>
    public void Place(IReadOnlyList<Sandbox> sandboxes, Func<CSharpCompilation, CSharpCompilation> change)
    {
        foreach (var (project, copies, _) in _all)
        {
            var bytes = CompiledProject.Emit(change(project.Compilation))
                ?? throw new InvalidDataException($"{project.BuiltFile}: does not compile.");
            foreach (var sandbox in sandboxes)
            {
                Write(sandbox, copies, bytes);
            }
        }
    }

    /// <summary>Lays the mutant, and the original where it has no part.</summary>
    /// <returns>Whether it compiles.</returns>
    public bool Place(Sandbox sandbox, Mutant mutant)
    {
        var changed = mutant.Apply();
        foreach (var (project, copies, original) in _all)
        {
            var tree = project.Compilation.SyntaxTrees.FirstOrDefault(tree => tree.FilePath == mutant.Tree.FilePath);
            if ((tree is null ? original : project.Emit(tree, changed)) is not { } bytes)
            {
                return false;
            }

            Write(sandbox, copies, bytes);
        }

        return true;
    }

    static void Write(Sandbox sandbox, IReadOnlyList<string> copies, byte[] bytes)
    {
        foreach (var copy in copies)
        {
            File.WriteAllBytes(Path.Combine(sandbox.Programs, copy), bytes);
        }
    }
}
