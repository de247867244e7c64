using System;
using System.Linq;
using CrmMilestones.Plugins.Rules;
using CrmMilestones.Plugins.Rules.Codes;
using CrmMilestones.Plugins.Rules.Requirements;
using Xunit;
using static CrmMilestones.Tests.Rules.Sample;

namespace CrmMilestones.Tests.Rules;

public class CM011Tests
{
    static readonly Guid Author = new("10000000-0000-0000-0000-000000000002");
    static readonly Guid Colleague = new("10000000-0000-0000-0000-000000000003");

    static readonly Column Website = Column.Other("websiteurl");

    static readonly StageRequirement Requirement = new(Stage.Onboarding, Website, RequirementEffect.Require)
    {
        Name = "Australia needs a website",
    };

    static readonly StageRequirement Draft = new(Stage.Compliance, Columns.RegistrationNumber, RequirementEffect.Waive)
    {
        Name = "No number for Contoso",
        Reason = "The registry is being moved.",
        Until = Day(6, 30),
    };

    static readonly StageRequirement Approved = Draft with { ApprovedBy = Colleague };

    static string Refused(
        StageRequirement? before, StageRequirement after, Guid? by = null, Guid? lastChangedBy = null,
        bool canBeFilled = true) => Problem.Say(
            new CM011RequirementsMakeSense().Check(
                Change(before, after, by, lastChangedBy, canBeFilled)), new Names(), null);

    static RequirementChange Change(
        StageRequirement? before, StageRequirement after, Guid? by = null, Guid? lastChangedBy = null,
        bool canBeFilled = true) => new(
            before, after, by ?? Author, before is null ? null : Author,
            before is null ? null : lastChangedBy ?? Author, () => canBeFilled);

    [Theory]
    [InlineData(Stage.Prospect, true)]
    [InlineData(Stage.Onboarding, true)]
    [InlineData(Stage.Compliance, true)]
    [InlineData(Stage.Readiness, true)]
    [InlineData(Stage.Live, false)]
    [InlineData(Stage.Closed, false)]
    [InlineData((Stage)0, false)]
    public void A_requirement_is_of_a_stage_that_is_left(Stage stage, bool isLeft) => Assert.Equal(
        isLeft ? "" : "CM011 Choose a stage that customers leave: [Prospect], [Onboarding], [Compliance], [Readiness].",
        Refused(null, Requirement with { Stage = stage }));

    [Fact]
    public void It_names_a_column_that_people_can_fill()
    {
        const string NoSuchColumn =
            "CM011 \"websiteurl\" isn't an account column that people can fill. Enter its logical "
            + "name, for example websiteurl.";
        Assert.Equal(NoSuchColumn, Refused(null, Requirement, canBeFilled: false));
        Assert.Equal(NoSuchColumn, Refused(
            Requirement with { Column = Columns.Market }, Requirement, canBeFilled: false));
        Assert.Equal("", Refused(Requirement, Requirement with { Reason = "By law" }, canBeFilled: false));
    }

    [Fact]
    public void A_waiver_needs_a_reason_and_a_last_day()
    {
        StageRequirement wordless = new(Stage.Compliance, Columns.RegistrationNumber, RequirementEffect.Waive);
        Assert.Equal("", wordless.Name);
        Assert.Equal("CM011 A waiver needs a reason.", Refused(null, wordless with { Until = Day(6, 30) }));
        Assert.Equal("CM011 A waiver needs a last day.", Refused(null, Draft with { Until = null }));
        Assert.Equal("CM011 A waiver needs a last day.", Refused(null, Draft with { Reason = "x", Until = null }));
        Assert.Equal(
            "CM011 A waiver needs a reason and a last day.", Refused(null, Draft with { Reason = "", Until = null }));
        Assert.Equal("", Refused(null, Draft));
        Assert.Equal("", Refused(null, Requirement));
    }

    [Fact]
    public void A_row_does_not_end_before_it_begins()
    {
        Assert.Equal(
            "CM011 The last day, 2026-06-30, lies before the first, 2026-07-01.",
            Refused(null, Draft with { From = Day(7, 1) }));
        Assert.Equal("", Refused(null, Draft with { From = Day(6, 30) }));
    }

    [Fact]
    public void All_that_is_wrong_is_named_at_once() => Assert.Equal(
        4,
        Refused(
            null, Draft with { Stage = Stage.Live, Reason = "", From = Day(7, 1) }, canBeFilled: false)
            .Split('\n').Length);

    [Fact]
    public void A_colleague_approves_in_a_save_of_its_own()
    {
        Assert.Equal("", Refused(Draft, Approved, by: Colleague));
        const string NotInOneSave =
            "CM011 An approval is a save of its own. Save the row first; then somebody else approves it.";
        Assert.Equal(NotInOneSave, Refused(null, Approved, by: Colleague));
        Assert.Equal(NotInOneSave, Refused(Draft, Approved with { Until = Day(6, 29) }, by: Colleague));
        Assert.Equal(NotInOneSave, Refused(Draft, Approved with { IsActive = false }, by: Colleague));
    }

    [Fact]
    public void What_is_wrong_with_the_row_is_named_before_its_approval() => Assert.Equal(
        "CM011 A waiver needs a reason.\nCM011 An approval is a save of its own. Save the row first; then somebody else "
        + "approves it.",
        Refused(null, Approved with { Reason = "" }, by: Colleague));

