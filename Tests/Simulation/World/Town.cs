using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using CrmMilestones.Dataverse;
using CrmMilestones.Dataverse.Import;
using CrmMilestones.Packaging;
using CrmMilestones.Scripts;
using CrmMilestones.Simulation.Oracle;
using Microsoft.Xrm.Sdk;

namespace CrmMilestones.Simulation.World;

/// <summary>
/// The environment with the packed managed zip, the people, the markets and the places for customers; and beside it
/// what the oracle holds to be so.
/// </summary>
sealed class Town : IDisposable
{
    static readonly Lazy<Settlement> Template = new(() => Prepare(DataverseHost.Create()));

    static readonly TimeZoneInfo[] Zones =
    [
        TimeZoneInfo.FindSystemTimeZoneById("Australia/Sydney"),
        TimeZoneInfo.FindSystemTimeZoneById("America/Los_Angeles"), TimeZoneInfo.Utc,
    ];

    static readonly string[] Codes = ["AU", "US", "ZZ"];

    readonly Customer[] _customers;
    readonly SettableClock _clock = new();
    readonly Dictionary<Guid, int> _generations = [];
    readonly DirectoryInfo? _folder;
    string? _file;
    int _files;

    /// <summary>A town in memory, or in a database file that outlives its host.</summary>
    public Town(int customers, bool isKept)
    {
        (var template, People, Markets, Contacts) = Template.Value;
        if (isKept)
        {
            _folder = Directory.CreateTempSubdirectory("simulation");
            template.Ask("VACUUM INTO $0", NextFile());
            Host = Open();
        }
        else
        {
            Host = template.Copy(Options());
        }

        OwnPlugins.RegisterIn(Host);
        _customers = [.. Enumerable.Range(0, customers).Select(place => Nobody(place, generation: 0))];
    }

    /// <summary>The managed solution as it ships.</summary>
    public static SolutionPackage Package { get; } = SolutionPackage.Read(new MemoryStream(SolutionPacker.Pack(
        Path.Combine(RepositoryRoot.Path, "Solution"), PluginDll.BuiltPath, managed: true)));

    public DataverseHost Host { get; private set; }

    public OwnPlugins OwnPlugins { get; } = new();

    /// <summary>What somebody else does before the next write.</summary>
    public Action? Meanwhile { get; set; }

    public IReadOnlyList<Person> People { get; }

    /// <summary>Of Sydney, of Los Angeles, and one that names no zone.</summary>
    public IReadOnlyList<Guid> Markets { get; }

    public IReadOnlyList<Guid> Contacts { get; }

    /// <summary>In the order of their places.</summary>
    public IReadOnlyList<Customer> Customers => _customers;

    public TimeProvider Clock => _clock;

    public DateTime Now
    {
        get => _clock.Now;
        set => _clock.Now = value;
    }

    public Requirements Requirements { get; } = new();

    public Documents Documents { get; } = new();

    public IOrganizationService As(Person person) => Host.ServiceFor(person.Id);

    /// <summary>UTC where there is no market, or one without a zone.</summary>
    public TimeZoneInfo ZoneOf(Guid? market) => market is { } id ? Zones[PlaceOf(id)] : TimeZoneInfo.Utc;

    public string? CodeOf(Guid? market) => market is { } id ? Codes[PlaceOf(id)] : null;

    public DateOnly Today(Record record) => Days.Today(Now, ZoneOf((Guid?)record[Account.Market]));

    /// <summary>A place whose customer was deleted or merged away gets a new one.</summary>
    public Customer NewAt(int place)
    {
        var generation = _generations.GetValueOrDefault(_customers[place].Id) + 1;
        var customer = Nobody(place, generation);
        _generations[customer.Id] = generation;
        return _customers[place] = customer;
    }

    /// <summary>
    /// The process is killed between two requests, and another one goes on with what the file holds. Nothing happens to
    /// a town in memory.
    /// </summary>
    public bool Restart()
    {
        if (_file is not { } left)
        {
            return false;
        }

        // What the killed process has written, without its being closed.
        File.Copy(left, NextFile());
        Host.Dispose();
        File.Delete(left);
        Host = Open();
        OwnPlugins.RegisterIn(Host);
        return true;
    }

    public void Dispose()
    {
        Host.Dispose();
        _folder?.Delete(recursive: true);
    }

    DataverseHost Open()
    {
        var host = DataverseHost.Open(_file!, Options());
        host.ImportSolution(Package);
        return host;
    }

    string NextFile() => _file = Path.Combine(_folder!.FullName, $"{_files++}.sqlite");

    DataverseOptions Options() => new()
    {
        Clock = _clock,
        IsDurable = false,
        BeforeWrite = target =>
        {
            if (Meanwhile is { } act && target.LogicalName == "account")
            {
                Meanwhile = null;
                act();
            }
        },
    };

    int PlaceOf(Guid market) => Markets.Index().First(known => known.Item == market).Index;

    /// <summary>Who isn't there yet; the id is the same in every run of a story.</summary>
    static Customer Nobody(int place, int generation)
    {
        var end = new byte[8];
        BinaryPrimitives.WriteInt32BigEndian(end, generation);
        BinaryPrimitives.WriteInt32BigEndian(end.AsSpan(4), place);
        return new(new(0x51000000, 0, 0, end)) { IsDeleted = true };
    }

    static Settlement Prepare(DataverseHost host)
    {
        host.ImportSolution(Package);
        Guid[] markets =
            [Market("Australia", "AU", 255), Market("United States", "US", 4), Market("Nowhere", "ZZ", null)];
        Guid[] contacts = [.. Enumerable.Range(0, 5).Select(i => host.System.Create(new Entity("contact")
        {
            ["lastname"] = $"Contact {i}",
        }))];
        return new(host, World.People.AddTo(host), markets, contacts);

        Guid Market(string name, string code, int? zone) => host.System.Create(new Entity("cm_market")
        {
            ["cm_name"] = name,
            ["cm_code"] = code,
            ["cm_timezonecode"] = zone,
        });
    }

    sealed record Settlement(DataverseHost Host, IReadOnlyList<Person> People, Guid[] Markets, Guid[] Contacts);

    sealed class SettableClock : TimeProvider
    {
        public DateTime Now { get; set; } = Story.Beginning;

        public override DateTimeOffset GetUtcNow() => new(Now, TimeSpan.Zero);
    }
}
