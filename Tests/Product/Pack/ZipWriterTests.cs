using System;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Text;
using CrmMilestones.Packaging;
using Xunit;

namespace CrmMilestones.Tests.Pack;

public class ZipWriterTests
{
    [Fact]
    public void Other_readers_find_every_part_with_its_content()
    {
        byte[] everyByte = [.. Enumerable.Range(0, 256).Select(n => (byte)n)];
        ZipPart[] parts = [new("b/é.txt", "text"u8.ToArray()), new("[a].xml", default), new("a.bin", everyByte)];
        using ZipArchive archive = new(new MemoryStream(ZipWriter.Write(parts)));

        Assert.Equal(["[a].xml", "a.bin", "b/é.txt"], archive.Entries.Select(entry => entry.FullName));
        foreach (var part in parts)
        {
            // Reading to the end also compares the CRC.
            using MemoryStream content = new();
            using var stream = archive.GetEntry(part.Path)!.Open();
            stream.CopyTo(content);
            Assert.Equal(part.Content.ToArray(), content.ToArray());
        }
    }

    [Fact]
    public void The_checksum_is_that_of_the_zip_format()
    {
        // The check value that every description of CRC-32 gives.
        var zip = ZipWriter.Write([new("a", Encoding.ASCII.GetBytes("123456789"))]);
        using ZipArchive archive = new(new MemoryStream(zip));
        Assert.Equal(0xCBF43926, archive.Entries.Single().Crc32);
    }

    [Fact]
    public void Order_of_the_parts_and_time_of_the_day_leave_no_trace()
    {
        ZipPart[] parts = [new("b", new byte[] { 1 }), new("a", new byte[] { 2 })];
        var zip = ZipWriter.Write(parts);
        Assert.Equal(zip, ZipWriter.Write(parts.Reverse()));
        using ZipArchive archive = new(new MemoryStream(zip));
        Assert.All(archive.Entries, entry => Assert.Equal(new DateTime(1980, 1, 1), entry.LastWriteTime.DateTime));
    }
}
