using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using CrmMilestones.Packaging.Source;
using Xunit;

namespace CrmMilestones.Tests.Agreement;

/// <summary>
/// Every text that people read in the CRM, in English and Spanish. The tests break a copy of each kind of label,
/// because a check that overlooks a kind would never fail.
/// </summary>
public partial class LanguageAgreementTests
{
    const string English = "1033";
    const string Spanish = "3082";

    /// <summary>
    /// English, Spanish, German, French, Italian, Japanese, Dutch, Portuguese of Brazil and of Portugal: an area or
    /// group without a title in an enabled language stays invisible, while other labels fall back to the base
    /// language's.
    /// </summary>
    static readonly string[] OfTheNavigation = [
        English, Spanish, "1031", "1036", "1040", "1041", "1043", "1046", "2070"];

    /// <summary>What people see, and the elements that name and explain it.</summary>
    static readonly Dictionary<string, string[]> Kinds = new()
    {
        ["SolutionManifest"] = ["LocalizedNames", "Descriptions"],
        ["Publisher"] = ["LocalizedNames"],
        ["entity"] = ["LocalizedNames", "LocalizedCollectionNames", "Descriptions"],
        ["attribute"] = ["displaynames", "Descriptions"],
        ["EntityKey"] = ["displaynames"],
        ["EntityRelationshipRole"] = ["CustomLabels"],
        ["optionset"] = ["displaynames", "Descriptions"],
        ["option"] = ["labels"],
        ["state"] = ["labels"],
        ["status"] = ["labels"],
        ["systemform"] = ["LocalizedNames", "Descriptions"],
        ["tab"] = ["labels"],
        ["section"] = ["labels"],
        ["cell"] = ["labels"],
        ["savedquery"] = ["LocalizedNames", "Descriptions"],
        ["visualization"] = ["LocalizedNames", "Descriptions"],
        ["Dashboard"] = ["LocalizedNames", "Descriptions"],
        ["Workflow"] = ["LocalizedNames"],
        ["steplabels"] = [""],
        ["AppModule"] = ["LocalizedNames", "Descriptions"],
        ["AppModuleSiteMap"] = ["LocalizedNames"],
        ["Area"] = ["Titles"],
        ["Group"] = ["Titles"],
        ["SubArea"] = ["Titles"],
        ["catalog"] = ["displayname", "description"],
        ["customapi"] = ["displayname", "description"],
        ["customapirequestparameter"] = ["displayname", "description"],
        ["customapiresponseproperty"] = ["displayname", "description"],
    };

    /// <summary>Words that Spanish shares with English.</summary>
    static readonly string[] Shared = ["General", "No", "CRM Milestones"];

    static IEnumerable<XElement> Roots => Shipped.Solution.Files
        .Where(file => Path.GetExtension(file) == ".xml").Select(file => Shipped.Solution.Root(file)!);

    public static TheoryData<string, string> EveryKind()
    {
        TheoryData<string, string> kinds = [];
        foreach (var (element, labels) in Kinds.SelectMany(kind => kind.Value.Select(labels => (kind.Key, labels))))
        {
            kinds.Add(element, labels);
        }

        return kinds;
    }

    [Fact]
    public void Everything_that_people_see_is_labelled_in_English_and_Spanish() =>
        Assert.Empty(Roots.SelectMany(Complaints));

    [Fact]
    public void No_kind_of_label_is_overlooked() => Assert.Empty(
        from root in Roots
        from text in root.Descendants().Where(IsText)
        let parent = text.Parent!
        where parent.Parent?.Name.LocalName != "RelationshipDescription"
        let kind = parent.Name == "steplabels" ? (Of: parent, In: "") : (Of: parent.Parent!, In: parent.Name.LocalName)
        where !Kinds.GetValueOrDefault(kind.Of.Name.LocalName, []).Contains(kind.In)
        select $"{Shipped.Place(text)}{kind.Of.Name} {kind.In}");

    [Theory, MemberData(nameof(EveryKind))]
    public void A_label_that_lacks_Spanish_is_noticed(string element, string labels) =>
        Assert.Contains(
            "lacks 3082", ComplaintOf(element, labels, texts => Text(texts, Spanish).Remove()),
            StringComparison.Ordinal);

    [Theory, MemberData(nameof(EveryKind))]
    public void A_label_that_lacks_English_is_noticed(string element, string labels) =>
        Assert.Contains(
            "lacks 1033", ComplaintOf(element, labels, texts => Text(texts, English).Remove()),
            StringComparison.Ordinal);

    [Theory]
    [InlineData("Area", "1031")]
    [InlineData("Group", "1041")]
    [InlineData("SubArea", "2070")]
    public void A_title_that_lacks_a_language_of_the_navigation_is_noticed(string element, string language) =>
        Assert.Contains(
        $"lacks {language}", ComplaintOf(element, "Titles", texts => Text(texts, language).Remove()),
        StringComparison.Ordinal);

