using System.IO;
using System.Linq;
using CrmMilestones.Sandbox.WebApi;
using CrmMilestones.Scripts;
using Xunit;

namespace CrmMilestones.Tests.Sandbox.WebApi;

public class CoverageTests
{
    [Fact]
    public void The_page_on_the_Web_API_has_the_table_of_the_code() => Assert.Contains(
        string.Concat(
            Coverage.Parts.Select(part => $"| {part.Part} | {part.Support} | {part.Refused ?? "nothing"} |\n")),
        File.ReadAllText(Path.Combine(RepositoryRoot.Path, "Scripts", "Sandbox", "WEBAPI.md")),
        System.StringComparison.Ordinal);
}
