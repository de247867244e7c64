using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net.Http;
using System.Reflection;
using System.Reflection.PortableExecutable;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;
using Microsoft.Xrm.Sdk.Query;
using Xunit;

namespace CrmMilestones.Tests.Agreement;

/// <summary>
/// The assembly that ships, held against the solution checker's rules for plug-in code and the platform's limits
/// (Scripts/Dataverse/PLATFORM.md#assembly-and-sandbox); SdkReferencesTests knows what it may refer to.
/// il-use-autonumber-feature is not here: no pattern tells a number from an autonumber.
/// </summary>
public partial class PluginCodeTests
{
    /// <summary>What a rule of the solution checker finds in code.</summary>
    static readonly Dictionary<string, Regex> Rules = new()
    {
        ["il-specify-column"] = AllColumns(),
        ["il-avoid-batch-plugin"] = Sends("ExecuteMultiple|ExecuteMultipleAsync|ExecuteTransaction"),
        ["il-avoid-specialized-update-ops"] = Sends(
            "Assign|SetState|SetStateDynamicEntity|SetParentSystemUser|SetParentTeam|SetParentBusinessUnit"
            + "|SetBusinessSystemUser|SetBusinessEquipment"),
        ["il-meta-avoid-crm2011-depr-message"] = Sends(
            "AddSubstituteProduct|AssociateEntities|CompoundCreate|CompoundUpdate|DisassociateEntities|ExecuteFetch"
            + "|IsBackOfficeInstalled|MakeAvailableToOrganization(Report|Template)"
            + "|MakeUnavailableToOrganization(Report|Template)"
            + "|RegisterSolution|RemoveRelated|RemoveSubstituteProduct|RetrieveDeploymentLicenseType"
            + "|RollupRequest|SetRelated"
            + "|SetStateDynamicEntity|UnregisterSolution"),
        ["il-avoid-unpub-metadata"] = UnpublishedMetadata(),
        ["il-avoid-parallel-plugin"] = Parallelism(),
        ["il-avoid-lock-plugin"] = Locks(),
        ["il-turn-off-keepalive"] = Network(),
    };

    static readonly IReadOnlyList<MethodCode> Offences =
        [.. CodeReader.Read(typeof(Offender).Assembly.Location)
            .Where(method => method.Type.Contains(nameof(Offender), StringComparison.Ordinal))];

    public static TheoryData<string> RuleIds { get; } = new(Rules.Keys);

    [Theory, MemberData(nameof(RuleIds))]
    public void The_plug_ins_keep_the_rule(string rule) => Assert.DoesNotContain(
        CodeReader.Read(Shipped.PluginDll), method => Rules[rule].IsMatch(method.Code));

    [Theory]
    [InlineData("il-specify-column", nameof(Offender.AllColumns))]
    [InlineData("il-specify-column", nameof(Offender.AllColumnsLater))]
    [InlineData("il-specify-column", nameof(Offender.AllAttributes))]
    [InlineData("il-avoid-batch-plugin", nameof(Offender.Batch))]
    [InlineData("il-avoid-batch-plugin", nameof(Offender.BatchByName))]
    [InlineData("il-avoid-specialized-update-ops", nameof(Offender.Deactivate))]
    [InlineData("il-meta-avoid-crm2011-depr-message", nameof(Offender.Fetch))]
    [InlineData("il-avoid-unpub-metadata", nameof(Offender.Unpublished))]
    [InlineData("il-avoid-parallel-plugin", nameof(Offender.Parallelism))]
    [InlineData("il-avoid-lock-plugin", nameof(Offender.Lock))]
    [InlineData("il-turn-off-keepalive", nameof(Offender.Call))]
    public void The_rule_finds_code_that_breaks_it(string rule, string offence) =>
        Assert.Contains(Offences, method => method.Name == offence && Rules[rule].IsMatch(method.Code));

    [Theory, MemberData(nameof(RuleIds))]
    public void The_rule_finds_nothing_in_code_that_keeps_it(string rule) => Assert.DoesNotContain(
        Offences, method => method.Name == nameof(Offender.NoOffence) && Rules[rule].IsMatch(method.Code));

    [Fact]
    public void A_plug_in_keeps_nothing_from_one_execution_to_the_next()
    {
        Assert.Empty(Shipped.Assembly.GetTypes().Where(IsPlugin).SelectMany(State));
        Assert.Equal(2, State(typeof(Counter)).Count());
    }

    [Fact]
    public void Nothing_static_ever_changes()
    {
        Assert.Empty(Shipped.Assembly.GetTypes().SelectMany(Changing));
        Assert.Equal("Total", Assert.Single(Changing(typeof(Counter))).Name);
    }

