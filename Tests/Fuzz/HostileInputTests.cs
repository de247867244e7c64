using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.ServiceModel;
using System.Text;
using System.Xml;
using CrmMilestones.Dataverse;
using CrmMilestones.Dataverse.Import;
using CrmMilestones.Packaging;
using CrmMilestones.Packaging.Source;
using CrmMilestones.Scripts.Lists;
using CrmMilestones.Tests.Fuzz.Mutators;
using CrmMilestones.Tests.Fuzz.Targets;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Xunit;

namespace CrmMilestones.Tests.Fuzz;

/// <summary>Inputs that are made to do harm. They are made here, as no repository should carry them.</summary>
public class HostileInputTests
{
    const string Entity = "<!DOCTYPE x [<!ENTITY secret SYSTEM 'file:///etc/passwd'>]>";

    [Fact]
    public void A_zip_that_unpacks_to_much_more_than_any_solution_is_refused_before_it_fills_the_memory()
    {
        using MemoryStream zip = new();
        using (ZipArchive archive = new(zip, ZipArchiveMode.Create, leaveOpen: true))
        {
            using var part = archive.CreateEntry("customizations.xml").Open();
            var zeros = new byte[1 << 20];
            for (var i = 0; i < 1024; i++)
            {
                part.Write(zeros);
            }
        }

        Assert.InRange(zip.Length, 1, 2 << 20);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var refusal = Assert.Throws<SolutionImportException>(() => SolutionPackage.Read(zip));

        Assert.Contains("unpacks to more than 128 MB", refusal.Message, StringComparison.Ordinal);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 600 << 20);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(5)]
    [InlineData(100 << 20)]
    public void A_part_of_another_size_than_the_zip_says_is_refused(int stated)
    {
        using MemoryStream zip = new();
        using (ZipArchive archive = new(zip, ZipArchiveMode.Create, leaveOpen: true))
        {
            using var part = archive.CreateEntry("solution.xml", CompressionLevel.NoCompression).Open();
            part.Write("<a/>"u8);
        }

        var bytes = zip.ToArray();
        var size = bytes.AsSpan().LastIndexOf("PK\u0001\u0002"u8) + 24;
        Assert.Equal(4, BitConverter.ToInt32(bytes, size));
        BitConverter.TryWriteBytes(bytes.AsSpan(size), stated);
        var refusal = Assert.Throws<SolutionImportException>(() => SolutionPackage.Read(new MemoryStream(bytes)));

        Assert.Contains("a broken one", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_zip_of_very_many_parts_is_refused()
    {
        Dictionary<string, byte[]> parts = [];
        for (var i = 0; i <= 20_000; i++)
        {
            parts.Add($"WebResources/{i}", []);
        }

        var refusal = Assert.Throws<SolutionImportException>(() => Read(parts));

        Assert.Contains("20,001 parts", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("../evil.xml")]
    [InlineData("WebResources/../../evil.js")]
    [InlineData("WebResources\\..\\..\\evil.js")]
    [InlineData("/etc/evil")]
    [InlineData("C:\\evil.dll")]
    public void A_path_that_leads_out_of_the_zip_is_refused(string path)
    {
        var refusal = Assert.Throws<SolutionImportException>(() => Read(new()
        {
            ["solution.xml"] = [],
            [path] = [],
        }));

        Assert.Contains($"'{path}'", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_external_entity_in_a_solution_is_refused()
    {
        var refusal = Assert.Throws<SolutionImportException>(() => Read(new()
        {
            ["solution.xml"] = Encoding.UTF8.GetBytes(Entity + "<ImportExportXml>&secret;</ImportExportXml>"),
        }));

        Assert.Contains("DTD", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("root:", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_external_entity_in_a_query_or_in_a_source_file_is_refused()
    {
        using var host = DataverseHost.Create();
        var fault = Assert.Throws<FaultException<OrganizationServiceFault>>(
            () => host.System.RetrieveMultiple(new FetchExpression(
                Entity + "<fetch><entity name='account'><attribute name='&secret;'/></entity></fetch>")));
        Assert.Contains("DTD", fault.Message, StringComparison.Ordinal);

        var refusal = Assert.Throws<XmlException>(() => new SourceFile(
            "Other/Solution.xml", Encoding.UTF8.GetBytes(Entity + "<ImportExportXml>&secret;</ImportExportXml>")).Root);
        Assert.Contains("DTD", refusal.Message, StringComparison.Ordinal);
    }

    /// <summary>Readers go down by calling themselves: without a limit this would end the process.</summary>
    [Fact]
    public void XML_that_is_nested_very_deep_is_refused()
    {
        var deep = string.Concat(
            "<fetch><entity name='account'>", new StringBuilder().Insert(0, "<filter>", 100_000),
            new StringBuilder().Insert(0, "</filter>", 100_000), "</entity></fetch>");
        using var host = DataverseHost.Create();

        var fault = Assert.Throws<FaultException<OrganizationServiceFault>>(
            () => host.System.RetrieveMultiple(new FetchExpression(deep)));
        Assert.Contains("256 deep", fault.Message, StringComparison.Ordinal);
        Assert.Throws<XmlException>(() => SafeXml.Load(new MemoryStream(Encoding.UTF8.GetBytes(deep))));
    }

    [Fact]
    public void A_filter_of_an_address_that_is_nested_very_deep_is_refused()
    {
        using ODataTarget target = new();

        Assert.False(target.Accepts(Encoding.UTF8.GetBytes(
            "accounts?$filter=" + new string('(', 20_000) + "name eq 'x'" + new string(')', 20_000))));
        Assert.False(target.Accepts(Encoding.UTF8.GetBytes(
            "accounts?$filter=" + new StringBuilder().Insert(0, "not ", 10_000) + "true")));
    }

    [Fact]
    public void A_line_of_a_gigabyte_costs_itself_and_no_other_and_next_to_no_memory()
    {
        using GigabyteLine text = new("key,name\nA1,First\nA2,", 1L << 30, "\nA3,Third\n");
        RecordReader reader = new(text, ',');
        List<string> lines = [];
        var before = GC.GetAllocatedBytesForCurrentThread();
        while (reader.Read())
        {
            lines.Add(reader.Trouble == Trouble.None ? reader.Line.ToString() : reader.Trouble.ToString());
        }

        Assert.Equal(["key,name", "A1,First", "TooLong", "A3,Third"], lines);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 32 << 20);
    }

    static SolutionPackage Read(Dictionary<string, byte[]> parts) =>
        SolutionPackage.Read(new MemoryStream(Zips.Of(parts)));

    /// <summary>A text with very many letters in its middle, of which none is kept.</summary>
    sealed class GigabyteLine(string before, long letters, string after) : TextReader
    {
        long _at;

        public override int Peek() => Letter(_at);

        public override int Read() => Letter(_at) is >= 0 and var letter && ++_at > 0 ? letter : -1;

        public override int Read(char[] buffer, int index, int count) => Read(buffer.AsSpan(index, count));

        public override int Read(Span<char> buffer)
        {
            if (_at >= before.Length && _at + buffer.Length <= before.Length + letters)
            {
                buffer.Fill('x');
                _at += buffer.Length;
                return buffer.Length;
            }

            var read = 0;
            while (read < buffer.Length && Read() is >= 0 and var letter)
            {
                buffer[read++] = (char)letter;
            }

            return read;
        }

        int Letter(long at) => at < before.Length ? before[(int)at]
            : at < before.Length + letters ? 'x'
            : at < before.Length + letters + after.Length ? after[(int)(at - before.Length - letters)]
            : -1;
    }
}
