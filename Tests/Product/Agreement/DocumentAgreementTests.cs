using System;
using System.Collections.Generic;
using System.Linq;
using CrmMilestones.Dataverse;
using CrmMilestones.Dataverse.Messages;
using CrmMilestones.Scripts.Generate;
using Microsoft.Xrm.Sdk;
using Xunit;

namespace CrmMilestones.Tests.Agreement;

/// <summary>Derived files against what they are derived from.</summary>
public class DocumentAgreementTests
{
    static readonly IReadOnlyDictionary<string, string> Generated = GeneratedFiles.All();

    public static TheoryData<string> Files() => [.. Generated.Keys];

    [Theory, MemberData(nameof(Files))]
    public void A_derived_file_is_not_stale(string file) => Assert.True(
        Generated[file] == GeneratedFiles.Read(file),
        $"{file} is stale. Run: dotnet run --project Scripts -- generate");

    [Fact]
    public void The_host_answers_every_message_that_has_a_handler_and_its_README_names_it()
    {
        using var host = DataverseHost.Create();
        Shipped.AssertNothing(
            from type in typeof(IMessageHandler).Assembly.GetTypes()
            where type is { IsAbstract: false } && type.IsAssignableTo(typeof(IMessageHandler))
            // The messages of Custom APIs come with solutions.
            where type != typeof(CustomApiHandler)
            let message = type.Name[..^"Handler".Length]
            from lack in new[]
            {
                Answer(host, message).Contains("not supported by this host", StringComparison.Ordinal)
                    ? $"Organization.cs: makes no {type.Name}." : null,
                GeneratedFiles.Read("Scripts/Dataverse/README.md").Contains(message, StringComparison.Ordinal)
                    ? null : $"README.md: the table of what it does lacks {message}.",
            }
            where lack is not null
            select "Scripts/Dataverse/" + lack);
    }

    static string Answer(DataverseHost host, string message) =>
        Record.Exception(() => host.System.Execute(new OrganizationRequest(message)))?.Message ?? "";
}
