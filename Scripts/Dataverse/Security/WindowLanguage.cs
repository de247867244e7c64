using System;

namespace CrmMilestones.Dataverse.Security;

/// <summary>In which language a person is answered whose window asks, whatever the stored personal options say.</summary>
/// <param name="PersonId">The person.</param>
/// <param name="Language">The LCID.</param>
sealed record WindowLanguage(Guid PersonId, int Language);
