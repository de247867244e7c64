using System.Collections.Generic;
using System.Linq;
using System.Xml.Linq;
using CrmMilestones.Packaging.Source;

namespace CrmMilestones.Packaging;

/// <summary>Merges the component files into customizations.xml, which is the same in both package types. Relationships
/// keep the order of their list, everything else comes in the order of its files.</summary>
static class CustomizationsWriter
{
    public static XElement Write(SolutionSource source)
    {
        XElement frame = new(source.Customizations);
        foreach (var section in SolutionLayout.Sections)
        {
            Fill(frame, section, source.Roots(section.Files));
        }

        Fill(frame, SolutionLayout.TableSection, source.Tables.Select(table => Entity(source, table)));
        Fill(frame, SolutionLayout.ColumnSecuritySection, source.ColumnSecurityProfiles);
        Fill(frame, SolutionLayout.RelationshipSection,
            from listed in source.ListedRelationships
            join body in source.Relationships on listed.Attr("Name") equals body.Name
            select body.Xml);
        return frame;
    }

    static XElement Entity(SolutionSource source, SourceTable table)
    {
        XElement entity = new(table.Xml);
        foreach (var section in SolutionLayout.TableSections)
        {
            List<XElement> roots = [.. source.Roots(SolutionLayout.TableFolder(table.Xml.BaseUri) + section.Files)];
            Fill(entity, section, section switch
            {
                _ when section == SolutionLayout.FormSection => roots.GroupBy(FormType).Select(forms =>
                    new XElement("forms", new XAttribute("type", forms.Key), forms.Elements())),
                _ when section == SolutionLayout.ViewSection && roots.Count > 0 =>
                    [new("savedqueries", roots.Elements())],
                _ when section == SolutionLayout.RibbonSection => roots.Elements(),
                _ => roots,
            });
        }

        return entity;
    }

    static void Fill(XElement frame, Section section, IEnumerable<XElement> content) =>
        frame.Element(section.Placeholder)?.Add(content);

    /// <summary>A form's type (main, quick, ...) is the name of its folder.</summary>
    static string FormType(XElement forms) => forms.BaseUri.Split('/')[^2];
}
