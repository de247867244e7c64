using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using CrmMilestones.Packaging;
using CrmMilestones.Packaging.Source;
using CrmMilestones.Scripts;
using CrmMilestones.Tests.Fuzz.Mutators;

namespace CrmMilestones.Tests.Fuzz.Targets;

/// <summary>
/// Files of an unpacked solution, as the packer reads them: an input is a path, a line end, and what the file of the
/// solution that lies there holds instead.
/// </summary>
sealed class SourceFolderTarget : IFuzzTarget
{
    readonly PluginDll _plugin = PluginDll.Read(PluginDll.BuiltPath);
    readonly Dictionary<string, SourceFile> _files =
        SourceFolder.Read(Path.Combine(RepositoryRoot.Path, "Solution")).ToDictionary(file => file.Path);

    public string Name => "source";

    /// <summary>The smallest files of each folder.</summary>
    public IEnumerable<byte[]> Seeds => _files.Values.Where(file => file.IsXml)
        .GroupBy(file => file.Path.Split('/')[0])
        .SelectMany(folder => folder.OrderBy(file => file.Content.Length).Take(4))
        .Select(file => (byte[])[.. Encoding.UTF8.GetBytes(file.Path + "\n"), .. file.Content]);

    public IMutator Mutator { get; } = new XmlMutator(
        ["0", "1", "-1", "true", "cm_market", "account", "1033", "9999", "cm_", "{}", "..", "\u0130", "2147483648"],
        hasPath: true);

    public bool Accepts(byte[] input)
    {
        var end = Array.IndexOf(input, (byte)'\n');
        var path = Encoding.UTF8.GetString(input, 0, Math.Max(end, 0));
        SourceFile changed = new(path, input[(end + 1)..]);
        try
        {
            var others = _files.Values.Where(file => file.Path != path);
            SourceFile[] files = path.Length == 0 ? [.. others] : [.. others, changed];
            SolutionPacker.Pack(SolutionSource.Of(files), _plugin, managed: true);
            return true;
        }
        catch (SolutionRefusedException)
        {
            return false;
        }
    }

    public void Dispose()
    {
    }
}
