using System;

namespace CrmMilestones.Mutation.Running;

/// <summary>Tells an assembly that holds many mutants which of them runs in this process.</summary>
sealed class MutantSwitch
{
    /// <summary>The number of no mutant.</summary>
    public const int None = 0;

    /// <summary>What the class inside such an assembly is called with, as an expression.</summary>
    public const string Present = "MutantSwitch.Present";

    const string Slot = "CrmMilestones.Mutation.Mutant";

    /// <summary>The source of that class.</summary>
    public const string Source = $$"""
        static class MutantSwitch
        {
            static readonly int[] Number = (int[])System.AppDomain.CurrentDomain.GetData("{{Slot}}");
            internal static int Present { get { return Number == null ? 0 : Number[0]; } }
        }
        """;

    readonly int[] _number = [None];

    public MutantSwitch() => AppDomain.CurrentDomain.SetData(Slot, _number);

    public void To(int mutant) => _number[0] = mutant;
}
