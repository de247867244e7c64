using System;
using System.IO;
using System.ServiceModel;
using System.Threading.Tasks;
using CrmMilestones.Dataverse;
using CrmMilestones.Dataverse.Metadata;
using CrmMilestones.Sandbox.App.Window;
using CrmMilestones.Tests.Sandbox.WebApi;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Xunit;

namespace CrmMilestones.Tests.Sandbox.App;

/// <summary>What depends on the window and on the person before it.</summary>
public sealed class WindowTests(RunningSandbox sandbox) : IClassFixture<RunningSandbox>
{
    [Fact]
    public void Two_windows_of_one_person_are_answered_each_in_its_own_language()
    {
        var environment = sandbox.Server.Environment;
        var person = environment.People.First;
        var english = environment.ServiceFor(person, 1033);
        var spanish = environment.ServiceFor(person, 3082);
        for (var round = 0; round < 2; round++)
        {
            Assert.Contains("can't enter Onboarding yet", Refusal(english), StringComparison.Ordinal);
            Assert.Contains("aún no puede pasar a Incorporación", Refusal(spanish), StringComparison.Ordinal);
        }

        static string Refusal(IOrganizationService service) => Assert.Throws<FaultException<OrganizationServiceFault>>(
            () => service.Create(new("account")
            {
                ["name"] = "Contoso",
                ["cm_lifecyclestage"] = new OptionSetValue(727000001),
            })).Message;
    }

    [Fact]
    public async Task Two_windows_at_once_never_mix_their_languages()
    {
        var environment = sandbox.Server.Environment;
        var person = environment.People.First;
        await Parallel.ForAsync(0, 40, (number, _) =>
        {
            var isSpanish = number % 2 == 0;
            var refusal = Assert.Throws<FaultException<OrganizationServiceFault>>(
                () => environment.ServiceFor(person, isSpanish ? 3082 : 1033).Create(new("account")
                {
                    ["name"] = "Contoso",
                    ["cm_lifecyclestage"] = new OptionSetValue(727000001),
                }));
            Assert.Equal(isSpanish, refusal.Message.Contains("aún no puede", StringComparison.Ordinal));
            return ValueTask.CompletedTask;
        });
    }

    [Fact]
    public async Task A_window_in_another_language_changes_nothing_for_programs()
    {
        var environment = sandbox.Server.Environment;
        var person = environment.People.First;
        var window = environment.ServiceFor(person, 3082);
        using var program = sandbox.Client(person.Role);
        window.Create(new("account") { ["name"] = "Contoso" });
        Assert.NotEmpty(window.RetrieveMultiple(new QueryByAttribute("account")
        {
            Attributes = { "name" },
            Values = { "Contoso" },
        }).Entities);
        var refusal = await program.SendAsync(
            "POST", "accounts", """{"name":"Contoso","cm_lifecyclestage":727000001}""").RefusalAsync();
        Assert.Contains("can't enter Onboarding yet", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_window_in_another_language_leaves_the_stored_personal_options_alone()
    {
        var environment = sandbox.Server.Environment;
        var person = environment.People.First;
        var window = environment.ServiceFor(person, 3082);
        var before = Options(environment.ServiceFor(person), person.Id);
        window.Create(new("account") { ["name"] = "Contoso" });
        var after = Options(environment.ServiceFor(person), person.Id);
        Assert.Equal(
            (1033, before.RowVersion, before["modifiedon"]),
            (after["uilanguageid"], after.RowVersion, after["modifiedon"]));
        Assert.Equal(3082, Options(window, person.Id)["uilanguageid"]);
        // Others whom the window asks about keep theirs.
        Assert.Equal(1033, Options(window, environment.People.All[^1].Id)["uilanguageid"]);
    }

    [Fact]
    public void What_a_person_sets_for_themselves_in_a_window_stays()
    {
        var environment = sandbox.Server.Environment;
        var person = environment.People.All[^1];
        foreach (var language in new[] { 3082, 1033 })
        {
            environment.ServiceFor(person, 3082).Update(new("usersettings", person.Id) { ["uilanguageid"] = language });
            Assert.Equal(language, Options(environment.ServiceFor(person), person.Id)["uilanguageid"]);
        }
    }

    [Fact]
    public void Times_are_shown_and_taken_by_the_clock_of_the_personal_options()
    {
        using var host = Packed.Host();
        host.ImportSolution(new MemoryStream(LibrarySolution.Zip));
        var texts = Texts(host, "Australia/Sydney");
        var due = host.Catalog.Table("lib_loan").Column("lib_dueon");
        DateTime moment = new(2026, 7, 1, 0, 30, 0, DateTimeKind.Utc);
        Assert.Equal("2026-07-01T10:30", texts.OfInput(due, moment));
        Assert.Matches("^7/1/2026 10:30.AM$", texts.Shown(due, moment));
        Assert.Equal(moment, texts.Date(due, "2026-07-01T10:30"));
        // An hour that the clock skips.
        Assert.Equal(new(2026, 10, 3, 16, 30, 0, DateTimeKind.Utc), texts.Date(due, "2026-10-04T02:30"));
        Assert.Null(texts.Date(due, "2026-10-"));
    }

    [Fact]
    public void A_day_is_the_same_day_on_every_clock()
    {
        using var host = Packed.Host();
        var signed = host.Catalog.Table("account").Column("cm_agreementsignedon");
        Assert.Equal(DateBehavior.DateOnly, signed.DateBehavior);
        DateTime day = new(2026, 7, 1, 0, 0, 0, DateTimeKind.Utc);
        foreach (var zone in new[] { "Australia/Sydney", "America/Los_Angeles" })
        {
            var texts = Texts(host, zone);
            Assert.Equal(
                ("2026-07-01", "7/1/2026", day),
                (texts.OfInput(signed, day), texts.Shown(signed, day), texts.Date(signed, "2026-07-01")));
        }
    }

    static Entity Options(IOrganizationService service, Guid person) =>
        service.Retrieve("usersettings", person, new(true));

    static FieldTexts Texts(DataverseHost host, string zone)
    {
        var ann = host.AddUser($"Ann in {zone}", timeZone: zone);
        return new(new(
            host, host.ServiceFor(ann), ann, "Ann", [], 1033, [], TimeProvider.System,
            (table, id) => $"/{table}/{id}"));
    }
}
