using System;
using System.Collections.Generic;
using System.Linq;
using System.Xml.Linq;
using CrmMilestones.Packaging.Source;

namespace CrmMilestones.Packaging.Checks;

/// <summary>Every file finds its place in the zip, and every file that is named exists. Microsoft's packager leaves
/// out in silence what has no place.</summary>
static class FileChecks
{
    const string WriteTwins = "Edit the file without _managed, and run: dotnet run --project Scripts -- generate.";

    public static IEnumerable<Defect?> Find(SolutionSource source) =>
        [.. Placeholders(source), .. Described(source), .. Formulas(source), .. Twins(source), .. Strangers(source)];

    static IEnumerable<Defect?> Placeholders(SolutionSource source) =>
    [
        .. from section in SolutionLayout.Sections
               .Append(SolutionLayout.TableSection)
               .Append(SolutionLayout.RelationshipSection)
               .Append(SolutionLayout.ColumnSecuritySection)
           select Placeholder(source, source.Customizations, section.Placeholder, section.Files),
        .. from table in source.Tables
           from section in SolutionLayout.TableSections
           let files = SolutionLayout.TableFolder(table.Xml.BaseUri) + section.Files
           select Placeholder(source, table.Xml, section.Placeholder, files),
    ];

    static Defect? Placeholder(SolutionSource source, XElement frame, string name, string files) =>
        frame.Elements(name).ToArray() switch
        {
            [] when source.Roots(files).Any() => Defect.At(frame,
                $"<{name} /> is missing, so {files} would be left out.", $"Add <{name} />."),
            [_, var second, ..] => Defect.At(second, $"<{name} /> occurs twice.", "Remove one."),
            [{ HasElements: true } filled] => Defect.At(filled,
                $"<{name}> must be empty: files fill it.", "Move its content to files of its own."),
            _ => null,
        };

    /// <summary>
    /// The process, web resource or assembly beside its registration; the packer itself brings the assembly.
    /// </summary>
    static IEnumerable<Defect?> Described(SolutionSource source)
    {
        HashSet<string> parts = [];
        foreach (var registration in source.Files.Where(file => SolutionLayout.DescribedFile(file) is not null))
        {
            var file = SolutionLayout.DescribedFile(registration)!;
            var data = source.Root(registration)!;
            if (SolutionLayout.PartName(data) is not { } part)
            {
                yield return Defect.At(
                    data, "It names no file.", $"Add FileName (XamlFileName for a process): /{file}.");
                continue;
            }

            // The part of a web resource has a name of its own.
            if (data.Name != "WebResource" && part.Value != "/" + file)
            {
                yield return Defect.At(part, $"It names {part.Value}, but it describes {file}.", $"Write /{file}.");
            }

            if (!part.Value.StartsWith('/'))
            {
                yield return Defect.At(part, $"{part.Value} is no path inside the zip.", "Start it with a slash.");
            }

            if (!parts.Add(part.Value))
            {
                yield return Defect.At(
                    part, $"Another file of the zip is named {part.Value}.", "Choose another name.");
            }

            if (data.Name != "PluginAssembly" && !source.Has(file))
            {
                yield return Defect.At(part, $"The file {file} is missing.", "Restore it, or remove its .data.xml.");
            }
        }
    }

    static IEnumerable<Defect?> Formulas(SolutionSource source)
    {
        var wanted = (
            from table in source.Tables
            from column in table.Columns
            where column.FormulaFile.Length > 0
            let file = SolutionLayout.TableFolder(table.Xml.BaseUri).TrimEnd('/') + column.FormulaFile
            select (Column: column, File: file)).ToArray();
        return
        [
            .. from formula in wanted
               where !source.Has(formula.File)
               select Defect.At(formula.Column.Xml.Element("FormulaDefinitionFileName")!,
                   $"The formula {formula.File} of column {formula.Column.LogicalName} is missing.",
                   "Restore the file."),
            .. from file in source.Files
               where SolutionLayout.Matches(file, SolutionLayout.Formulas)
                   && wanted.All(formula => formula.File != file)
               select Defect.In(file, "No column of the table names this formula.",
                   "Name it in the column's FormulaDefinitionFileName, or remove it."),
        ];
    }

    static IEnumerable<Defect?> Twins(SolutionSource source) =>
        from file in source.Files
        where SolutionLayout.HasVariants(file)
        let twin = SolutionLayout.Twin(file)
        select source.Has(twin)
            ? SolutionLayout.IsManagedVariant(file) ? Difference(source, twin, file) : null
            : Defect.In(
                file,
                $"Its twin {twin} is missing, so {(SolutionLayout.IsManagedVariant(file) ? "un" : "")}managed packages "
                + "would lack it.",
                SolutionLayout.IsManagedVariant(file) ? "Restore it, or remove this file." : WriteTwins);

    static Defect? Difference(SolutionSource source, string plain, string managed)
    {
        var (ours, theirs) = (source.Bytes(plain), source.Bytes(managed));
        var alike = ours.AsSpan().CommonPrefixLength(theirs);
        return alike == ours.Length && alike == theirs.Length
            ? null
            : new(managed, 1 + theirs.AsSpan(0, alike).Count((byte)'\n'), 1,
                $"From this line on it differs from {plain}, so the package types would differ.", WriteTwins);
    }

    static IEnumerable<Defect?> Strangers(SolutionSource source) =>
        from file in source.Files
        where !SolutionLayout.IsKnown(file) && !source.Has(file + SolutionLayout.DataSuffix)
        select Defect.In(file, "It belongs to no kind of component that this packer knows, so it would be left out.",
            "Check the folder's and the file's name, add the .data.xml that describes it, or remove it.");
}