    [Fact]
    public void Nobody_approves_what_they_wrote_or_in_another_name()
    {
        const string ByItsAuthor =
            "CM011 Whoever created a row or changed it last can't approve it. Ask a colleague to approve it.";
        Assert.Equal(ByItsAuthor, Refused(Draft, Draft with { ApprovedBy = Author }, by: Author));
        Assert.Equal(ByItsAuthor, Refused(
            Draft, Draft with { ApprovedBy = Author }, by: Author, lastChangedBy: Colleague));
        Assert.Equal(ByItsAuthor, Refused(Draft, Approved, by: Colleague, lastChangedBy: Colleague));
        Assert.Equal(
            "CM011 Nobody approves in another's name. Only yourself can be entered as the approver.",
            Refused(Draft, Approved, by: Rep));
    }

    [Fact]
    public void A_waiver_is_whole_when_it_is_approved() => Assert.Equal(
        "CM011 \"cm_registrationnumber\" isn't an account column that people can fill. Enter its logical name, for "
        + "example websiteurl.",
        Refused(Draft, Approved, by: Colleague, canBeFilled: false));

    public static TheoryData<string, StageRequirement, bool> Edits() => new()
    {
        { "nothing", Approved, false },
        { "an earlier end", Approved with { Until = Day(6, 20) }, false },
        { "deactivated", Approved with { IsActive = false }, false },
        { "a later end", Approved with { Until = Day(7, 1) }, true },
        { "another stage", Approved with { Stage = Stage.Readiness }, true },
        { "another column", Approved with { Column = Columns.Market }, true },
        { "another reason", Approved with { Reason = "Because" }, true },
        { "another name", Approved with { Name = "For all" }, true },
        { "another market", Approved with { Market = Rep }, true },
        { "another customer", Approved with { Account = Rep }, true },
        { "another first day", Approved with { From = Day(6, 1) }, true },
        { "another effect", Approved with { Effect = RequirementEffect.Require }, true },
        { "an earlier end and more", Approved with { Until = Day(6, 20), From = Day(6, 1) }, true },
        { "no approval", Draft, false },
    };

    [Theory, MemberData(nameof(Edits), DisableDiscoveryEnumeration = true)]
    public void Any_change_but_an_earlier_end_takes_the_approval_away(string what, StageRequirement after, bool loses)
    {
        Assert.True("" == Refused(Approved, after), what);
        Assert.True(loses == Change(Approved, after).LosesApproval, what);
    }

    [Fact]
    public void Activating_it_again_is_a_change_and_a_draft_has_nothing_to_lose()
    {
        Assert.True(Change(Approved with { IsActive = false }, Approved).LosesApproval);
        Assert.False(Change(Draft, Draft with { Until = Day(7, 30) }).LosesApproval);
        Assert.False(Change(Draft, Approved, by: Colleague).LosesApproval);
    }

    [Fact]
    public void A_requirement_without_an_end_can_get_one_and_an_end_is_not_an_earlier_none()
    {
        var endless = Requirement with { ApprovedBy = Colleague };
        Assert.False(Change(endless, endless with { Until = Day(6, 20) }).LosesApproval);
        Assert.True(Change(endless with { Until = Day(6, 20) }, endless).LosesApproval);
        Assert.False(Change(endless, endless with { IsActive = false }).LosesApproval);
    }

    [Fact]
    public void A_row_that_could_not_be_saved_today_can_still_be_ended()
    {
        var old = Approved with { Stage = Stage.Live };
        Assert.Equal("", Refused(old, old with { IsActive = false }, canBeFilled: false));
        Assert.Equal("", Refused(old, old with { Until = Day(6, 1) }, canBeFilled: false));
    }

    [Fact]
    public void It_speaks_Spanish()
    {
        Assert.Equal(
            "CM011 Elija una etapa de la que salgan los clientes: [Prospect], [Onboarding], [Compliance], [Readiness].",
            InSpanish(Change(null, Requirement with { Stage = Stage.Live })));
        Assert.Equal(
            "CM011 \"websiteurl\" no es una columna de la cuenta que se pueda rellenar. Indique su nombre lógico, por "
            + "ejemplo websiteurl.",
            InSpanish(Change(null, Requirement, canBeFilled: false)));
        Assert.Equal(
            "CM011 Una exención necesita un motivo.", InSpanish(Change(null, Draft with { Reason = "" })));
        Assert.Equal(
            "CM011 Una exención necesita un último día.", InSpanish(Change(null, Draft with { Until = null })));
        Assert.Equal(
            "CM011 Una exención necesita un motivo y un último día.",
            InSpanish(Change(null, Draft with { Reason = "", Until = null })));
        Assert.Equal(
            "CM011 El último día, 2026-06-30, es anterior al primero, 2026-07-01.",
            InSpanish(Change(null, Draft with { From = Day(7, 1) })));
        Assert.Equal(
            "CM011 La aprobación se guarda por separado. Guarde primero la fila; después la aprueba otra persona.",
            InSpanish(Change(null, Approved, by: Colleague)));
        Assert.Equal(
            "CM011 Nadie aprueba en nombre de otro. Solo puede indicarse a sí mismo como aprobador.",
            InSpanish(Change(Draft, Approved, by: Rep)));
        Assert.Equal(
            "CM011 Quien creó una fila o la cambió por última vez no puede aprobarla. Pida a un compañero que la apruebe.",
            InSpanish(Change(Draft, Draft with { ApprovedBy = Author })));
    }

    static string InSpanish(RequirementChange change) =>
        SayInSpanish(new CM011RequirementsMakeSense().Check(change).Single());

    sealed class Names : ILabels
    {
        public int Language => 1033;

        public string Column(string logicalName) => logicalName;

        public string Stage(Stage stage) => $"[{stage}]";
    }
}