    [Theory, MemberData(nameof(EveryKind))]
    public void A_label_that_is_only_a_logical_name_is_noticed(string element, string labels) => Assert.Contains(
        "is a logical name",
        ComplaintOf(element, labels, texts => Words(Text(texts, English)).Value = "cm_lifecyclestage"),
        StringComparison.Ordinal);

    [Theory, MemberData(nameof(EveryKind))]
    public void A_Spanish_label_that_is_still_English_is_noticed(string element, string labels) => Assert.Contains(
        "is not translated",
        ComplaintOf(
            element, labels, texts => Words(Text(texts, Spanish)).Value = Words(Text(texts, English))
                .Value = "Customer health"),
        StringComparison.Ordinal);

    [Theory]
    [InlineData("cm_LifecycleStage", true)]
    [InlineData("accountnumber", true)]
    [InlineData("bpf_accountid", true)]
    [InlineData("Account", false)]
    [InlineData("On hold", false)]
    [InlineData("Sí", false)]
    public void A_logical_name_is_known_by_its_spelling(string label, bool isLogicalName) =>
        Assert.Equal(isLogicalName, LogicalName().IsMatch(label));

    /// <summary>What is wrong after a label of this kind was changed, in a copy that had no fault before.</summary>
    static string ComplaintOf(string element, string labels, Action<XElement> change)
    {
        var changed = Roots.SelectMany(root => root.DescendantsAndSelf(element))
            .Where(x => !IsNamedByItsColumns(x) && Texts(x, labels)?.HasElements == true)
            .Select(x => new XElement(x)).First();
        Assert.Empty(Complaints(changed));
        change(Texts(changed, labels)!);
        return string.Join('\n', Complaints(changed));
    }

    static IEnumerable<string> Complaints(XElement root) =>
        from seen in root.DescendantsAndSelf()
        where !IsNamedByItsColumns(seen)
        from labels in Kinds.GetValueOrDefault(seen.Name.LocalName, [])
        where MustHave(seen, labels)
        from complaint in Complaints(seen, labels)
        select $"{Shipped.Place(seen)}<{seen.Name}> {labels}: {complaint}";

    static IEnumerable<string> Complaints(XElement seen, string labels)
    {
        var texts = Texts(seen, labels)?.Elements().ToLookup(Language, text => Words(text).Value)
            ?? Array.Empty<string>().ToLookup(_ => "");
        foreach (var language in (labels == "Titles" ? OfTheNavigation : [English, Spanish])
            .Where(language => texts[language].Count(text => text.Length > 0) != 1))
        {
            yield return $"lacks {language}, or has it twice";
        }

        foreach (var text in texts.SelectMany(text => text).Where(text => LogicalName().IsMatch(text)))
        {
            yield return $"'{text}' is a logical name";
        }

        foreach (var text in texts[English].Intersect(texts[Spanish]).Except(Shared))
        {
            yield return $"'{text}' is not translated";
        }
    }

    /// <summary>
    /// Whether it must have these labels; where it need not, those that are there are checked all the same.
    /// </summary>
    static bool MustHave(XElement seen, string labels) =>
        Texts(seen, labels)?.HasElements == true || (seen.Name.LocalName, labels) switch
        {
            ("entity", _) => seen.Element("EntitySetName") is not null,
            ("EntityRelationshipRole", _) => seen.Text("NavPaneDisplayOption") == "UseLabel",
            ("savedquery", "Descriptions") => seen.Text("querytype") == "0",
            ("attribute" or "optionset", "Descriptions") => seen.Text("IsCustomField") == "1",
            _ => true,
        };

    /// <summary>The attributes and cells of a view or chart, and the rows of FetchXML.</summary>
    static bool IsNamedByItsColumns(XElement seen) =>
        seen.Ancestors().Any(x => x.Name.LocalName is "layoutxml" or "fetchxml" or "datadescription");

    static XElement? Texts(XElement seen, string labels) => labels.Length == 0 ? seen : seen.Element(labels);

    static XElement Text(XElement texts, string language) =>
        texts.Elements().Single(text => Language(text) == language);

    static bool IsText(XElement x) =>
        x.Attribute("LCID") is not null
            || (x.Attribute("languagecode") is not null && x.Attribute("description") is not null);

    static string Language(XElement text) =>
        text.Attr("languagecode") is { Length: > 0 } language ? language : text.Attr("LCID");

    static XAttribute Words(XElement text) => text.Attribute("description") ?? text.Attribute("Title")!;

    /// <summary>People's words begin with a capital, and none has an underscore.</summary>
    [GeneratedRegex("_|^[a-z0-9]+$")]
    private static partial Regex LogicalName();
}
