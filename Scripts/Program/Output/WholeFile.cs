using System;
using System.IO;

namespace CrmMilestones.Scripts.Output;

/// <summary>A file that is there whole or not at all: it is written beside its place, and moved there when it is kept.
/// A file of that name stays as it was until then.</summary>
public sealed class WholeFile : IDisposable
{
    const string Suffix = ".part";

    readonly string _path;

    WholeFile(string path, FileStream stream) => (_path, Stream) = (path, stream);

    /// <summary>What to write to.</summary>
    public Stream Stream { get; }

    /// <summary>The name that a file gets, or would have got, that lies under this one.</summary>
    public static string NameOf(string name) =>
        name.EndsWith(Suffix, StringComparison.Ordinal) ? name[..^Suffix.Length] : name;

    /// <summary>Begins a file; its folder is made where there is none.</summary>
    /// <exception cref="ToolException">It can't be written.</exception>
    public static WholeFile Create(string path)
    {
        path = Path.GetFullPath(path);
        try
        {
            if (Directory.Exists(path) || Path.EndsInDirectorySeparator(path))
            {
                throw new IOException("It is a folder.");
            }

            var folder = Path.GetDirectoryName(path)!;
            if (File.Exists(folder))
            {
                throw new IOException($"{folder} is a file, not a folder.");
            }

            Directory.CreateDirectory(folder);
            return new(path, new(path + Suffix, FileMode.Create, FileAccess.Write, FileShare.None));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ToolException($"{path} can't be written: {e.Message}", e);
        }
    }

    /// <summary>Finds out whether files can be written into a folder, before the work whose result they hold.</summary>
    /// <exception cref="ToolException">They can't.</exception>
    public static void DemandFolder(string folder) => Create(Path.Combine(folder, "report")).Dispose();

    /// <summary>Writes a file at one go; if that fails, none is left.</summary>
    public static void Write(string path, Action<Stream> write)
    {
        using var file = Create(path);
        write(file.Stream);
        file.Keep();
    }

    /// <summary>Reads what was written so far; nothing more can be written.</summary>
    public FileStream Reopen()
    {
        Stream.Dispose();
        return new(_path + Suffix, FileMode.Open, FileAccess.Read, FileShare.Read);
    }

    /// <summary>All is written: puts the file into its place.</summary>
    public void Keep()
    {
        Stream.Dispose();
        File.Move(_path + Suffix, _path, overwrite: true);
    }

    /// <summary>Leaves nothing behind, unless it was kept.</summary>
    public void Dispose()
    {
        Stream.Dispose();
        File.Delete(_path + Suffix);
    }
}
