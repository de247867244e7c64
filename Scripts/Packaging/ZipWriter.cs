using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Hashing;
using System.Linq;
using System.Text;

namespace CrmMilestones.Packaging;

/// <summary>A file inside a zip.</summary>
/// <param name="Path">With forward slashes.</param>
/// <param name="Content">Its bytes.</param>
sealed record ZipPart(string Path, ReadOnlyMemory<byte> Content);

/// <summary>Writes a zip whose bytes depend on nothing but its parts: sorted by name, dated 1980-01-01, stored.
/// System.IO.Compression marks the operating system, and the result of its deflate changes with the runtime's zlib
/// and the processor; the solution is small enough to do without compression.</summary>
static class ZipWriter
{
    const ushort VersionNeeded = 20;
    const ushort Utf8Names = 1 << 11;
    const ushort Stored = 0;
    const ushort Midnight = 0;
    const ushort FirstOfJanuary1980 = (1 << 5) | 1;

    const int LocalHeader = 30;
    const int DirectoryEntry = 46;
    const int End = 22;

    public static byte[] Write(IEnumerable<ZipPart> parts)
    {
        (ZipPart Part, byte[] Name)[] entries = [
            .. parts.OrderBy(part => part.Path, StringComparer.Ordinal)
                .Select(part => (part, Encoding.UTF8.GetBytes(part.Path)))];
        var start = entries.Sum(entry => LocalHeader + entry.Name.Length + entry.Part.Content.Length);
        var size = entries.Sum(entry => DirectoryEntry + entry.Name.Length);
        // Of its final size: a stream that grows would leave as much again behind, several times.
        var bytes = new byte[start + size + End];
        using BinaryWriter zip = new(new MemoryStream(bytes, 0, start));
        using BinaryWriter directory = new(new MemoryStream(bytes, start, size + End));
        foreach (var (part, name) in entries)
        {
            var crc = Crc32.HashToUInt32(part.Content.Span);
            var offset = (uint)zip.BaseStream.Position;
            zip.Write("PK\u0003\u0004"u8);
            WriteCommon(zip, name, part.Content, crc);
            zip.Write(name);
            zip.Write(part.Content.Span);

            directory.Write("PK\u0001\u0002"u8);
            directory.Write(VersionNeeded); // made by: FAT, the neutral choice
            WriteCommon(directory, name, part.Content, crc);
            directory.Write(new byte[10]); // comment, disk, attributes
            directory.Write(offset);
            directory.Write(name);
        }

        directory.Write("PK\u0005\u0006"u8);
        directory.Write(0u); // disks
        directory.Write((ushort)entries.Length);
        directory.Write((ushort)entries.Length);
        directory.Write((uint)size);
        directory.Write((uint)start);
        directory.Write((ushort)0); // comment
        return bytes;
    }

    /// <summary>The fields that local header and directory entry share.</summary>
    static void WriteCommon(BinaryWriter writer, byte[] name, ReadOnlyMemory<byte> content, uint crc)
    {
        writer.Write(VersionNeeded);
        writer.Write(Utf8Names);
        writer.Write(Stored);
        writer.Write(Midnight);
        writer.Write(FirstOfJanuary1980);
        writer.Write(crc);
        writer.Write((uint)content.Length);
        writer.Write((uint)content.Length);
        writer.Write((ushort)name.Length);
        writer.Write((ushort)0); // extra field
    }
}
