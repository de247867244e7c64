using System.Xml.Linq;
using CrmMilestones.Packaging.Source;

namespace CrmMilestones.Packaging.Checks;

/// <summary>Components that are known by their unique name alone.</summary>
static class Names
{
    /// <summary>A problem if the unique name isn't that of the folder, by which other tools find it.</summary>
    public static Defect? NotItsFolder(XElement component, string folder) =>
        component.Attr("uniquename") == folder
            ? null
            : Defect.At(component, $"{component.Attr("uniquename")} lies in the folder {folder}.",
                "Give the folder the unique name.");
}
