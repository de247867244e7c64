using System;
using System.IO;
using CrmMilestones.Scripts.Output;

namespace CrmMilestones.Scripts.Demo;

/// <summary>
/// A database that is made beside its place, and put there when it is whole: what is interrupted leaves none.
/// </summary>
sealed class NewDatabase : IDisposable
{
    readonly string _place;

    NewDatabase(string place) => _place = place;

    /// <summary>Where it is made.</summary>
    public string Path => _place + ".part";

    /// <exception cref="ToolException">There is a file already, or no folder that can be written to.</exception>
    public static NewDatabase Beside(string place)
    {
        if (File.Exists(place) || Directory.Exists(place))
        {
            throw new ToolException(
                $"{place} exists already and is left as it is. Name a new file to --keep, or delete this one.");
        }

        if (!Directory.Exists(System.IO.Path.GetDirectoryName(place)))
        {
            throw new ToolException($"{place} can't be kept: its folder doesn't exist.");
        }

        // Tells now that it can't be written, and takes away what an interrupted one left.
        WholeFile.Create(place).Dispose();
        NewDatabase database = new(place);
        database.Dispose();
        return database;
    }

    /// <summary>One that is nowhere kept: on the disk, where it takes no memory.</summary>
    public static NewDatabase Temporary() =>
        new(System.IO.Path.Combine(System.IO.Path.GetTempPath(), System.IO.Path.GetRandomFileName()));

    /// <summary>Puts it into its place.</summary>
    public void Keep() => File.Move(Path, _place);

    /// <summary>Leaves nothing beside its place.</summary>
    public void Dispose()
    {
        File.Delete(Path);
        File.Delete(Path + "-journal");
    }
}
