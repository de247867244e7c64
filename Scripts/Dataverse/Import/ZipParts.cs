using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.IO.Compression;
using System.Linq;

namespace CrmMilestones.Dataverse.Import;

/// <summary>Unpacks a zip that comes from others into memory.</summary>
static class ZipParts
{
    /// <summary>What the largest solutions unpack to stays below this; ours take a twentieth of it.
    /// </summary>
    const long Largest = 128 << 20;

    const int MostParts = 20_000;

    /// <summary>The files by their paths in the zip.</summary>
    /// <exception cref="SolutionImportException">It is no zip, or none that a packer makes.</exception>
    internal static Dictionary<string, byte[]> Read(Stream zip)
    {
        try
        {
            using var archive = new ZipArchive(zip, ZipArchiveMode.Read, leaveOpen: true);
            if (archive.Entries.Count > MostParts)
            {
                throw new SolutionImportException(string.Create(CultureInfo.InvariantCulture,
                    $"The solution file has {archive.Entries.Count:N0} parts, and none has more than {MostParts:N0}."));
            }

            Dictionary<string, byte[]> parts = new(StringComparer.OrdinalIgnoreCase);
            var left = Largest;
            foreach (var entry in archive.Entries.Where(entry => !entry.FullName.EndsWith('/')))
            {
                var content = Unpacked(entry, left);
                left -= content.Length;
                if (LeadsOut(entry.FullName) || !parts.TryAdd(entry.FullName, content))
                {
                    throw new SolutionImportException(
                        $"The solution file has a part '{entry.FullName}', whose path leads out of it or comes twice.");
                }
            }

            return parts;
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException or NotSupportedException
            or ArgumentException or IOException)
        {
            throw new SolutionImportException("The solution file is not a zip file, or a broken one.", e);
        }
    }

    /// <summary>A part of exactly the size that the zip says, which may be a lie.</summary>
    static byte[] Unpacked(ZipArchiveEntry entry, long left)
    {
        if (entry.Length > left)
        {
            throw new SolutionImportException(
                $"The solution file unpacks to more than {Largest >> 20} MB, which no solution has.");
        }

        using var part = entry.Open();
        var content = new byte[entry.Length];
        part.ReadExactly(content);
        return part.ReadByte() < 0 ? content : throw new InvalidDataException($"'{entry.FullName}' goes on.");
    }

    static bool LeadsOut(string path) => path.Split('/', '\\').Any(step => step is ".." or ".")
        || path.StartsWith('/') || path.StartsWith('\\') || path.Contains(':', StringComparison.Ordinal);
}
