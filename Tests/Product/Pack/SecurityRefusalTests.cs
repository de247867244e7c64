using Xunit;

namespace CrmMilestones.Tests.Pack;

public sealed class SecurityRefusalTests
{
    readonly SolutionCopy _solution = new();

    [Theory]
    [InlineData("prvReadcm_market", "names table cm_market, which does not exist", "schema name, with its capitals")]
    [InlineData("prvReadAcount", "names table Acount, which does not exist", "schema name, with its capitals")]
    [InlineData("Readcm_Market", "Readcm_Market is no privilege", "Write prv, a verb")]
    [InlineData("prvSharecm_Market", "prvSharecm_Market at level Global can't be", "at level Global only")]
    public void A_privilege_that_does_not_exist_is_refused(string name, string what, string advice) => _solution
        .Replace("Roles", "\"prvReadcm_Market\"", $"\"{name}\"").IsRefused(what, advice);

    [Fact]
    public void A_depth_on_a_table_that_nobody_owns_is_refused() => _solution
        .Replace("Roles", "name=\"prvReadcm_Market\" level=\"Global\"", "name=\"prvReadcm_Market\" level=\"Local\"")
        .IsRefused("prvReadcm_Market at level Local can't be", "at level Global only");

    [Fact]
    public void A_column_permission_on_an_unknown_column_is_refused()
    {
        const string profiles = "Other/FieldSecurityProfiles.xml";
        const string id = "{5b1f3d02-6b1a-4d2e-8a54-0c7b2f1d9e33}";
        _solution.Write(profiles, $"""
            <FieldSecurityProfiles><FieldSecurityProfile name="P" fieldsecurityprofileid="{id}"><FieldPermissions>
            <FieldPermission><EntityName>account</EntityName><AttributeName>cm_nothing</AttributeName></FieldPermission>
            </FieldPermissions></FieldSecurityProfile></FieldSecurityProfiles>
            """);
        _solution.Replace(
            "Other/Solution.xml", "</RootComponents>", $"<RootComponent type=\"70\" id=\"{id}\" /></RootComponents>");
        _solution.At(profiles, "<FieldPermission>")
            .IsRefused("names column cm_nothing, which account does not have", "Correct the name");
    }
}