    [Fact]
    public void The_assembly_is_signed_small_and_made_for_the_sandbox()
    {
        var bytes = File.ReadAllBytes(Shipped.PluginDll);
        using PEReader pe = new([.. bytes]);

        Assert.InRange(bytes.Length, 1, 16 * 1024 * 1024);
        Assert.True(pe.PEHeaders.CorHeader!.Flags.HasFlag(CorFlags.StrongNameSigned));
        Assert.NotEmpty(Shipped.Assembly.GetName().GetPublicKeyToken()!);
        Assert.Equal(
            ".NETFramework,Version=v4.6.2",
            Shipped.Assembly.GetCustomAttributesData()
                .Single(data => data.AttributeType.Name == "TargetFrameworkAttribute")
                .ConstructorArguments.Single().Value);
    }

    static bool IsPlugin(Type type) => type.GetInterfaces().Any(i => i.FullName == "Microsoft.Xrm.Sdk.IPlugin");

    static IEnumerable<FieldInfo> State(Type type) => Fields(type, BindingFlags.Instance);

    static IEnumerable<FieldInfo> Changing(Type type) =>
        from field in Fields(type, BindingFlags.Static)
        where field is { IsInitOnly: false, IsLiteral: false }
        // In these the compiler keeps delegates that hold no values.
        where !type.Name.StartsWith("<>", StringComparison.Ordinal)
        select field;

    static FieldInfo[] Fields(Type type, BindingFlags kind) =>
        type.GetFields(kind | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly);

    /// <summary>Makes a request of the message, typed or by name.</summary>
    static Regex Sends(string messages) => new(
        $@"newobj \S*\.({messages})Request\.\.ctor"
        + $@"|ldstr ""({messages})""\s+newobj Microsoft\.Xrm\.Sdk\.OrganizationRequest\.\.ctor\(string\)");

    [GeneratedRegex(
        @"ldc\.i4\.1\s+(newobj \S*\.ColumnSet\.\.ctor\(bool\)|callvirt \S*\.ColumnSet\.set_AllColumns)"
        + @"|ldstr "".*<all-attributes")]
    private static partial Regex AllColumns();

    [GeneratedRegex(@"set_RetrieveAsIfPublished|RetrieveUnpublished|""RetrieveAsIfPublished""")]
    private static partial Regex UnpublishedMetadata();

    [GeneratedRegex(@"System\.(Threading\.(Tasks\.|Thread|Timer)|Linq\.Parallel|ComponentModel\.BackgroundWorker)")]
    private static partial Regex Parallelism();

    [GeneratedRegex(@"System\.Threading\.(Monitor|Mutex|Semaphore|ReaderWriterLock|Lock|SpinLock|\w*ResetEvent)")]
    private static partial Regex Locks();

    // No network at all: then no connection is kept alive either.
    [GeneratedRegex(@"System\.(Net|ServiceModel\.(Channels|Web|Description|ChannelFactory))\b")]
    private static partial Regex Network();

    /// <summary>A class with state of every kind.</summary>
    sealed class Counter
    {
        const int First = 1;
        static readonly int[] Steps = [First];
        static int Total;
        readonly int _step = Steps[0];
        int _count;

        public int Next() => Total += _count += _step;
    }

    /// <summary>Code that breaks the rules, one method each.</summary>
    static class Offender
    {
        static readonly object Gate = new();

        public static ColumnSet AllColumns() => new(true);

        public static void AllColumnsLater(ColumnSet columns) => columns.AllColumns = true;

        public static FetchExpression AllAttributes() =>
            new("<fetch><entity name='account'><all-attributes /></entity></fetch>");

        public static ExecuteMultipleRequest Batch() => new();

        public static OrganizationRequest BatchByName() => new("ExecuteTransaction");

        public static OrganizationRequest Deactivate() => new("SetState");

        public static OrganizationRequest Fetch() => new("ExecuteFetch");

        public static RetrieveEntityRequest Unpublished() => new() { RetrieveAsIfPublished = true };

        public static void Parallelism() => Parallel.For(0, 2, _ => { });

        public static int Lock()
        {
            lock (Gate)
            {
                return 1;
            }
        }

        public static void Call()
        {
            using HttpClient client = new();
        }

        /// <summary>Near to each of the others.</summary>
        public static object[] NoOffence(IOrganizationService service, OrganizationRequest request) =>
        [
            new ColumnSet(false), new ColumnSet("name"), new OrganizationRequest("WhoAmI"), new UpdateRequest(),
            request.RequestName == "SetState", service.Execute(request),
        ];
    }
}
