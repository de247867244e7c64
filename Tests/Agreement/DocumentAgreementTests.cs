using System;
using System.Linq;
using CrmMilestones.Plugins.Rules;
using CrmMilestones.Scripts.Generate;
using Xunit;

namespace CrmMilestones.Tests.Agreement;

/// <summary>Derived files against what they are derived from.</summary>
public class DocumentAgreementTests
{
    public static TheoryData<string> Files() => [.. GeneratedFiles.All().Keys];

    [Theory, MemberData(nameof(Files))]
    public void A_derived_file_is_not_stale(string file) => Assert.True(
        GeneratedFiles.All()[file] == GeneratedFiles.Read(file), $"{file} is stale. Run: dotnet run --project Scripts -- generate");

    [Fact]
    public void The_rule_book_explains_exactly_the_codes_that_messages_start_with()
    {
        var codes = typeof(Problem).Assembly.GetTypes()
            .Where(type => type.BaseType == typeof(Problem))
            .Select(Code);
        Assert.Equal(RuleBook.Sentences.Keys, codes.Distinct().Order());
    }

    /// <summary>The code that a kind of problem passes to its base constructor, whatever its other values.</summary>
    static string Code(Type problem)
    {
        var constructor = problem.GetConstructors().Single();
        var values = constructor.GetParameters().Select(parameter => parameter.ParameterType switch
        {
            { IsValueType: true } type => Activator.CreateInstance(type),
            var type when type == typeof(string) => "",
            _ => Array.Empty<string>(),
        });
        return ((Problem)constructor.Invoke([.. values])).Code;
    }
}
