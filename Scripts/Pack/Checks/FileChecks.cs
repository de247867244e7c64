using System;
using System.Collections.Generic;
using System.Linq;
using System.Xml.Linq;
using CrmMilestones.Scripts.Pack.Source;

namespace CrmMilestones.Scripts.Pack.Checks;

/// <summary>Every file finds its place in the zip, and every file that is named exists. Microsoft's packager leaves
/// out in silence what has no place.</summary>
static class FileChecks
{
    public static IEnumerable<Problem> Find(SolutionSource source) =>
        [.. Placeholders(source), .. Described(source), .. Formulas(source), .. Twins(source), .. Strangers(source)];

    static IEnumerable<Problem> Placeholders(SolutionSource source)
    {
        var sections = SolutionLayout.Sections
            .Append(new("Entities", SolutionLayout.Tables))
            .Append(new("EntityRelationships", SolutionLayout.RelationshipBodies))
            .Append(new("FieldSecurityProfiles", SolutionLayout.ColumnSecurity));
        var ofTables =
            from table in source.Tables
            let folder = SolutionLayout.TableFolder(table.Xml.BaseUri)
            from section in SolutionLayout.TableSections
            select Placeholder(source, table.Xml, section with { Files = folder + section.Files });
        return sections.Select(section => Placeholder(source, source.Customizations, section)).Concat(ofTables).OfType<Problem>();
    }

    static Problem? Placeholder(SolutionSource source, XElement frame, Section section) =>
        (frame.Elements(section.Placeholder).ToArray(), source.Roots(section.Files).Count()) switch
        {
            ([], 0) => null,
            ([], var files) => Problem.At(frame,
                $"<{section.Placeholder} /> is missing, so {files} file(s) {section.Files} would be left out.",
                $"Add <{section.Placeholder} />."),
            ([{ HasElements: false }], _) => null,
            ([_, { } second, ..], _) => Problem.At(second, $"<{section.Placeholder} /> occurs twice.", "Remove one."),
            ([var filled, ..], _) => Problem.At(filled, $"<{section.Placeholder}> must be empty: files fill it.",
                "Move its content to files of its own."),
        };

    /// <summary>The process, web resource or assembly beside its registration; the packer itself brings the assembly.</summary>
    static IEnumerable<Problem> Described(SolutionSource source)
    {
        foreach (var dataFile in source.Files.Where(file => SolutionLayout.DescribedFile(file) is not null))
        {
            var file = SolutionLayout.DescribedFile(dataFile)!;
            var data = source.Root(dataFile)!;
            var nameElement = data.Element("XamlFileName") ?? data.Element("FileName");
            if (nameElement is null)
                yield return Problem.At(data, "It names no file.", $"Add the FileName (XamlFileName for a process) of {file}.");
            else if (data.Name != "WebResource" && nameElement.Value != "/" + file)
                yield return Problem.At(nameElement, $"It names {nameElement.Value}, but it describes {file}.", $"Write /{file}.");
            else if (!nameElement.Value.StartsWith('/'))
                yield return Problem.At(nameElement, $"{nameElement.Value} is no path inside the zip.", "Start it with a slash.");

            if (data.Name != "PluginAssembly" && !source.Files.Contains(file))
                yield return Problem.At(nameElement ?? data, $"The file {file} is missing.", "Restore it, or remove its .data.xml.");
        }
    }

    static IEnumerable<Problem> Formulas(SolutionSource source)
    {
        var wanted = (
            from table in source.Tables
            from column in table.Columns
            where column.FormulaFile.Length > 0
            let file = SolutionLayout.TableFolder(table.Xml.BaseUri).TrimEnd('/') + column.FormulaFile
            select (column, file)).ToArray();
        foreach (var (column, file) in wanted.Where(formula => !source.Files.Contains(formula.file)))
        {
            yield return Problem.At(column.Xml.Element("FormulaDefinitionFileName")!,
                $"The formula {file} of column {column.LogicalName} is missing.", "Restore the file.");
        }

        foreach (var file in source.Files.Where(file => SolutionLayout.Matches(file, SolutionLayout.Formulas))
            .Except(wanted.Select(formula => formula.file)))
        {
            yield return Problem.In(file, "No column of the table names this formula.",
                "Name it in the column's FormulaDefinitionFileName, or remove it.");
        }
    }

    static IEnumerable<Problem> Twins(SolutionSource source) =>
        from file in source.Files
        where SolutionLayout.HasVariants(file) && !source.Files.Contains(SolutionLayout.Twin(file))
        select Problem.In(file, $"Its twin {SolutionLayout.Twin(file).Split('/')[^1]} is missing, so "
            + $"{(SolutionLayout.IsManagedVariant(file) ? "unmanaged" : "managed")} packages would lack it.", "Write both, with the same content.");

    static IEnumerable<Problem> Strangers(SolutionSource source) =>
        from file in source.Files
        where !SolutionLayout.IsKnown(file) && !source.Files.Contains(file + SolutionLayout.DataSuffix)
        select Problem.In(file, "It belongs to no kind of component that this packer knows, so it would be left out.",
            "Check the folder's and the file's name, add the .data.xml that describes it, or remove it.");
}
