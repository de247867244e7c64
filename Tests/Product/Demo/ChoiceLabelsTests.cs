using System.IO;
using System.Linq;
using System.Xml.Linq;
using CrmMilestones.Scripts;
using CrmMilestones.Scripts.Demo;
using Xunit;

namespace CrmMilestones.Tests.Demo;

public class ChoiceLabelsTests
{
    public static TheoryData<string> Choices =>
        [ChoiceLabels.BillingModel.Name, ChoiceLabels.BillingTiming.Name, ChoiceLabels.EndReason.Name];

    [Theory]
    [MemberData(nameof(Choices))]
    public void Labels_and_values_are_those_of_the_solution(string name)
    {
        ChoiceLabels[] all = [ChoiceLabels.BillingModel, ChoiceLabels.BillingTiming, ChoiceLabels.EndReason];
        var choice = all.Single(known => known.Name == name);
        var options = XElement.Load(Path.Combine(RepositoryRoot.Path, "Solution", "OptionSets", name + ".xml"))
            .Descendants("option")
            .Select(option => (
                Label: option.Descendants("label").Single(label => (int)label.Attribute("languagecode")! == 1033)
                    .Attribute("description")!.Value,
                Value: (int?)option.Attribute("value")));
        Assert.Equal(options, choice.Labels.Select(label => (label, choice.Find(label))));
    }
}
