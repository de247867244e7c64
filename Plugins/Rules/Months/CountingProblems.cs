using System;

namespace CrmMilestones.Plugins.Rules;

/// <summary>Questions about past days that have no answer.</summary>
public static class CountingProblems
{
    static readonly Wording NoSuchMarket = new(
        "There is no market with the code \"{0}\". Give the code of a market, or none for all of them.",
        "No hay ningún mercado con el código \"{0}\". Indique el código de un mercado, o ninguno para contarlos "
        + "todos.");

    static readonly Wording EndsBeforeItStarts = new(
        "{0} lies after {1}. Give the earlier day as From and the later one as To.",
        "{0} es posterior al {1}. Indique el día anterior en From y el posterior en To.");

    public static Sentence UnknownMarket(string code) => new(NoSuchMarket, code);

    public static Sentence BackToFront(DateTime from, DateTime to) => new(EndsBeforeItStarts, from, to);
}
