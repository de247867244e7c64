using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;
using System.Xml.XPath;

namespace CrmMilestones.Mutation.Solution;

/// <summary>The files of a copy of the unpacked solution, which a mutation changes until they are restored.</summary>
sealed class UnpackedSolution
{
    readonly string _folder;
    readonly IReadOnlyDictionary<string, string> _texts;

    public UnpackedSolution(string folder)
    {
        _folder = folder;
        _texts = Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(folder, file).Replace('\\', '/'))
            .Where(file => Path.GetExtension(file) is ".xml" or ".xaml")
            .ToDictionary(file => file, file => File.ReadAllText(Path.Combine(folder, file)), StringComparer.Ordinal);
    }

    /// <summary>Writes every file once as a mutation would, so that no test notices just that.</summary>
    public void Rewrite()
    {
        foreach (var (file, text) in _texts)
        {
            Write(file, XDocument.Parse(text, LoadOptions.PreserveWhitespace));
        }
    }

    /// <summary>Whether the change finds a place and makes a difference there.</summary>
    public bool Fits(SolutionMutation mutation)
    {
        var fits = Apply(mutation) is not null;
        Restore();
        return fits;
    }

    /// <summary>Makes the change wherever it fits.</summary>
    /// <returns>The first place; null if there is none.</returns>
    public (string File, int Line)? Apply(SolutionMutation mutation)
    {
        Regex name = new('^' + Regex.Escape(mutation.File).Replace(@"\*\*", ".*", StringComparison.Ordinal)
            .Replace(@"\*", "[^/]*", StringComparison.Ordinal) + '$');
        (string, int)? first = null;
        foreach (var (file, text) in _texts.Where(entry => name.IsMatch(entry.Key))
            .OrderBy(entry => entry.Key, StringComparer.Ordinal))
        {
            var document = XDocument.Parse(text, LoadOptions.PreserveWhitespace | LoadOptions.SetLineInfo);
            XObject[] places = [.. ((IEnumerable<object>)document.XPathEvaluate(mutation.At)).OfType<XObject>()];
            XObject[] changed = [.. places.Where(place => Change(place, mutation))];
            if (changed.Length > 0)
            {
                first ??= (file, ((IXmlLineInfo)changed[0]).LineNumber);
                Write(file, document);
            }
        }

        return first;
    }

    /// <summary>Puts the files right again.</summary>
    public void Restore()
    {
        foreach (var (file, text) in _texts)
        {
            var path = Path.Combine(_folder, file);
            if (File.ReadAllText(path) != text)
            {
                File.WriteAllText(path, text);
            }
        }
    }

    /// <returns>Whether there is a difference.</returns>
    static bool Change(XObject place, SolutionMutation mutation)
    {
        switch (place)
        {
            case XAttribute attribute when mutation.Remove:
                attribute.Remove();
                return true;
            case XAttribute attribute:
                var value = NewValue(attribute.Value, mutation);
                var differs = value != attribute.Value;
                attribute.Value = value;
                return differs;
            case XElement element when mutation.Remove:
                element.Remove();
                return true;
            case XElement element:
                var text = NewValue(element.Value, mutation);
                var changes = text != element.Value;
                element.Value = text;
                return changes;
            default:
                throw new InvalidDataException($"{mutation}: neither element nor attribute.");
        }
    }

    static string NewValue(string value, SolutionMutation mutation) => mutation.Replace is null
        ? mutation.Set ?? throw new InvalidDataException($"{mutation}: it neither sets nor removes.")
        : value.Replace(mutation.Replace, mutation.Set ?? "", StringComparison.Ordinal);

    void Write(string file, XDocument document)
    {
        XmlWriterSettings settings = new()
        {
            Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
            OmitXmlDeclaration = document.Declaration is null,
            NewLineHandling = NewLineHandling.None,
        };
        using var writer = XmlWriter.Create(Path.Combine(_folder, file), settings);
        document.Save(writer);
    }
}
