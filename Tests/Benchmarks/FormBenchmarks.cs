using System;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Xml.Linq;
using BenchmarkDotNet.Attributes;
using CrmMilestones.Dataverse;
using CrmMilestones.Plugins.Rules;
using CrmMilestones.Sandbox.App.Forms;
using CrmMilestones.Sandbox.App.Forms.Process;
using CrmMilestones.Sandbox.Solution;
using Microsoft.Xrm.Sdk;

namespace CrmMilestones.Benchmarks;

/// <summary>
/// What the sandbox's server does for a form, as the rep; a save includes reading the row again. A save answers in under
/// 50 ms.
/// </summary>
[MemoryDiagnoser]
public class FormBenchmarks
{
    DataverseHost _host = null!;
    IOrganizationService _rep = null!;
    FormModel _form = null!;
    FormSession _open = null!;
    ProcessSession _process = null!;
    Guid _account;
    int _saves;

    [GlobalSetup]
    public void Start()
    {
        _host = Package.NewHost();
        using ZipArchive archive = new(new MemoryStream(Package.Zip));
        using var customizations = archive.GetEntry("customizations.xml")!.Open();
        _form = FormReader.Read(XElement.Load(customizations))
            .First(form => form is { Table: "account", Kind: FormKind.Main });
        var rep = _host.AddUser("Robin Rep", roles: "CM Sales");
        _rep = _host.ServiceFor(rep);
        var market = _host.System.Create(new Entity("cm_market") { ["cm_name"] = "Australia", ["cm_code"] = "AU" });
        var contact = _host.System.Create(new Entity("contact") { ["lastname"] = "Nguyen" });
        _account = _rep.Create(new Entity("account")
        {
            ["name"] = "Contoso Dental",
            ["primarycontactid"] = new EntityReference("contact", contact),
            [Columns.Market] = new EntityReference("cm_market", market),
            [Columns.AgreementSignedOn] = DateTime.UtcNow.Date.AddDays(-9),
            [Columns.BillingModel] = new OptionSetValue(727000000),
            [Columns.BillingTiming] = new OptionSetValue(727000000),
            [Columns.Stage] = new OptionSetValue((int)Stage.Prospect),
        });
        _open = Open();
        _process = new(_host.Processes, _rep, "account", _account);
        _process.Load();
    }

    [GlobalCleanup]
    public void Stop() => _host.Dispose();

    [Benchmark]
    public object Open_a_form() => Open();

    [Benchmark]
    public void Save_a_phone_number()
    {
        _open.Set("telephone1", $"{++_saves}");
        _open.Save();
    }

    /// <summary>The rules, an event and the guided process belong to it.</summary>
    [Benchmark]
    public void Save_another_stage_and_back()
    {
        _open.Set(Columns.Stage, new OptionSetValue((int)Stage.Onboarding));
        _open.Save();
        _open.Set(Columns.Stage, new OptionSetValue((int)Stage.Prospect));
        _open.Set(Columns.StageChangeReason, "Signed by the wrong person");
        _open.Save();
    }

    /// <summary>By the process bar, with reading where the process stands and the row.</summary>
    [Benchmark]
    public void Next_stage_and_back()
    {
        _process.Load();
        _process.MoveTo(1);
        _open.Load();
        _open.Set(Columns.StageChangeReason, "Signed by the wrong person");
        _open.Save();
        _process.MoveTo(0);
        _open.Load();
    }

    FormSession Open() => new(_form, _host.Catalog.Table("account"), _rep, _account);
}
