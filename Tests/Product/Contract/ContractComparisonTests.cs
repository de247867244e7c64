using System;
using System.Collections.Generic;
using System.Linq;
using CrmMilestones.Packaging.Contract;
using Xunit;

namespace CrmMilestones.Tests.Contract;

public class ContractComparisonTests
{
    static readonly MiniSdk Official = new();

    [Fact]
    public void A_contract_that_declares_the_same_agrees() => Assert.Empty(Compare(Official, Official));

    [Fact]
    public void A_contract_may_leave_out_types_and_members() =>
        Assert.Empty(Compare(Official with { HasService = false }, Official with { RowMethods = ["Read", "Write"] }));

    [Fact]
    public void A_changed_enum_value_is_reported() => AssertDiffers(
        Official with { ClosedValue = 3 },
        "Mini.State", "public const Mini.State Closed = 3", "public const Mini.State Closed = 2");

    [Fact]
    public void A_member_that_the_official_assembly_lacks_is_reported() => AssertDiffers(
        Official with { RowMethods = ["Read", "Write"] }, "Mini.Row", "public System.Guid Write(string)", null);

    [Fact]
    public void A_type_that_the_official_assembly_lacks_is_reported()
    {
        var difference = Assert.Single(Compare(Official, Official with { HasService = false }));
        Assert.Equal("Mini.IService", difference.Place);
        Assert.Equal(["interface"], difference.Contract);
        Assert.Empty(difference.Official);
    }

    [Fact]
    public void Another_return_type_is_reported() => AssertDiffers(
        Official with { ReadReturns = typeof(int) },
        "Mini.Row", "public int Read(string)", "public System.Guid Read(string)");

    [Fact]
    public void Another_base_type_is_reported() => AssertDiffers(
        Official with { RowBase = typeof(Exception) },
        "Mini.Row",
        "[DataContract(Namespace = urn:rows)] class : System.Exception",
        "[DataContract(Namespace = urn:rows)] class : System.Object");

    [Fact]
    public void Another_data_contract_namespace_is_reported() => AssertDiffers(
        Official with { DataNamespace = "urn:other" },
        "Mini.Row",
        "[DataContract(Namespace = urn:other)] class : System.Object",
        "[DataContract(Namespace = urn:rows)] class : System.Object");

    [Fact]
    public void Interface_members_in_another_order_are_reported()
    {
        var difference = Assert.Single(Compare(Official with { ServiceMethods = ["Update", "Create"] }, Official));
        Assert.Equal("Mini.IService", difference.Place);
        Assert.Equal(["public abstract void Update()", "public abstract void Create()"], difference.Contract);
        Assert.Equal(["public abstract void Create()", "public abstract void Update()"], difference.Official);
    }

    [Fact]
    public void An_interface_member_that_is_left_out_is_reported() => AssertDiffers(
        Official with { ServiceMethods = ["Create"] }, "Mini.IService", null, "public abstract void Update()");

    [Fact]
    public void Another_assembly_version_is_reported() => AssertDiffers(
        Official with { Version = new(9, 1, 0, 0) },
        "assembly",
        "Mini, Version=9.1.0.0, Culture=neutral, PublicKeyToken=null",
        "Mini, Version=9.0.0.0, Culture=neutral, PublicKeyToken=null");

    static void AssertDiffers(MiniSdk contract, string place, string? ours, string? theirs)
    {
        var difference = Assert.Single(Compare(contract, Official));
        Assert.Equal(place, difference.Place);
        Assert.Equal(ours, difference.Contract.SingleOrDefault());
        Assert.Equal(theirs, difference.Official.SingleOrDefault());
    }

    static IReadOnlyList<ContractDifference> Compare(MiniSdk contract, MiniSdk official)
    {
        using var ours = contract.Build();
        using var theirs = official.Build();
        return ContractComparison.Compare(ours, theirs);
    }
}
