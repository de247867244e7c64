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
    readonly ConcurrentDictionary<string, string> _columns;
    readonly Dictionary<Stage, string> _stages;

    AuditLabels(SolutionTexts texts, IEnumerable<KeyValuePair<string, string>> others)
    {
        _texts = texts;
        _columns = new(others);
        _stages = Lifecycle.Stages.ToDictionary(stage => stage.Stage, stage => texts.Stage(stage.Stage));
    }

    public int Language => Generate.Language.English.Code;

    /// <summary>Reads them.</summary>
    /// <param name="others">What columns are called that the definition doesn't speak of, by their logical names.</param>
    public static AuditLabels Read(IEnumerable<KeyValuePair<string, string>> others) => new(
        new(SolutionSource.Read(Path.Combine(RepositoryRoot.Path, "Solution")), Generate.Language.English), others);

    public string Column(string logicalName) => _columns.GetOrAdd(logicalName, _texts.Column);

    public string Stage(Stage stage) => _stages[stage];
}
