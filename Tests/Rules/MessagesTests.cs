using System.Linq;
using System.Text.RegularExpressions;
using CrmMilestones.Plugins.Rules;
using Xunit;
using static CrmMilestones.Tests.Rules.Sample;

namespace CrmMilestones.Tests.Rules;

public class MessagesTests
{
    [Fact]
    public void A_missing_requirement_is_named_with_its_stage() => Assert.Equal(
        "CM001 Contoso Dental can't enter [Readiness] yet. Still needed: [Prospect] - <cm_marketid>; "
        + "[Compliance] - <cm_compliancereviewerid>, <cm_registrationnumber>, <cm_documentssubmittedon>.",
        Say(1033, Enter(Stage.Readiness, In(Stage.Compliance, (Columns.Market, null)))));

    [Fact]
    public void Every_problem_has_a_line_of_its_own()
    {
        var lines =
            Say(1033, Enter(Stage.Closed, In(Stage.Live, (Columns.BillingHold, false)), (Columns.BillingHold, true)))
                .Split('\n');
        Assert.Equal(["CM008", "CM009"], lines.Select(line => line[..5]));
    }

    [Theory]
    [InlineData(1033,
        "CM003 Contoso Dental can't go back from [Live] to [Prospect] without a reason. Fill in "
        + "\"<cm_stagechangereason>\" and save again.")]
    [InlineData(3082,
        "CM003 Contoso Dental no puede volver de [Live] a [Prospect] sin un motivo. Rellene \"<cm_stagechangereason>\" "
        + "y guarde de nuevo.")]
    [InlineData(2058,
        "CM003 Contoso Dental no puede volver de [Live] a [Prospect] sin un motivo. Rellene \"<cm_stagechangereason>\" "
        + "y guarde de nuevo.")]
    [InlineData(1031,
        "CM003 Contoso Dental can't go back from [Live] to [Prospect] without a reason. Fill in "
        + "\"<cm_stagechangereason>\" and save again.")]
    public void The_sentence_is_in_the_callers_language_or_English(int language, string expected) =>
        Assert.Equal(expected, Say(language, Enter(Stage.Prospect, In(Stage.Live))));

    [Fact]
    public void A_nameless_account_is_called_this_customer() => Assert.StartsWith(
        "CM003 This customer can't go back",
        Messages.Say(SaveRules.Check(Enter(Stage.Prospect, In(Stage.Live))), " ", new Labels(1033)),
        System.StringComparison.Ordinal);

    [Fact]
    public void Every_sentence_is_translated_and_fills_in_the_same_values()
    {
        var wording = typeof(Messages).Assembly.GetType("CrmMilestones.Plugins.Rules.Wording")!;
        var (english, spanish) = (In(1033), In(3082));
        Assert.All(wording.GetProperties().Where(property => property.PropertyType == typeof(string)), sentence =>
        {
            var texts = new[] { english, spanish }.Select(words => (string)sentence.GetValue(words)!).ToArray();
            Assert.NotEqual(texts[0], texts[1]);
            Assert.Equal(Placeholders(texts[0]), Placeholders(texts[1]));
        });

        object In(int language) => wording.GetMethod("In")!.Invoke(null, [language])!;

        static string[] Placeholders(string text) =>
            [.. Regex.Matches(text, @"\{\d\}").Select(match => match.Value).Order()];
    }

    static string Say(int language, CustomerChange change) =>
        Messages.Say(SaveRules.Check(change), "Contoso Dental", new Labels(language));

    sealed record Labels(int Language) : ILabels
    {
        public string Column(string logicalName) => $"<{logicalName}>";

        public string Stage(Stage stage) => $"[{stage}]";
    }
}
