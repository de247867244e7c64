using System.Collections.Generic;
using System.Linq;

namespace CrmMilestones.Plugins.Rules;

/// <summary>
/// The columns of account that the definition speaks of, each declared once. A new one is a line here; what else it
/// needs, the tests in Tests/Product/Agreement tell.
/// </summary>
public static class Columns
{
    const string User = "systemuser";

    /// <summary>Each declaration below adds itself, in the order of their places.</summary>
    static readonly List<Column> Declared = [];

    // Of the platform.
    public static readonly Column State = OfPlatform("statecode", ColumnType.Choice);

    /// <summary>Judged by nothing, but a save of it alone can bring another state along.</summary>
    public static readonly Column Status = OfPlatform("statuscode", ColumnType.Choice);

    public static readonly Column PrimaryContact = OfPlatform("primarycontactid", ColumnType.Lookup, target: "contact");

    /// <summary>
    /// A person or a team. Handed to the rules with the others, but its change alone alters no judgement: it starts no
    /// step, and is in none of the lists below.
    /// </summary>
    public static readonly Column Owner = Declare(
        new("ownerid", ColumnType.Lookup, WrittenBy.People, isPastDate: false, User, length: null)
        {
            IsOfPlatform = true,
        });

    // People, the guided process and imports write these.
    public static readonly Column Stage = Entered("cm_lifecyclestage", ColumnType.Choice);
    public static readonly Column StageChangeReason = Entered("cm_stagechangereason", ColumnType.Text, length: 500);
    public static readonly Column TakesEffectOn = Entered("cm_takeseffecton", ColumnType.Date);
    public static readonly Column Market = Entered("cm_marketid", ColumnType.Lookup, target: "cm_market");
    public static readonly Column AgreementSignedOn = PastDate("cm_agreementsignedon");
    public static readonly Column BillingModel = Entered("cm_billingmodel", ColumnType.Choice);
    public static readonly Column BillingTiming = Entered("cm_billingtiming", ColumnType.Choice);
    public static readonly Column OnboardingOwner = Entered("cm_onboardingownerid", ColumnType.Lookup, target: User);
    public static readonly Column OnboardingStartedOn = PastDate("cm_onboardingstartedon");
    public static readonly Column OnboardingCompletedOn = PastDate("cm_onboardingcompletedon");
    public static readonly Column ComplianceReviewer =
        Entered("cm_compliancereviewerid", ColumnType.Lookup, target: User);
    public static readonly Column RegistrationNumber = Entered("cm_registrationnumber", ColumnType.Text, length: 50);
    public static readonly Column DocumentsSubmittedOn = PastDate("cm_documentssubmittedon");
    public static readonly Column ServiceOwner = Entered("cm_serviceownerid", ColumnType.Lookup, target: User);

    /// <summary>May be planned, so it is no date of something that happened.</summary>
    public static readonly Column ServiceStartsOn = Entered("cm_servicestartson", ColumnType.Date);

    public static readonly Column ReadyForServiceOn = PastDate("cm_readyforserviceon");

    /// <summary>The last day of service: the customer still counts on it. May lie ahead.</summary>
    public static readonly Column ServiceEndedOn = Entered("cm_serviceendedon", ColumnType.Date);

    public static readonly Column EndReason = Entered("cm_endreason", ColumnType.Choice);

    /// <summary>Yes unless somebody said no.</summary>
    public static readonly Column Chargeable = Entered("cm_chargeable", ColumnType.YesNo);

    public static readonly Column BillingHold = Entered("cm_billinghold", ColumnType.YesNo);
    public static readonly Column BillingHoldReason = Entered("cm_billingholdreason", ColumnType.Text, length: 500);

    // Only the server writes these.
    public static readonly Column BillableStatus = ByServer("cm_billablestatus", ColumnType.Choice);
    public static readonly Column BillableStatusOn = ByServer("cm_billablestatuson", ColumnType.Date);
    public static readonly Column FirstBillableOn = ByServer("cm_firstbillableon", ColumnType.Date);
    public static readonly Column FirstLiveOn = ByServer("cm_firstliveon", ColumnType.Date);
    public static readonly Column BillableReason = ByServer("cm_billablereason", ColumnType.Text, length: 2000);
    public static readonly Column IsActiveCustomer = ByServer("cm_isactivecustomer", ColumnType.YesNo);
    public static readonly Column StageEnteredOn = ByServer("cm_stageenteredon", ColumnType.DateAndTime);
    public static readonly Column ClosedFromStage = ByServer("cm_closedfromstage", ColumnType.Choice);
    public static readonly Column DefinitionVersion = ByServer("cm_definitionversion", ColumnType.Text, length: 20);

    /// <summary>When a reason or an effective day was stored without a change to use it, and by whom.</summary>
    public static readonly Column ReasonGivenOn = ByServer("cm_reasongivenon", ColumnType.DateAndTime);

    public static readonly Column ReasonGivenBy = ByServer("cm_reasongivenbyid", ColumnType.Lookup, target: User);

    public static readonly Column OnboardingCertifiedBy =
        ByServer("cm_onboardingcertifiedbyid", ColumnType.Lookup, target: User);
    public static readonly Column DocumentsCertifiedBy =
        ByServer("cm_documentscertifiedbyid", ColumnType.Lookup, target: User);
    public static readonly Column ReadinessCertifiedBy =
        ByServer("cm_readinesscertifiedbyid", ColumnType.Lookup, target: User);

    /// <summary>
    /// Everything a judgement depends on, in the order of declaration: the filtering attributes and the pre-image of
    /// the step on account Update.
    /// </summary>
    public static FixedList<Column> All { get; } = new([.. Declared.Where(column => column != Owner)]);

    /// <summary>What people, the guided process and imports write.</summary>
    public static FixedList<Column> EnteredByPeople { get; } =
        new([.. All.Where(column => column.WrittenBy == WrittenBy.People)]);

    /// <summary>What only the server writes (CM006).</summary>
    public static FixedList<Column> Computed { get; } = new([.. All.Where(column => column.IsComputed)]);

    /// <summary>Days that people enter.</summary>
    public static FixedList<Column> EnteredDates { get; } =
        new([.. EnteredByPeople.Where(column => column.Type == ColumnType.Date)]);

    /// <summary>Dates of something that happened (CM004).</summary>
    public static FixedList<Column> PastDates { get; } = new([.. All.Where(column => column.IsPastDate)]);

    /// <summary>All, and the owner.</summary>
    public static FixedList<Column> WithOwner { get; } = new([.. Declared]);

    static readonly Dictionary<string, Column> ByName = All.ToDictionary(column => column.LogicalName);

    /// <summary>The column with a logical name; null if the definition doesn't speak of it.</summary>
    public static Column? Named(string logicalName) =>
        ByName.TryGetValue(logicalName, out var column) ? column : null;

    static Column OfPlatform(string name, ColumnType type, string? target = null) =>
        Declare(new(name, type, WrittenBy.People, isPastDate: false, target, length: null) { IsOfPlatform = true });

    static Column Entered(string name, ColumnType type, string? target = null, int? length = null) =>
        Declare(new(name, type, WrittenBy.People, isPastDate: false, target, length));

    static Column PastDate(string name) =>
        Declare(new(name, ColumnType.Date, WrittenBy.People, isPastDate: true, target: null, length: null));

    static Column ByServer(string name, ColumnType type, string? target = null, int? length = null) =>
        Declare(new(name, type, WrittenBy.Server, isPastDate: false, target, length));

    static Column Declare(Column column)
    {
        Declared.Add(column);
        column.Place = Declared.Count;
        return column;
    }
}
