using System;
using System.Linq;
using CrmMilestones.Packaging.Source;
using CrmMilestones.Plugins.Rules.Codes;
using Xunit;

namespace CrmMilestones.Tests.Agreement;

/// <summary>
/// The messages about documents name columns and choices as the solution calls them: only names of account's are looked
/// up when a save is refused.
/// </summary>
public class DocumentWordTests
{
    [Theory]
    [InlineData("cm_verifiedon", "Future")]
    [InlineData("cm_verifiedon", "TooOld")]
    [InlineData("cm_expireson", "StillValid")]
    [InlineData("cm_expireson", "NeverExpires")]
    public void A_message_about_a_document_calls_its_column_what_the_form_calls_it(string column, string wording) =>
        Shipped.AssertNothing(
            from language in Plugins.Rules.Wording.Languages
            let label = Shipped.Solution.Table("cm_customerdocument")!.Columns
                .Single(declared => declared.LogicalName == column)
                .Xml.Label("displaynames", "displayname", FormattableString.Invariant($"{language}"))
            where !Text(wording).In(language).Contains($"\"{label}\"", StringComparison.Ordinal)
            select $"Plugins/Rules/Codes/CM016DocumentsAreVerifiedByOthers.cs: {wording} doesn't say \"{label}\".");

    static Plugins.Rules.Wording Text(string wording) =>
        (Plugins.Rules.Wording)typeof(CM016DocumentsAreVerifiedByOthers).GetField(
            wording, System.Reflection.BindingFlags.Static | System.Reflection.BindingFlags.NonPublic)!
            .GetValue(null)!;
}
