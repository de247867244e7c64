using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using CrmMilestones.Plugins.Rules;
using CrmMilestones.Scripts.Audit;
using CrmMilestones.Scripts.Lists;
using CrmMilestones.Tests.Journeys;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Xunit;

namespace CrmMilestones.Tests.Audit;

/// <summary>The sample's import files in the CRM's own wizard.</summary>
public sealed class AuditImportTests : IDisposable
{
    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory();
    readonly Crm _crm = new();

    public void Dispose()
    {
        _crm.Dispose();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public void Every_customer_stands_in_the_suggested_stage_and_as_many_are_active_as_the_audit_said()
    {
        var list = Path.Combine(Scripts.RepositoryRoot.Path, "Scripts", "Samples", "customers.csv");
        AuditCommand.Run(
            list, new(), _folder.FullName, new(DateTime.UtcNow, TimeZoneInfo.Utc),
            new(TextWriter.Null, TextWriter.Null), default);
        _crm.AsRep.Create(new Entity("cm_market") { ["cm_name"] = "United States", ["cm_code"] = "US" });
        foreach (var person in People(list))
        {
            _crm.Host.AddUser(person, roles: "CM Sales");
        }

        ImportWizard.Import(_crm.AsRep, "contact", PathOf("import-1-contacts.csv"));
        ImportWizard.Import(_crm.AsRep, "account", PathOf("import-2-customers.csv"));
        var failures = ImportWizard.Update(
            _crm.AsRep, "account", PathOf("import-3-stages.csv"), "accountnumber");

        Assert.Empty(failures);
        var accounts = _crm.Host.System.RetrieveMultiple(new QueryExpression("account") { ColumnSet = new(true) })
            .Entities;
        Assert.Equal(433, accounts.Count);
        Assert.Equal(161, accounts.Count(account => account.GetAttributeValue<bool>(Columns.IsActiveCustomer)));
        Assert.Equal(
            File.ReadLines(PathOf("import-3-stages.csv")).Skip(1).Select(line => line.Split(','))
                .Select(fields => $"{fields[0]} {fields[^1]}").Order(StringComparer.Ordinal),
            accounts.Where(account => account.Contains(Columns.Stage))
                .Select(account => $"{account["accountnumber"]} {account.FormattedValues[Columns.Stage]}")
                .Order(StringComparer.Ordinal));
    }

    static HashSet<string> People(string list)
    {
        using var file = ListFile.Open(list, CustomerTargets.All, new());
        return
        [
            .. file.Read(CustomerRecord.Of, _ => { }).SelectMany(customer => CustomerTargets.OfColumns
                .Where(target => target.Kind == TargetKind.Person)
                .Select(target => customer.Text(target.Column!)).Append(customer.Owner)).OfType<string>(),
        ];
    }

    string PathOf(string file) => Path.Combine(_folder.FullName, file);
}
