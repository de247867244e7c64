using System;
using System.Linq;
using CrmMilestones.Plugins.History;
using CrmMilestones.Plugins.Pipeline;
using CrmMilestones.Plugins.Rules;
using Microsoft.Xrm.Sdk;

namespace CrmMilestones.Plugins.Customer;

/// <summary>
/// The custom API cm_ExplainCustomer: where a customer stands and why, today or on a past day, in the caller's
/// language.
/// </summary>
public sealed class ExplainCustomer : PluginBase
{
    protected override void Execute(StepContext step)
    {
        // As the caller: who may not see the account gets no explanation of it.
        var record = CustomerRow.Facts(
            step.AsCaller().Retrieve(CustomerRow.Table, step.TargetReference.Id, CustomerRow.AllColumns));
        var account = step.TargetReference.Id;
        var believed = StatusPeriodRows.Read(step.AsSystem(), account).Timeline;
        var today = BusinessDay.In(step, record.Market);
        var explained = step.DateTimeParameter("AsOf")?.Date is { } day && day != today
            ? CustomerExplanation.OfDay(StageOn(step, believed, day), believed, day)
            : CustomerExplanation.OfToday(
                record, believed, today, Judgement.Recompute(step, account, record, () => believed).Requirements);

        var output = step.Context.OutputParameters;
        output["Stage"] = Choice((int?)explained.Stage);
        output["NextStage"] = Choice((int?)explained.NextStage);
        output["BillableStatus"] = Choice((int?)explained.Status);
        output["Since"] = explained.Since;
        var told = CallerLabels.Say(step.AsSystem(), step.Person, labels => new
        {
            Missing = Json.Array(
                from missing in explained.Missing
                from column in missing.Columns
                select Json.Object(
                    new("column", Json.Text(column)), new("label", Json.Text(labels.Column(column))),
                    new("stage", Json.Text(labels.Stage(missing.Stage!.Value))))),
            Reasons = Json.Array(explained.Reasons.Select(reason => Json.Text(reason.Say(labels)))),
        });
        output["Missing"] = told.Missing;
        output["Reasons"] = told.Reasons;
    }

    /// <summary>
    /// The stage on a day, by the history; but whether it was Live the periods say: a corrected date moves them and no
    /// event.
    /// </summary>
    static Stage? StageOn(StepContext step, Timeline believed, DateTime day) =>
        believed.On(day) is not { } period ? null
        : period.Facts.IsInService() ? Stage.Live
        : EventRows.LastMove(
            step, step.TargetReference.Id, day, besides: period.Facts.Has(Facts.Live) ? null : Stage.Live).Stage;

    static OptionSetValue? Choice(int? value) => value is { } option ? new OptionSetValue(option) : null;
}
