using System;
using System.Globalization;
using CrmMilestones.Plugins.Rules;
using CrmMilestones.Plugins.Rules.Documents;
using Xunit;
using static CrmMilestones.Tests.Rules.DocumentSample;
using static CrmMilestones.Tests.Rules.Sample;

namespace CrmMilestones.Tests.Rules;

/// <summary>What the server writes into a document.</summary>
public class DocumentChangeTests
{
    static readonly DateTime Today = Day(6, 15);

    /// <summary>By calendar: month ends and leap days.</summary>
    [Theory]
    [InlineData("2026-01-31", 1, "2026-02-28")]
    [InlineData("2024-01-31", 1, "2024-02-29")]
    [InlineData("2024-02-29", 12, "2025-02-28")]
    [InlineData("2024-02-29", 48, "2028-02-29")]
    [InlineData("2023-02-28", 12, "2024-02-28")]
    [InlineData("2025-08-31", 6, "2026-02-28")]
    [InlineData("2025-12-31", 2, "2026-02-28")]
    [InlineData("2025-03-31", 1, "2025-04-30")]
    [InlineData("2026-06-15", 1200, "2126-06-15")]
    public void Its_last_valid_day_is_counted_from_the_day_of_verification(string verified, int months, string last)
    {
        var sent = Submitted with { Status = DocumentStatus.Verified, VerifiedOn = Date(verified) };
        Assert.Equal(
            Date(last), new DocumentChange(Submitted, sent, Now, Checker, _ => months).After.ExpiresOn);
    }

    [Fact]
    public void Who_verifies_is_stamped_with_the_day_whatever_the_caller_says()
    {
        var change = Save(Submitted, Submitted with { Status = DocumentStatus.Verified, VerifiedBy = Owner });
        Assert.Equal(
            (Checker, Today, new DateTime(2027, 6, 15)),
            (change.After.VerifiedBy, change.After.VerifiedOn, change.After.ExpiresOn));
        Assert.True(change.IsCheck);
    }

    [Fact]
    public void The_day_is_that_of_the_market()
    {
        var inAuckland = new Moment(Now.UtcNow, () => Day(6, 16));
        var change = new DocumentChange(
            Submitted, Submitted with { Status = DocumentStatus.Verified }, inAuckland, Checker, ValidMonths);
        Assert.Equal(
            (Day(6, 16), new DateTime(2027, 6, 16)), (change.After.VerifiedOn, change.After.ExpiresOn));
    }

    [Fact]
    public void A_day_that_is_entered_stays() => Assert.Equal(
        (Day(6, 1), new DateTime(2027, 6, 1)),
        DatesOf(Save(Submitted, Submitted with { Status = DocumentStatus.Verified, VerifiedOn = Day(6, 1) })));

    [Fact]
    public void Where_the_type_sets_no_months_the_last_day_is_what_was_typed()
    {
        var contract = Submitted with { Type = Contract, ExpiresOn = Day(12, 31) };
        Assert.Equal((Today, Day(12, 31)), DatesOf(Save(contract, contract with { Status = DocumentStatus.Verified })));
        Assert.Null(
            Save(contract, contract with { Status = DocumentStatus.Verified, ExpiresOn = null }).After.ExpiresOn);
    }

    [Fact]
    public void A_corrected_day_moves_the_last_one_and_is_a_check()
    {
        var change = Save(Verified, Verified with { VerifiedOn = Day(4, 1) }, by: Rep);
        Assert.Equal((Day(4, 1), new DateTime(2027, 4, 1)), DatesOf(change));
        Assert.Equal((true, Rep), (change.IsCheck, change.After.VerifiedBy));
    }

    [Fact]
    public void Another_type_is_a_check_with_its_own_months()
    {
        var change = new DocumentChange(Verified, Verified with { Type = Contract }, Now, Rep, _ => 6);
        Assert.Equal((Day(3, 1), Day(9, 1), Rep), (
            change.After.VerifiedOn, change.After.ExpiresOn, change.After.VerifiedBy));
    }

    [Fact]
    public void Another_customer_is_a_check() =>
        Assert.Equal(Rep, Save(Verified, Verified with { Account = Rep }, by: Rep).After.VerifiedBy);

    [Fact]
    public void An_emptied_day_is_entered_anew() =>
        Assert.Equal(Today, Save(Verified, Verified with { VerifiedOn = null }).After.VerifiedOn);

    [Fact]
    public void Nobody_says_who_verified_it_afterwards() =>
        Assert.Equal(Verified.VerifiedBy, Save(Verified, Verified with { VerifiedBy = Rep }).After.VerifiedBy);

    [Fact]
    public void A_last_day_that_was_typed_before_any_verification_stays()
    {
        var typed = Submitted with { ExpiresOn = Day(12, 31) };
        Assert.Equal(Day(12, 31), Save(typed, typed with { Status = DocumentStatus.Rejected }).After.ExpiresOn);
    }

