using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;

namespace CrmMilestones.Packaging;

/// <summary>A file inside a zip.</summary>
/// <param name="Path">With forward slashes.</param>
/// <param name="Content">Its bytes.</param>
sealed record ZipPart(string Path, byte[] Content);

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

    static readonly uint[] CrcTable =
        [.. Enumerable.Range(0, 256).Select(n =>
            Enumerable.Range(0, 8)
                .Aggregate((uint)n, (crc, _) => (crc & 1) == 1 ? 0xEDB88320 ^ (crc >> 1) : crc >> 1))];

    public static byte[] Write(IEnumerable<ZipPart> parts)
    {
        using MemoryStream stream = new();
        using BinaryWriter zip = new(stream);
        using MemoryStream directoryStream = new();
        using BinaryWriter directory = new(directoryStream);
        ushort count = 0;
        foreach (var part in parts.OrderBy(part => part.Path, StringComparer.Ordinal))
        {
            var name = Encoding.UTF8.GetBytes(part.Path);
            var crc = Crc(part.Content);
            var offset = (uint)stream.Length;
            zip.Write("PK\u0003\u0004"u8);
            WriteCommon(zip, name, part.Content, crc);
            zip.Write(name);
            zip.Write(part.Content);

            directory.Write("PK\u0001\u0002"u8);
            directory.Write(VersionNeeded); // made by: FAT, the neutral choice
            WriteCommon(directory, name, part.Content, crc);
            directory.Write(new byte[10]); // comment, disk, attributes
            directory.Write(offset);
            directory.Write(name);
            count++;
        }

        var start = (uint)stream.Length;
        zip.Write(directoryStream.ToArray());
        zip.Write("PK\u0005\u0006"u8);
        zip.Write(0u); // disks
        zip.Write(count);
        zip.Write(count);
        zip.Write((uint)directoryStream.Length);
        zip.Write(start);
        zip.Write((ushort)0); // comment
        return stream.ToArray();
    }

    /// <summary>The fields that local header and directory entry share.</summary>
    static void WriteCommon(BinaryWriter writer, byte[] name, byte[] content, uint crc)
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

    static uint Crc(byte[] content)
    {
        var crc = uint.MaxValue;
        foreach (var value in content)
        {
            crc = CrcTable[(byte)(crc ^ value)] ^ (crc >> 8);
        }

        return ~crc;
    }
}
