using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using CrmMilestones.Mutation.Running;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace CrmMilestones.Mutation.Code;

/// <summary>A project as the build compiles it for one framework, in memory.</summary>
sealed class CompiledProject
{
    CompiledProject(CSharpCompilation compilation, string builtFile)
    {
        Compilation = compilation;
        BuiltFile = builtFile;
    }

    public CSharpCompilation Compilation { get; }

    /// <summary>What the build made of it.</summary>
    public string BuiltFile { get; }

    /// <summary>The project, once for each framework, all of them built before.</summary>
    public static IReadOnlyList<CompiledProject> Read(string project)
    {
        var frameworks = Msbuild.Property(project, "TargetFrameworks") is { Length: > 0 } several
            ? several : Msbuild.Property(project, "TargetFramework");
        return
        [
            .. frameworks.Split(';', StringSplitOptions.RemoveEmptyEntries)
                .Select(framework => Read(project, framework)),
        ];
    }

    /// <summary>The assembly's bytes with one file replaced; null if that does not compile.</summary>
    public byte[]? Emit(SyntaxTree original, string changed) => Emit(Compilation.ReplaceSyntaxTree(
        original, original.WithChangedText(SourceText.From(changed, System.Text.Encoding.UTF8))));

    public static byte[]? Emit(CSharpCompilation compilation)
    {
        using MemoryStream stream = new();
        return compilation.Emit(stream).Success ? stream.ToArray() : null;
    }

    /// <summary>The copies of the built file that lie beside the tests: those which a mutant replaces.</summary>
    public IReadOnlyList<string> CopiesIn(string folder)
    {
        var built = File.ReadAllBytes(BuiltFile);
        return
        [
            .. Directory.EnumerateFiles(folder, Path.GetFileName(BuiltFile), SearchOption.AllDirectories)
                .Where(file => File.ReadAllBytes(file).AsSpan().SequenceEqual(built))
                .Select(file => Path.GetRelativePath(folder, file)),
        ];
    }

    static CompiledProject Read(string project, string framework)
    {
        var folder = Path.GetDirectoryName(project)!;
        var arguments = Msbuild.Items(project, "CscCommandLineArgs", $"-p:TargetFramework={framework}",
            "-t:Compile", "-p:SkipCompilerExecution=true", "-p:ProvideCommandLineArgs=true",
            "-p:BuildProjectReferences=false", "-p:NonExistentFile=__none__");
        var call = CSharpCommandLineParser.Default.Parse(
            arguments.EnumerateArray().Select(item => item.GetProperty("Identity").GetString()!), folder,
            sdkDirectory: null);
        var trees = call.SourceFiles.Select(file => CSharpSyntaxTree.ParseText(
            SourceText.From(File.ReadAllText(file.Path), System.Text.Encoding.UTF8), call.ParseOptions, file.Path));
        var references = call.MetadataReferences.Select(reference => MetadataReference.CreateFromFile(
            Path.GetFullPath(reference.Reference, folder), reference.Properties));
        // Warnings are the build's business: a mutant may leave code that can't be reached.
        var options = call.CompilationOptions.WithGeneralDiagnosticOption(ReportDiagnostic.Suppress)
            .WithSpecificDiagnosticOptions([])
            .WithStrongNameProvider(new DesktopStrongNameProvider([.. call.KeyFileSearchPaths]));
        var compilation = CSharpCompilation.Create(call.CompilationName, trees, references, options);
        return new(compilation, Path.Combine(call.OutputDirectory, call.OutputFileName!));
    }
}
