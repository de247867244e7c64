using System.Collections.Concurrent;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using CrmMilestones.Packaging.Source;
using CrmMilestones.Plugins.Rules;
using CrmMilestones.Scripts.Generate;

namespace CrmMilestones.Scripts.Audit;

/// <summary>The solution's English names, each looked up once. Several threads may ask.</summary>
public sealed class AuditLabels : ILabels
{
    readonly SolutionTexts _texts;
    readonly ConcurrentDictionary<string, string> _columns = new();
    readonly Dictionary<Stage, string> _stages;

    AuditLabels(SolutionTexts texts)
    {
        _texts = texts;
        _stages = Lifecycle.Stages.ToDictionary(stage => stage.Stage, stage => texts.Stage(stage.Stage));
    }

    public int Language => Generate.Language.English.Code;

    /// <summary>Reads them.</summary>
    public static AuditLabels Read() => new(new(
        SolutionSource.Read(Path.Combine(RepositoryRoot.Path, "Solution")), Generate.Language.English));

    public string Column(string logicalName) => _columns.GetOrAdd(logicalName, _texts.Column);

    public string Stage(Stage stage) => _stages[stage];
}
