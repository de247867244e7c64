using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Xml.Linq;
using CrmMilestones.Dataverse.Import;

namespace CrmMilestones.Scripts.Live;

/// <summary>A solution zip, read.</summary>
/// <param name="Zip">Its bytes.</param>
/// <param name="Content">What it brings.</param>
/// <param name="Languages">The languages of its labels (LCID), the base language first.</param>
/// <param name="NavigationLanguages">The languages in which every area, group and entry of its site maps has a
/// title.</param>
public sealed record PackageFile(
    byte[] Zip, SolutionPackage Content, IReadOnlyList<int> Languages, IReadOnlyList<int> NavigationLanguages)
{
    /// <exception cref="LiveException">It is no package, or holds something unknown.</exception>
    public static PackageFile Read(byte[] zip)
    {
        try
        {
            var content = SolutionPackage.Read(new MemoryStream(zip));
            using ZipArchive archive = new(new MemoryStream(zip), ZipArchiveMode.Read);
            using var customizations = archive.GetEntry("customizations.xml")!.Open();
            var xml = XElement.Load(customizations);
            return new(
                zip,
                content,
                [.. xml.Elements("Languages").Elements("Language").Select(language => Lcid(language.Value))],
                [.. Navigation(xml)]);
        }
        catch (SolutionImportException e)
        {
            throw new LiveException(LivePart.Refused, $"The package can't be read: {e.Message}", e);
        }
    }

    static IEnumerable<int> Navigation(XElement xml) => xml.Descendants("SiteMap").Descendants("Titles")
        .Select(titles => titles.Elements("Title").Select(title => Lcid(title.Attribute("LCID")!.Value)))
        .DefaultIfEmpty([]).Aggregate((all, these) => all.Intersect(these));

    static int Lcid(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
