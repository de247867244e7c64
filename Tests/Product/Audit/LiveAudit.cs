using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Threading.Tasks;
using CrmMilestones.Scripts.Audit;
using CrmMilestones.Scripts.Live;
using CrmMilestones.Tests.Journeys;
using CsvHelper;

namespace CrmMilestones.Tests.Audit;

/// <summary>Audits of environments, with their files in a folder of its own.</summary>
sealed class LiveAudit : IDisposable
{
    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory();

    public string Folder => _folder.FullName;

    /// <summary>What verdicts.csv says, by the customer's name and the column's.</summary>
    public Dictionary<string, IDictionary<string, object>> Verdicts
    {
        get
        {
            using CsvReader csv = new(
                File.OpenText(Path.Combine(Folder, AuditFiles.Verdicts)), CultureInfo.InvariantCulture);
            return csv.GetRecords<dynamic>().Cast<IDictionary<string, object>>()
                .ToDictionary(row => (string)row["Account Name"]);
        }
    }

    /// <summary>The environment as the rep sees it.</summary>
    public static Connection Connect(Crm crm) => new(
        new RequestService((request, _) => Task.FromResult(crm.AsRep.Execute(request))), "Contoso Test",
        new("https://contoso.example"));

    /// <summary>Audits it, and gives what --json says.</summary>
    public async Task<JsonElement> RunAsync(Connection connection, DateTime utcNow)
    {
        using StringWriter json = new(CultureInfo.InvariantCulture);
        await AuditCommand.RunAsync(
            connection, Folder, new(utcNow, TimeZoneInfo.Utc), new(json, TextWriter.Null, json: true), default);
        return JsonDocument.Parse(json.ToString()).RootElement;
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
