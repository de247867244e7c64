using Xunit;

namespace CrmMilestones.Tests.Pack;

public sealed class ScreenRefusalTests
{
    const string View = "Entities/Account/SavedQueries/{18adb265-6f6d-46c1-85b9-77ceaf63aeca}.xml";
    readonly SolutionCopy _solution = new();

    [Fact]
    public void A_view_that_shows_a_column_it_does_not_ask_for_is_refused() => _solution
        .Replace(View, "<cell name=\"name\"", "<cell name=\"accountnumber\"")
        .IsRefused("shows accountnumber without asking for it", "Add the attribute to the fetch");

    [Theory]
    [InlineData("<attribute name=\"accountid\"", "<attribute name=\"acountid\"",
        "column acountid, which account does not have")]
    [InlineData("<condition attribute=\"statecode\"", "<condition attribute=\"stateode\"",
        "column stateode, which account does not have")]
    [InlineData("<order attribute=\"[a-z_]+\"", "<order attribute=\"cm_nothing\"",
        "column cm_nothing, which account does not have")]
    [InlineData("jump=\"name\"", "jump=\"nmae\"", "column nmae, which account does not have")]
    [InlineData("<row name=\"result\" id=\"accountid\"", "<row name=\"result\" id=\"acountid\"",
        "column acountid, which account does not have")]
    public void A_view_with_an_unknown_column_is_refused(string pattern, string replacement, string what) => _solution
        .Replace(View, pattern, replacement).IsRefused(what, "Correct the name, or add the column");

    [Theory]
    [InlineData("name=\"contakt\" from=\"contactid\" to=\"primarycontactid\"",
        "names table contakt, which does not exist")]
    [InlineData("name=\"contact\" from=\"contactd\" to=\"primarycontactid\"",
        "column contactd, which contact does not have")]
    [InlineData("name=\"contact\" from=\"contactid\" to=\"contactid\"",
        "column contactid, which account does not have")]
    public void A_view_with_a_broken_link_is_refused(string link, string what) => _solution
        .Replace(View, "</entity>", $"<link-entity {link} alias=\"c\" /></entity>")
        .IsRefused(what, "Correct the name");

    [Fact]
    public void A_view_may_show_filter_and_sort_by_columns_of_a_linked_table()
    {
        _solution.Replace(View, "</entity>", """
            <link-entity name="contact" from="contactid" to="primarycontactid" alias="c">
              <attribute name="fullname" />
            </link-entity>
            <filter><condition entityname="c" attribute="fullname" operator="not-null" /></filter></entity>
            """);
        _solution.Replace(View, "<cell name=\"name\"", "<cell name=\"c.fullname\" /><cell name=\"name\"");
        Assert.NotEmpty(_solution.Pack());
    }

    [Fact]
    public void A_view_of_another_table_is_refused()
    {
        _solution.Replace(View, "<entity name=\"account\"", "<entity name=\"contact\"");
        _solution.At(View, "<fetch (?=[^<]*<entity name=\"contact\")")
            .IsRefused("does not ask for account", "<entity name=\"account\">");
    }

    [Fact]
    public void A_chart_over_an_unknown_column_is_refused()
    {
        const string chart = "Entities/Account/Visualizations/{5a1f3d02-6b1a-4d2e-8a54-0c7b2f1d9e33}.xml";
        _solution.Write(chart, """
            <visualization><savedqueryvisualizationid>{5a1f3d02-6b1a-4d2e-8a54-0c7b2f1d9e33}</savedqueryvisualizationid>
            <datadescription><datadefinition><fetchcollection>
            <fetch aggregate="true"><entity name="account">
            <attribute name="cm_maket" groupby="true" alias="group" />
            </entity></fetch></fetchcollection></datadefinition></datadescription></visualization>
            """);
        _solution.At(chart, "cm_maket").IsRefused("column cm_maket, which account does not have", "Correct the name");
    }

    [Fact]
    public void A_form_that_shows_an_unknown_column_is_refused() => _solution
        .Replace("Entities/cm_Market/FormXml", "datafieldname=\"cm_code\"", "datafieldname=\"cm_coed\"")
        .IsRefused("names column cm_coed, which cm_market does not have", "Correct the name");

    [Fact]
    public void The_processs_form_shows_columns_of_the_guided_table() => _solution
        .Replace(
            "Entities/cm_customerlifecycle/FormXml", "datafieldname=\"cm_marketid\"", "datafieldname=\"cm_maketid\"")
        .IsRefused("names column cm_maketid, which account does not have", "Correct the name");

    [Fact]
    public void A_form_with_the_same_id_twice_is_refused() => _solution
        .Replace("Entities/cm_Market/FormXml", "<cell [\\s\\S]*?</cell>", "$0$0")
        .Solution.At("Entities/cm_Market/FormXml", "</cell><cell ").IsRefused(" twice", "Give it a new GUID");
}
