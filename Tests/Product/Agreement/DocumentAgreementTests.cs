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
        GeneratedFiles.All()[file] == GeneratedFiles.Read(file),
        $"{file} is stale. Run: dotnet run --project Scripts -- generate");

    [Fact]
    public void The_rule_book_explains_every_code_and_says_which_the_server_enforces()
    {
        Assert.Equal(
            Enumerable.Range(1, 13).Select(number => $"CM{number:000}"), RuleBook.Rules.Select(rule => rule.Code));
        var codes = typeof(Problem).Assembly.GetTypes()
            .Where(type => type.BaseType == typeof(Problem))
            .Select(Code);
        Assert.Equal(RuleBook.Enforced.Select(rule => rule.Code), codes.Distinct().Order());
        Assert.All(RuleBook.Enforced, rule => Assert.Equal(rule.Code, rule.Example!.Code));
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
