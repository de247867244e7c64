using System;
using System.Collections.Frozen;
using System.Collections.Generic;

namespace CrmMilestones.Sandbox.Solution;

/// <summary>What a control is. That of a column is drawn as the column's type asks for.</summary>
public enum ControlKind
{
    /// <summary>A class id that isn't known here.</summary>
    Unknown,
    /// <summary>The value of a column.</summary>
    Column,
    /// <summary>The rows of another table.</summary>
    Subgrid,
    /// <summary>A web resource in a frame.</summary>
    WebResource,
    /// <summary>A form of the row that a lookup points to.</summary>
    QuickView,
    /// <summary>Notes and activities.</summary>
    Timeline,
    /// <summary>A page of another address.</summary>
    Frame,
    /// <summary>A component of somebody's own.</summary>
    CodeComponent,
}

/// <summary>The class ids of controls, as the forms of real solutions use them.</summary>
static class ControlClasses
{
    static readonly FrozenDictionary<Guid, ControlKind> Kinds = new Dictionary<Guid, ControlKind>
    {
        [new("4273edbd-ac1d-40d3-9fb2-095c621b552d")] = ControlKind.Column, // text
        [new("e0dece4b-6fc8-4a8f-a065-082708572369")] = ControlKind.Column, // several lines
        [new("270bd3db-d9af-4782-9025-509e298dec0a")] = ControlKind.Column, // lookup
        [new("3ef39988-22bb-4f0b-bbbe-64b5a3748aee")] = ControlKind.Column, // choice
        [new("5d68b988-0661-4db2-bc3e-17598ad3be6c")] = ControlKind.Column, // status reason
        [new("67fac785-cd58-4f9f-abb3-4b7ddc6ed5ed")] = ControlKind.Column, // yes/no, as radio buttons
        [new("b0c6723a-8503-4fd7-bb28-c8a06ac933c2")] = ControlKind.Column, // yes/no, as a check box
        [new("5b773807-9fb2-42db-97c3-7a91eff8adff")] = ControlKind.Column, // date and time
        [new("c6d124ca-7eda-4a60-aea9-7fb8d318b68f")] = ControlKind.Column, // whole number
        [new("7c624a0b-f59e-493d-9583-638d34759266")] = ControlKind.Column, // time zone
        [new("c3efe0c3-0ec6-42be-8349-cbd9079dfd8e")] = ControlKind.Column, // decimal
        [new("0d2c745a-e5a8-4c8f-ba63-c6d3bb604660")] = ControlKind.Column, // float
        [new("533b9e00-756b-4312-95a0-dc888637ac78")] = ControlKind.Column, // currency
        [new("71716b6c-711e-476c-8ab8-5d11542bfb47")] = ControlKind.Column, // URL
        [new("ada2203e-b4cd-49be-9ddf-234642b43b52")] = ControlKind.Column, // email
        [new("8c10015a-b339-4982-9474-a95fe05631a5")] = ControlKind.Column, // phone
        [new("4aa28ab7-9c13-4f57-a73d-ad894d048b5f")] = ControlKind.Column, // several choices
        [new("e7a81278-8635-4d9e-8d4d-59480b391c5b")] = ControlKind.Subgrid,
        [new("9fdf5f91-88b1-47f4-ad53-c11efc01a01d")] = ControlKind.WebResource,
        [new("5c5600e0-1d6e-4205-a272-be80da87fd42")] = ControlKind.QuickView,
        [new("06375649-c143-495e-a496-c962e5b4488e")] = ControlKind.Timeline,
        [new("fd2a7985-3187-444e-908d-6624b21f69c0")] = ControlKind.Frame,
        [new("f9a8a302-114e-466a-b582-6771b2ae0d92")] = ControlKind.CodeComponent,
    }.ToFrozenDictionary();

    internal static ControlKind KindOf(Guid classId) => Kinds.GetValueOrDefault(classId, ControlKind.Unknown);
}
