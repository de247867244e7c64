using System;
using System.Collections.Generic;
using System.Linq;

namespace CrmMilestones.Scripts.Samples;

/// <summary>Customers with one story: how many there are, how many of them each department claims, what the old CRM's
/// status column says, and how their data differs from complete and consistent.</summary>
sealed record SampleKind(
    string Title, int Count, int Sales, int Invoiced, int Paid, string[] Statuses,
    Action<SampleCustomer, SampleRandom> Shape)
{
    static readonly string[] Live = ["Active", "Live", "Closed Won"];
    static readonly string[] Implementing = ["Closed Won", "Onboarding", "Implementation"];
    static readonly string[] Gone = ["Churned", "Cancelled", "Active"];

    public static readonly IReadOnlyList<SampleKind> All =
    [
        new("Live and billable, Sales and Finance agree", 106, 106, 106, 97, Live, (_, _) => { }),
        new("Ready before onboarding was completed", 6, 6, 6, 6, Live, (customer, random) =>
            customer.ReadyForService = customer.OnboardingCompleted!.Value.AddDays(-random.Between(5, 20))),
        new("Live and billable, never invoiced", 14, 14, 0, 14, Live, (_, _) => { }),
        new(
            "Live and billable, missing from the Sales list", 12, 0, 12, 11, ["Implementation", "On Hold"],
            (_, _) => { }),
        new("Live pilot, not chargeable", 14, 14, 4, 12, ["Pilot", "Live"], (customer, random) =>
            customer.Chargeable = random.Pick(["Pilot", "No"])),
        new("Live, on billing hold", 9, 9, 5, 6, ["Active", "On Hold"], (customer, random) =>
        {
            customer.BillingHold = true;
            customer.HoldReason = random.Pick(SampleWords.HoldReasons);
        }),
        new("On billing hold without a reason", 5, 5, 3, 4, ["On Hold"], (customer, _) => customer.BillingHold = true),
        new("Served by contractors, documents never submitted", 38, 38, 26, 34, Live, (customer, _) =>
            customer.DocumentsSubmitted = null),
        new("Ready for service, onboarding never completed", 22, 22, 12, 12, Live, (customer, _) =>
            customer.OnboardingCompleted = null),
        new("In onboarding", 40, 24, 13, 2, Implementing, (customer, random) =>
        {
            customer.ForgetCompliance();
            customer.OnboardingCompleted = null;
            customer.OnboardingStarted = random.Percent(40) ? null : customer.OnboardingStarted;
            customer.OnboardingOwner = random.Percent(25) ? "" : customer.OnboardingOwner;
        }),
        new("In compliance", 26, 18, 11, 4, Implementing, (customer, random) =>
        {
            customer.ForgetReadiness();
            customer.DocumentsSubmitted = null;
            customer.ComplianceReviewer = random.Percent(40) ? "" : customer.ComplianceReviewer;
            customer.RegistrationNumber = random.Percent(40) ? "" : customer.RegistrationNumber;
        }),
        new("Not ready for service yet", 24, 14, 8, 4, Implementing, (customer, random) =>
        {
            customer.ReadyForService = null;
            customer.ServiceOwner = random.Percent(40) ? "" : customer.ServiceOwner;
            customer.ServiceStart = random.Percent(40) ? null : customer.ServiceStart;
        }),
        new("Documents dated in the future", 3, 3, 2, 2, Live, (customer, _) =>
        {
            customer.SignIn(2024, 2024);
            customer.DocumentsSubmitted = SwapYearDigits(customer.DocumentsSubmitted!.Value);
        }),
        new("Service starts in the future", 4, 4, 2, 2, Live, (customer, _) =>
        {
            customer.SignIn(2024, 2024);
            customer.ServiceStart = SwapYearDigits(customer.ServiceStart!.Value);
        }),
        new("Ended", 44, 7, 18, 6, Gone, (customer, _) => customer.End()),
        new("Ended without a reason", 8, 3, 3, 2, Gone, (customer, _) =>
        {
            customer.End();
            customer.EndReason = "";
        }),
        new("Ended before the service started", 4, 1, 1, 0, Gone, (customer, random) =>
        {
            customer.End();
            customer.Ended = customer.ServiceStart!.Value.AddDays(-random.Between(20, 200));
        }),
        new("Prospect", 36, 5, 0, 0, ["Lead", "Proposal", "Negotiation"], (customer, random) =>
        {
            customer.ForgetOnboarding();
            customer.AgreementSigned = null;
            customer.BillingModel = random.Percent(50) ? "" : customer.BillingModel;
            customer.BillingTiming = random.Percent(60) ? "" : customer.BillingTiming;
            customer.Contact = random.Percent(30) ? "" : customer.Contact;
        }),
        new(
            "Live, country unknown", 4, 4, 3, 3, Live,
            (customer, _) => customer.Country = customer.State = customer.City = ""),
    ];

    /// <summary>
    /// A second line of a customer who is in the list already, under another account number and spelling.
    /// </summary>
    public static readonly SampleKind Duplicate =
        new("Duplicate by spelling", 14, 8, 7, 0, Implementing, (customer, random) =>
        {
            customer.Name = Respell(customer.Name, customer.Country);
            customer.ForgetOnboarding();
            customer.AgreementSigned = random.Percent(50) ? null : customer.AgreementSigned;
        });

    static DateOnly SwapYearDigits(DateOnly date) =>
        new(date.Year / 100 * 100 + date.Year % 10 * 10 + date.Year / 10 % 10, date.Month, Math.Min(date.Day, 28));

    static string Respell(string name, string country)
    {
        (string From, string To)[] spellings =
            [("St. ", "Saint "), (" & ", " and "), ("Centre", "Center"), ("Orthopaedics", "Orthopedics"), ("'", "")];
        var respelled = spellings.Aggregate(name, (text, spelling) => text.Replace(spelling.From, spelling.To));
        return respelled != name ? respelled : name + (country == "AU" ? " Pty Ltd" : " LLC");
    }
}
