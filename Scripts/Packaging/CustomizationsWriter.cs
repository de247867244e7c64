using System.Collections.Generic;
using System.Linq;
using System.Xml.Linq;
using CrmMilestones.Packaging.Source;

namespace CrmMilestones.Packaging;

/// <summary>Merges the component files into customizations.xml. Relationships keep the order of their list,
/// everything else comes in the order of its files.</summary>
static class CustomizationsWriter
{
    public static XElement Write(SolutionSource source, bool managed)
    {
        XElement frame = new(source.Customizations);
        foreach (var section in SolutionLayout.Sections)
        {
            frame.Element(section.Placeholder)?.Add(Roots(source, section, section.Files, managed));
        }

        frame.Element("Entities")?.Add(source.Tables.Select(table => Entity(source, table, managed)));
        frame.Element("FieldSecurityProfiles")?.Add(source.ColumnSecurityProfiles);
        frame.Element("EntityRelationships")?.Add(
            from listed in source.ListedRelationships
            join body in source.Relationships on listed.Attr("Name") equals body.Name
            select body.Xml);
        return frame;
    }

    static XElement Entity(SolutionSource source, SourceTable table, bool managed)
    {
        XElement entity = new(table.Xml);
        foreach (var section in SolutionLayout.TableSections)
        {
            var files = SolutionLayout.TableFolder(table.Xml.BaseUri) + section.Files;
            List<XElement> roots = [.. Roots(source, section, files, managed)];
            entity.Element(section.Placeholder)?.Add(section.Placeholder switch
            {
                "FormXml" => roots.GroupBy(FormType).Select(forms =>
                    new XElement("forms", new XAttribute("type", forms.Key), forms.Elements())),
                "SavedQueries" when roots.Count > 0 => new XElement("savedqueries", roots.Elements()),
                "RibbonDiffXml" => roots.Elements(),
                _ => roots,
            });
        }

        return entity;
    }

    static IEnumerable<XElement> Roots(SolutionSource source, Section section, string files, bool managed) =>
        source.Roots(files)
            .Where(root => !section.HasVariants || SolutionLayout.IsManagedVariant(root.BaseUri) == managed);

    /// <summary>A form's type (main, quick, ...) is the name of its folder.</summary>
    static string FormType(XElement forms) => forms.BaseUri.Split('/')[^2];
}
