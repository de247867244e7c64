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
}
