using Xunit;

namespace CrmMilestones.Tests.Pack;

public sealed class TableRefusalTests
{
    const string Account = "Entities/Account/Entity.xml";
    const string Market = "Entities/cm_Market/Entity.xml";
    const string AccountRelationships = "Other/Relationships/Account.xml";
    const string List = "Other/Relationships.xml";
    readonly SolutionCopy _solution = new();

    [Fact]
    public void An_unknown_choice_is_refused() => _solution
        .Replace(Account, "<OptionSetName>cm_endreason", "<OptionSetName>cm_endraeson")
        .IsRefused("There is no choice cm_endraeson", "add OptionSets/cm_endraeson.xml");

    [Fact]
    public void A_choice_value_outside_the_publishers_range_is_refused() => _solution
        .Replace("OptionSets/cm_endreason.xml", "<option value=\"727000005\"", "<option value=\"100000005\"")
        .IsRefused("Value 100000005 of choice cm_endreason lies outside", "Use 727000000 to 727009999");

    [Fact]
    public void A_choice_value_that_occurs_twice_is_refused() => _solution
        .Replace("OptionSets/cm_endreason.xml", "<option value=\"727000005\"", "<option value=\"727000004\"")
        .IsRefused("has value 727000004 twice", "next free value");

    [Fact]
    public void A_text_columns_length_that_is_not_twice_its_characters_is_refused() => _solution
        .Replace(Account, "<Length>[0-9]+", "<Length>1").IsRefused("is not twice its MaxLength", "Length counts bytes");

    [Fact]
    public void A_column_whose_names_differ_is_refused()
    {
        _solution.Replace(Account, "PhysicalName=\"cm_EndReason\"", "PhysicalName=\"cm_EndingReason\"")
            .IsRefused("cm_endreason is not cm_EndingReason in lower case", "Write both names alike");
    }

    [Fact]
    public void A_column_of_the_platform_is_refused() => _solution
        .Replace(Account, "<attributes>", "<attributes><attribute "
            + "PhysicalName=\"Name\"><LogicalName>name</LogicalName></attribute>")
        .IsRefused("Column name of account is not ours", "start with cm_");

    [Fact]
    public void A_column_that_occurs_twice_is_refused() => _solution
        .Replace(Account, "<attribute PhysicalName=\"cm_EndReason\">[\\s\\S]*?</attribute>", "$0$0")
        .Solution.At(Account, "</attribute><attribute ").IsRefused("has column cm_endreason twice", "Remove one");

    [Fact]
    public void A_key_over_an_unknown_column_is_refused() => _solution
        .Replace(Market, "<AttributeName>cm_code", "<AttributeName>cm_coed")
        .IsRefused("names column cm_coed, which cm_market does not have", "Correct the name");

    [Fact]
    public void A_relationship_that_is_not_listed_is_refused()
    {
        _solution.Replace(List, "<EntityRelationship Name=\"bpf_account_cm_customerlifecycle\" />", "");
        _solution.At(AccountRelationships, "<EntityRelationship Name=\"bpf_account_cm_customerlifecycle\">")
            .IsRefused(
                "so it would be left out", "Add <EntityRelationship Name=\"bpf_account_cm_customerlifecycle\" />");
    }

    [Fact]
    public void A_listed_relationship_without_body_is_refused() => _solution
        .Replace(List, "</EntityRelationships>", "<EntityRelationship Name=\"cm_nothing\" /></EntityRelationships>")
        .IsRefused("cm_nothing has no body", "Add it to Other/Relationships");

    [Fact]
    public void A_relationship_that_is_listed_twice_is_refused() => _solution
        .Replace(List, "<EntityRelationship Name=\"bpf_account_cm_customerlifecycle\" />", "$0$0")
        .IsRefused("occurs twice", "Remove one");

    [Theory]
    [InlineData("ReferencedEntityName>SystemUser", "ReferencedEntityName>SystemUsr", "names table systemusr")]
    [InlineData("ReferencingAttributeName>createdby", "ReferencingAttributeName>createdbye", "names column createdbye")]
    public void A_relationship_with_an_unknown_end_is_refused(string pattern, string replacement, string what) =>
        _solution
        .Replace("Other/Relationships", $"(?i){pattern}", replacement).IsRefused(what, "Correct the name");

    [Fact]
    public void A_lookup_without_relationship_is_refused()
    {
        const string Name = "cm_systemuser_account_OnboardingOwnerId";
        _solution.Replace(
            "Other/Relationships/SystemUser.xml", $"<EntityRelationship Name=\"{Name}\"[\\s\\S]*?</EntityRelationship>",
            "");
        _solution.Replace(List, $"<EntityRelationship Name=\"{Name}\" />", "");
        _solution.At(Account, "<attribute PhysicalName=\"cm_OnboardingOwnerId\">")
            .IsRefused("account.cm_onboardingownerid has 0 relationships instead of one", "Give it exactly one");
    }
}
