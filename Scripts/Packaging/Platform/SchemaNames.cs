namespace CrmMilestones.Packaging.Platform;

/// <summary>The names of tables and columns.</summary>
public static class SchemaNames
{
#pragma warning disable CA1308 // Logical names are lower case by definition.
    /// <summary>The logical name that belongs to a schema name.</summary>
    public static string Logical(string schemaName) => schemaName.ToLowerInvariant();
#pragma warning restore CA1308
}
