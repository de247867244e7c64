using System.Collections.Generic;
using System.Linq;
using System.Xml.Linq;
using CrmMilestones.Packaging.Source;

namespace CrmMilestones.Packaging.Checks;

/// <summary>
/// The catalog of business events: a root, categories below it, and what is assigned to the categories.
/// </summary>
static class CatalogChecks
{
    public static IEnumerable<Defect?> Find(SolutionSource source, Schema schema)
    {
        var catalogs = source.Roots(SolutionLayout.Catalogs).ToArray();
        return
        [
            .. catalogs.Select(catalog => Names.NotItsFolder(catalog, catalog.BaseUri.Split('/')[^2])),
            .. from catalog in catalogs
               from parent in catalog.Elements("parentcatalogid")
               where !catalogs.Any(other => IsNamed(other, parent.Text("uniquename")) && !IsCategory(other))
               select Defect.At(parent,
                   $"Catalog {catalog.Attr("uniquename")} lies below {parent.Text("uniquename")}, which is no catalog "
                   + "of the first level.",
                   "Correct the name."),
            .. source.Roots(SolutionLayout.CatalogAssignments).Elements("catalogassignment")
                .SelectMany(assignment => Assignment(source, schema, catalogs, assignment)),
        ];
    }

    static IEnumerable<Defect?> Assignment(
        SolutionSource source, Schema schema, XElement[] catalogs, XElement assignment)
    {
        var category = assignment.Attr("catalogid.uniquename");
        if (!catalogs.Any(catalog => IsNamed(catalog, category) && IsCategory(catalog)))
        {
            yield return Defect.At(assignment, $"{category} is no category of a catalog.",
                "Name a catalog that has a parentcatalogid.");
        }

        if (assignment.Attr("objectidtype") == "entity")
        {
            yield return schema.NoTable(assignment, "The catalog", assignment.Attr("object.logicalname"));
            yield break;
        }

        var name = assignment.Attr("object.uniquename");
        if (source.CustomApis.FirstOrDefault(api => api.UniqueName == name) is not { } listed)
        {
            yield return Defect.At(
                assignment, $"The catalog names custom API {name}, which does not exist.", "Correct the name.");
        }
        else if (listed.Xml.Text("allowedcustomprocessingsteptype") == "0")
        {
            yield return Defect.At(assignment, $"Custom API {name} lets nobody listen, so the catalog can't offer it.",
                "Write allowedcustomprocessingsteptype 1 or 2 before the first install, or leave it out here.");
        }
    }

    static bool IsNamed(XElement catalog, string name) => catalog.Attr("uniquename") == name;

    static bool IsCategory(XElement catalog) => catalog.Element("parentcatalogid") is not null;
}
