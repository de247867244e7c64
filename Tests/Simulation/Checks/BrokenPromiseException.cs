using System;

namespace CrmMilestones.Simulation.Checks;

/// <summary>What the product says isn't what the design says.</summary>
sealed class BrokenPromiseException(string message) : Exception(message);
