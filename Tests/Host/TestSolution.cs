using System;
using System.Collections.Generic;
using System.Linq;
using CrmMilestones.Dataverse.Import;
using CrmMilestones.Dataverse.Metadata;

namespace CrmMilestones.Tests.Host;

/// <summary>Small solutions, as if read from a zip.</summary>
static class TestSolution
{
    /// <summary>A place with an alternate key that accounts point to, and visits that go with their account.</summary>
    public static SolutionPackage Places => Of("Places") with
    {
        Tables =
        [
            Table("cm_place", "cm_placeid", [Text("cm_name"), Text("cm_code")],
                [new("cm_placecode", "cm_PlaceCode", "Code", ["cm_code"])]),
            Table("cm_visit", "cm_visitid", [Lookup("cm_accountid", "account")]),
        ],
        Extensions = [new("account", [Lookup("cm_placeid", "cm_place")], [])],
        Relationships =
        [
            new("cm_place_account", "cm_place", "account", "cm_placeid", CascadeDelete.Restrict),
            new("cm_account_visit", "account", "cm_visit", "cm_accountid", CascadeDelete.Cascade),
        ],
    };

    /// <summary>The stages of <see cref="Flow"/>, in order.</summary>
    public static IReadOnlyList<Guid> Stages { get; } =
    [
        new("00000000-0000-0000-0001-000000000001"),
        new("00000000-0000-0000-0001-000000000002"),
        new("00000000-0000-0000-0001-000000000003"),
    ];

    /// <summary>The process of <see cref="Flow"/>.</summary>
    public static Guid ProcessId { get; } = new("00000000-0000-0000-0002-000000000001");

    /// <summary>A process with three stages on account, whose first stage requires telephone1.</summary>
    public static SolutionPackage Flow => Of("Flow") with
    {
        Tables =
        [
            Table("cm_flow", "businessprocessflowinstanceid",
            [
                Text("bpf_name"), Text("traversedpath"), Lookup("bpf_accountid", "account"),
                Lookup("activestageid", "processstage"), Lookup("processid", "workflow"),
                Date("activestagestartedon"), Date("completedon"), Date("createdon"), Date("modifiedon"),
                New("statecode", ColumnType.State) with
                {
                    Options = [new(0, "Active", DefaultStatus: 1), new(1, "Inactive", DefaultStatus: 2)],
                },
                New("statuscode", ColumnType.Status) with
                {
                    Options = [new(1, "Active", State: 0), new(2, "Finished", State: 1), new(3, "Aborted", State: 1)],
                },
            ], isProcessTable: true),
        ],
        Processes =
        [
            new(ProcessId, "cm_flow", "Customer flow", "account", true,
            [
                new(Stages[0], "First", 0, [new(Guid.NewGuid(), "Phone", "telephone1", true)]),
                new(Stages[1], "Second", 1, []),
                new(Stages[2], "Third", 2, []),
            ]),
        ],
    };

    /// <summary>A role called "Tester".</summary>
    public static SolutionPackage Role(params (string Privilege, PrivilegeLevel Level)[] privileges) => Of("Roles") with
    {
        Roles =
        [
            new(new("00000000-0000-0000-0003-000000000001"), "Tester",
                [.. privileges.Select(privilege => new RolePrivilege(privilege.Privilege, privilege.Level))]),
        ],
    };

    public static SolutionPackage Of(string name, string version = "1.0") => new()
    {
        Manifest = new(name, name, Version.Parse(version), IsManaged: true, "cm", "cm"),
    };

    static TableDefinition Table(string name, string key, ColumnDefinition[] columns, AlternateKey[]? keys = null,
        bool isProcessTable = false) => new(
        [New(key, ColumnType.Id), .. columns, New("versionnumber", ColumnType.BigNumber)])
        {
            LogicalName = name,
            SchemaName = name,
            EntitySetName = name + "s",
            PrimaryIdColumn = key,
            PrimaryNameColumn = null,
            Ownership = Ownership.Organization,
            IsProcessTable = isProcessTable,
            Keys = keys ?? [],
        };

    static ColumnDefinition Text(string name) => New(name, ColumnType.Text) with { MaxLength = 1250 };

    static ColumnDefinition Lookup(string name, string target) =>
        New(name, ColumnType.Lookup) with { Targets = [target] };

    static ColumnDefinition Date(string name) => New(name, ColumnType.DateAndTime);

    static ColumnDefinition New(string name, ColumnType type) =>
        new() { LogicalName = name, SchemaName = name, Type = type };
}
