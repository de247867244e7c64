using System;
using System.Collections.Generic;

namespace CrmMilestones.Plugins.Rules.Codes;

/// <summary>A value equal to the stored one is no change: forms and re-imported sheets send every column.</summary>
public sealed class CM006ComputedColumnsAreLeftAlone() : SaveRule("CM006",
    says: new(
        "Computed fields can't be changed by anybody.",
        "Nadie puede cambiar los campos calculados."),
    whatToDo: new(
        "Change what the value follows from (stage, dates, {cm_chargeable}, {cm_billinghold}); the server "
        + "computes it anew. In an import, leave the column out.",
        "Cambie aquello de lo que depende el valor (etapa, fechas, {cm_chargeable}, {cm_billinghold}); el "
        + "servidor lo calcula de nuevo. En una importación, omita la columna."))
{
    static readonly Wording Written = new(
        "{customer}: {0} can't be changed, because the server computes it. Leave it as it is.",
        "{customer}: {0} no se puede cambiar, porque lo calcula el servidor. Déjelo como está.");

    /// <inheritdoc/>
    public override Problem Example => Changed([Columns.BillableStatus]);

    /// <inheritdoc/>
    public override void Check(CustomerChange change, ICollection<Problem> problems)
    {
        List<Column>? written = null;
        foreach (var column in Columns.Computed)
        {
            if (!IsSame(change.Before[column], change.Sent[column]))
            {
                (written ??= []).Add(column);
            }
        }

        if (written is not null)
        {
            problems.Add(Changed(written));
        }
    }

    Problem Changed(IReadOnlyList<Column> columns) => Broken(Written, columns);

    /// <summary>
    /// A computed value that a form or a re-imported sheet sends back as it was: No for empty, a time without its
    /// seconds, another kind of line break.
    /// </summary>
    static bool IsSame(object? stored, object? sent) =>
        Equals(stored, sent) || Equals(Normalize(stored), Normalize(sent));

    static object? Normalize(object? value) => value switch
    {
        false => null,
        DateTime time => time.Ticks / TimeSpan.TicksPerMinute,
        string text => text.Replace("\r\n", "\n").Trim(),
        _ => value,
    };
}