    [Fact]
    public void One_without_a_status_is_requested() => Assert.Equal(
        DocumentStatus.Requested, Save(null, new DocumentFacts()).After.Status);

    /// <summary>An exported sheet comes back with every column, and forms send what they show.</summary>
    [Fact]
    public void A_save_that_changes_nothing_asks_and_writes_nothing()
    {
        var change = new DocumentChange(Verified, Verified, Now, Owner, _ => throw new InvalidOperationException());
        Assert.Equal((Verified, false), (change.After, change.IsCheck));
    }

    /// <summary>A longer validity counts for what is verified from then on.</summary>
    [Fact]
    public void A_typed_last_day_gives_way_to_the_types_months()
    {
        var change = Save(Verified, Verified with { ExpiresOn = new(2040, 1, 1) }, by: Owner);
        Assert.Equal((Verified, false), (change.After, change.IsCheck));
    }

    [Fact]
    public void A_typed_last_day_of_a_type_without_months_is_a_check()
    {
        var contract = Verified with { Type = Contract };
        var change = Save(contract, contract with { ExpiresOn = new(2040, 1, 1) }, by: Rep);
        Assert.Equal((new DateTime(2040, 1, 1), Rep), (change.After.ExpiresOn, change.After.VerifiedBy));
    }

    [Theory]
    [InlineData(DocumentStatus.Requested)]
    [InlineData(DocumentStatus.Submitted)]
    [InlineData(DocumentStatus.Rejected)]
    public void A_document_that_is_no_longer_verified_says_nothing_of_a_verification(DocumentStatus status)
    {
        foreach (var before in new[] { Verified, Verified with { Status = DocumentStatus.Expired } })
        {
            var after = Save(before, before with { Status = status }).After;
            Assert.Equal((null, null, null), (after.VerifiedOn, after.VerifiedBy, after.ExpiresOn));
        }
    }

    [Fact]
    public void A_last_day_that_comes_with_the_new_paper_is_kept() => Assert.Equal(
        Day(12, 31),
        Save(Verified, Verified with { Status = DocumentStatus.Submitted, ExpiresOn = Day(12, 31) }).After.ExpiresOn);

    [Fact]
    public void A_document_that_waits_keeps_its_last_day_and_has_no_verifier()
    {
        var after = Save(null, Submitted with { ExpiresOn = Day(12, 31), VerifiedOn = Today, VerifiedBy = Rep }).After;
        Assert.Equal((Day(12, 31), null, null), (after.ExpiresOn, after.VerifiedOn, after.VerifiedBy));
    }

    [Fact]
    public void What_has_expired_still_says_who_verified_it_and_when()
    {
        var change = Save(Verified, Verified with
        {
            Status = DocumentStatus.Expired,
            VerifiedBy = Rep,
            VerifiedOn = null,
        });
        Assert.Equal(Verified with { Status = DocumentStatus.Expired }, change.After);
        Assert.False(change.IsCheck);
    }

    [Fact]
    public void What_was_never_verified_expires_without_a_verifier()
    {
        var before = Submitted with { ExpiresOn = Day(6, 1) };
        var after = Save(before, before with { Status = DocumentStatus.Expired, VerifiedBy = Rep }).After;
        Assert.Equal((null, null, Day(6, 1)), (after.VerifiedOn, after.VerifiedBy, after.ExpiresOn));
    }

    /// <summary>A sheet sends the stored day along with the new status.</summary>
    [Fact]
    public void A_renewal_has_a_day_of_its_own()
    {
        var expired = Verified with
        {
            Status = DocumentStatus.Expired,
            VerifiedOn = new(2025, 6, 1),
            ExpiresOn = Day(6, 1),
        };
        Assert.Equal(
            (Today, new DateTime(2027, 6, 15)),
            DatesOf(Save(expired, expired with { Status = DocumentStatus.Verified })));
        Assert.Equal(
            (Day(6, 10), new DateTime(2027, 6, 10)),
            DatesOf(Save(expired, expired with { Status = DocumentStatus.Verified, VerifiedOn = Day(6, 10) })));
    }

    /// <summary>Written past the plug-ins.</summary>
    [Fact]
    public void A_verification_without_a_day_stays_as_it_is_until_it_is_checked()
    {
        var before = Verified with { VerifiedOn = null, VerifiedBy = null };
        Assert.Equal(before, Save(before, before).After);
        Assert.Equal((Today, Rep), Save(before, before with { Account = Rep }, by: Rep).After is var after
            ? (after.VerifiedOn, after.VerifiedBy) : default);
    }

    [Fact]
    public void A_day_too_late_to_add_months_to_breaks_nothing() => Assert.Null(
        Save(Submitted, Submitted with { Status = DocumentStatus.Verified, VerifiedOn = DateTime.MaxValue.Date })
            .After.ExpiresOn);

    static (DateTime?, DateTime?) DatesOf(DocumentChange change) => (change.After.VerifiedOn, change.After.ExpiresOn);

    static DateTime Date(string day) => DateTime.Parse(day, CultureInfo.InvariantCulture);
}
