using System;
using System.Linq;
using Xunit;

namespace CrmMilestones.Tests.Pack;

public sealed class ProcessRefusalTests
{
    const string Nowhere = "00000000-0000-0000-0000-000000000009";
    readonly SolutionCopy _solution = new();
    readonly string _xaml;
    readonly string _registration;

    public ProcessRefusalTests()
    {
        _xaml = _solution.Find("Workflows", "<Activity ");
        _registration = _xaml + ".data.xml";
    }

    [Fact]
    public void A_stage_of_an_unknown_table_is_refused()
    {
        _solution.Replace(_xaml, "DisplayName=\"EntityStep([0-9]+): account\"", "DisplayName=\"EntityStep$1: acount\"");
        _solution.At(_xaml, "DisplayName=\"StageStep")
            .IsRefused("The EntityComposite of stage Prospect names table acount", "Correct the name");
    }

    [Fact]
    public void A_step_with_an_unknown_column_is_refused() => _solution
        .Replace(_xaml, "DataFieldName=\"cm_marketid\"", "DataFieldName=\"cm_maketid\"")
        .IsRefused("names column cm_maketid, which account does not have", "Correct the name");

    [Fact]
    public void A_process_without_its_own_table_is_refused() => _solution
        .Replace("Entities/cm_customerlifecycle/Entity.xml", "<IsBPFEntity>1", "<IsBPFEntity>0")
        .Solution.At(_registration, "<UniqueName>")
        .IsRefused("own table cm_customerlifecycle is missing or not marked", "Add Entities/cm_customerlifecycle");

    [Fact]
    public void A_process_on_an_unknown_table_is_refused() => _solution
        .Replace(_registration, "<PrimaryEntity>Account", "<PrimaryEntity>Acount")
        .IsRefused("names table acount, which does not exist", "Correct the name");

    [Fact]
    public void A_stage_that_leads_elsewhere_is_refused()
    {
        _solution.Replace(_xaml, "<x:String x:Key=\"NextStageId\">[^<]*", $"<x:String x:Key=\"NextStageId\">{Nowhere}");
        _solution.At(_xaml, "DisplayName=\"StageStep")
            .IsRefused("is not followed by the next stage", "Write NextStageId");
    }

    [Fact]
    public void A_last_stage_that_leads_on_is_refused() => Assert.Contains(
        "write x:Null",
        _solution
            .Replace(_xaml, "<x:Null x:Key=\"NextStageId\" />", $"<x:String x:Key=\"NextStageId\">{Nowhere}</x:String>")
            .Solution.Defects().Single().Advice,
        StringComparison.Ordinal);

    [Fact]
    public void A_stage_without_label_is_refused()
    {
        _solution.Replace(_registration, "<steplabels [\\s\\S]*?</steplabels>", "");
        _solution.At(_xaml, "DisplayName=\"StageStep").IsRefused($"is missing in {_registration}", "Add it there");
    }

    [Fact]
    public void A_cell_of_the_processs_form_that_is_no_step_is_refused() => _solution
        .Replace("Entities/cm_customerlifecycle/FormXml", "<row>(?=\\s*<cell)", $"<row><cell id=\"{Nowhere}\" />")
        .IsRefused($"{Nowhere} is no stage or step of", "Correct or remove it");

    [Fact]
    public void A_class_that_is_not_named_after_the_process_is_refused() => _solution
        .Replace(_xaml, "x:Class=\"XrmWorkflow", "x:Class=\"XrmWorkflow0")
        .IsRefused("The class is not that of process", "Write x:Class=");
}
