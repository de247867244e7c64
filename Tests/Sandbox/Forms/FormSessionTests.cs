using System;
using System.Collections.Generic;
using System.Linq;
using System.ServiceModel;
using CrmMilestones.Dataverse;
using CrmMilestones.Sandbox.App.Forms;
using CrmMilestones.Sandbox.Solution;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Xunit;

namespace CrmMilestones.Tests.Sandbox.Forms;

/// <summary>What a form sends when it is saved, and what it shows afterwards.</summary>
public sealed class FormSessionTests : IDisposable
{
    readonly DataverseHost _host = Packed.Host();
    readonly IOrganizationService _rep;

    public FormSessionTests() =>
        _rep = _host.ServiceFor(_host.AddUser("Robin Rep", roles: "CM Lifecycle Administrator"));

    public void Dispose() => _host.Dispose();

    [Fact]
    public void A_new_row_starts_with_its_columns_defaults_and_is_created_with_what_was_filled_in()
    {
        var form = Open(null);
        Assert.Equal((true, false), (form.Value("cm_chargeable"), form.Value("cm_billinghold")));
        form.Set("name", "Contoso Dental");
        form.Set("cm_lifecyclestage", new OptionSetValue(727000000));
        form.Save();

        var row = _host.System.Retrieve("account", form.Id!.Value, new ColumnSet(true));
        Assert.Equal("Contoso Dental", row["name"]);
        Assert.Equal(727000000, ((OptionSetValue)row["cm_lifecyclestage"]).Value);
        Assert.False(form.IsDirty);
        Assert.Equal("1.0", form.Value("cm_definitionversion"));
    }

    [Fact]
    public void Only_changed_columns_are_sent()
    {
        var id = _rep.Create(new Entity("account") { ["name"] = "Contoso", ["telephone1"] = "1" });
        var form = Open(id);
        form.Set("telephone1", "2");
        // Somebody else changes another column meanwhile; it isn't written back.
        _rep.Update(new Entity("account", id) { ["address1_city"] = "Lima" });
        Assert.Equal(["telephone1"], form.Changed);
        form.Save();
        Assert.Equal(("2", "Lima"), (form.Value("telephone1"), form.Value("address1_city")));
    }

    [Fact]
    public void A_value_that_is_set_back_is_no_change_and_an_empty_text_is_none()
    {
        var id = _rep.Create(new Entity("account") { ["name"] = "Contoso", ["telephone1"] = "1" });
        var form = Open(id);
        form.Set("telephone1", "2");
        Assert.True(form.IsDirty);
        form.Set("telephone1", "1");
        Assert.False(form.IsDirty);
        form.Set("accountnumber", "");
        Assert.False(form.IsDirty);
        form.Set("telephone1", "");
        form.Save();
        Assert.Null(form.Value("telephone1"));
    }

    [Fact]
    public void A_refused_save_keeps_what_was_entered()
    {
        var id = _rep.Create(
            new Entity("account") { ["name"] = "Contoso", ["cm_lifecyclestage"] = new OptionSetValue(727000000) });
        var form = Open(id);
        form.Set("cm_lifecyclestage", new OptionSetValue(727000001));
        var refusal = Assert.Throws<FaultException<OrganizationServiceFault>>(form.Save);
        Assert.StartsWith("CM001 Contoso can't enter Onboarding yet.", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(["cm_lifecyclestage"], form.Changed);
    }

    [Fact]
    public void The_name_is_required_and_computed_columns_only_show()
    {
        var form = Open(null);
        Assert.Equal(["name"], form.Missing().Select(control => control.Column));
        var controls = form.Form.Cells.Select(cell => cell.Control).OfType<FormControl>()
            .ToLookup(control => control.Column);
        Assert.All(controls["cm_billablestatus"], control => Assert.True(form.IsReadOnly(control)));
        Assert.All(controls["cm_marketid"], control => Assert.False(form.IsReadOnly(control)));
    }

    [Fact]
    public void An_inactive_row_only_shows()
    {
        var id = _rep.Create(new Entity("account") { ["name"] = "Contoso" });
        _host.System.Update(new Entity("account", id) { ["statecode"] = new OptionSetValue(1) });
        var form = Open(id);
        Assert.True(form.IsInactive);
        Assert.All(form.Form.Cells.Select(cell => cell.Control).OfType<FormControl>(),
            control => Assert.True(form.IsReadOnly(control)));
    }

    [Fact]
    public void A_row_can_start_with_what_it_was_made_from()
    {
        var customer = _rep.Create(new Entity("account") { ["name"] = "Contoso" });
        FormSession form = new(
            Form("cm_customerdocument", FormKind.QuickCreate), _host.Catalog.Table("cm_customerdocument"), _rep, null,
            given: [KeyValuePair.Create("cm_accountid", (object?)new EntityReference("account", customer))]);
        form.Set("cm_name", "Licence");
        form.Save();
        Assert.Equal(customer, ((EntityReference)form.Value("cm_accountid")!).Id);
    }

    FormSession Open(Guid? id) => new(Form("account", FormKind.Main), _host.Catalog.Table("account"), _rep, id);

    static FormModel Form(string table, FormKind kind) =>
        FormReader.Read(Packed.Customizations).First(form => form.Table == table && form.Kind == kind);
}
