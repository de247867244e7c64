using System;
using System.Collections.Generic;
using System.Globalization;
using CrmMilestones.Scripts.Lists;

namespace CrmMilestones.Scripts.Samples;

/// <summary>One customer of the sample, complete and consistent until its <see cref="SampleKind"/> takes something
/// away, and written as carelessly as the old CRM's users did.</summary>
sealed class SampleCustomer
{
    readonly SampleRandom _random;

    public SampleCustomer(SampleRandom random, string accountNumber, string name, bool american)
    {
        _random = random;
        AccountNumber = accountNumber;
        Name = name;
        Country = american ? "US" : "AU";
        (City, State) = random.Pick(american ? SampleWords.AmericanCities : SampleWords.AustralianCities);
        Contact = $"{random.Pick(SampleWords.FirstNames)} {random.Pick(SampleWords.LastNames)}";
        Owner = random.Pick(SampleWords.Sales);
        BillingModel = random.Pick(ChoiceLabels.BillingModel.Labels);
        BillingTiming = random.Pick(ChoiceLabels.BillingTiming.Labels);
        OnboardingOwner = random.Pick(SampleWords.Onboarding);
        ComplianceReviewer = random.Pick(SampleWords.Compliance);
        RegistrationNumber = string.Create(CultureInfo.InvariantCulture, $"{State}-{random.Between(100000, 999999)}");
        ServiceOwner = random.Pick(SampleWords.Operations);
        SignIn(2019, 2025);
    }

    public string AccountNumber { get; }
    public string Name { get; set; }
    public string City { get; set; }
    public string State { get; set; }
    public string Country { get; set; }
    public string Contact { get; set; }
    public string Owner { get; set; }
    public string SalesStatus { get; set; } = "";
    public string BillingModel { get; set; }
    public string BillingTiming { get; set; }
    public string OnboardingOwner { get; set; }
    public string ComplianceReviewer { get; set; }
    public string RegistrationNumber { get; set; }
    public string ServiceOwner { get; set; }
    public string EndReason { get; set; } = "";
    public string Chargeable { get; set; } = "Yes";
    public bool BillingHold { get; set; }
    public string HoldReason { get; set; } = "";
    public DateOnly? AgreementSigned { get; set; }
    public DateOnly? OnboardingStarted { get; set; }
    public DateOnly? OnboardingCompleted { get; set; }
    public DateOnly? DocumentsSubmitted { get; set; }
    public DateOnly? ReadyForService { get; set; }
    public DateOnly? ServiceStart { get; set; }
    public DateOnly? Ended { get; set; }
    public bool SalesActive { get; set; }
    public bool Invoiced { get; set; }
    public bool Paid { get; set; }

    /// <summary>Dates everything from the agreement to the start of service, at most 181 days from end to end, so that
    /// a customer who signs in 2025 starts by the middle of 2026.</summary>
    public void SignIn(int firstYear, int lastYear)
    {
        AgreementSigned = new DateOnly(_random.Between(firstYear, lastYear), 1, 1).AddDays(_random.Between(0, 364));
        OnboardingStarted = AgreementSigned.Value.AddDays(_random.Between(3, 30));
        OnboardingCompleted = OnboardingStarted.Value.AddDays(_random.Between(10, 60));
        DocumentsSubmitted = OnboardingCompleted.Value.AddDays(_random.Between(5, 45));
        ReadyForService = DocumentsSubmitted.Value.AddDays(_random.Between(3, 25));
        ServiceStart = ReadyForService.Value.AddDays(_random.Between(0, 21));
    }

    /// <summary>Signs early and leaves after half a year to two years.</summary>
    public void End()
    {
        SignIn(2019, 2023);
        Ended = ServiceStart!.Value.AddDays(_random.Between(180, 720));
        EndReason = _random.Pick(ChoiceLabels.EndReason.Labels);
    }

    public void ForgetReadiness()
    {
        ServiceOwner = "";
        ReadyForService = ServiceStart = null;
    }

    public void ForgetCompliance()
    {
        ForgetReadiness();
        ComplianceReviewer = RegistrationNumber = "";
        DocumentsSubmitted = null;
    }

    public void ForgetOnboarding()
    {
        ForgetCompliance();
        OnboardingOwner = "";
        OnboardingStarted = OnboardingCompleted = null;
    }

    /// <returns>The line's fields, in the order of <see cref="LegacyColumns.All"/>.</returns>
    public IReadOnlyList<string> Fields() =>
    [
        AccountNumber, NameAsTyped(Name), NameAsTyped(City), State, CountryAsTyped(), Contact, Email(),
        PersonAsTyped(Owner), SalesStatus,
        Date(AgreementSigned), LabelAsTyped(BillingModel), LabelAsTyped(BillingTiming),
        PersonAsTyped(OnboardingOwner), Date(OnboardingStarted), Date(OnboardingCompleted),
        PersonAsTyped(ComplianceReviewer), OrPlaceholder(RegistrationNumber), Date(DocumentsSubmitted),
        PersonAsTyped(ServiceOwner), Date(ServiceStart), Date(ReadyForService),
        Date(Ended), EndReason, Chargeable, BillingHold ? "Y" : "", HoldReason,
        SalesActive ? "Y" : "N", Amount(), Paid ? "Y" : "N",
    ];

    string NameAsTyped(string text) => _random.Between(1, 20) switch
    {
        1 => text.ToUpperInvariant(),
        2 => text + " ",
        _ => text,
    };

    string CountryAsTyped() => Country switch
    {
        "US" => _random.Pick(["US", "US", "USA", "United States"]),
        "AU" => _random.Pick(["AU", "AU", "AUS", "Australia"]),
        _ => "",
    };

    string Email()
    {
        var parts = Contact.ToLowerInvariant().Replace("'", "").Split(' ');
        return parts.Length < 2 ? "" : $"{parts[0]}.{parts[1]}@{SpellingKey.Of(Name)}.example";
    }

    string PersonAsTyped(string name) =>
        name.Length > 0 && _random.Percent(8)
            ? string.Join(", ", name.Split(' ')[1], name.Split(' ')[0]) : OrPlaceholder(name);

    string LabelAsTyped(string label) => _random.Between(1, 10) switch
    {
        1 => label.ToUpperInvariant(),
        2 => label.Replace(' ', '-'),
        _ => label,
    };

    string OrPlaceholder(string text) =>
        text.Length == 0 && _random.Percent(20) ? _random.Pick(SampleWords.Placeholders) : text;

    /// <summary>As people of the country write it; a fifth came from a system that writes ISO 8601. Without a country
    /// only ISO 8601 can be read.</summary>
    string Date(DateOnly? date)
    {
        if (date is null)
        {
            return OrPlaceholder("");
        }

        var format = _random.Percent(20)
            ? "yyyy-MM-dd" : Country switch { "US" => "M/d/yyyy", "AU" => "dd/MM/yyyy", _ => "yyyy-MM-dd" };
        return date.Value.ToString(format, CultureInfo.InvariantCulture);
    }

    string Amount()
    {
        if (!Invoiced)
        {
            return "";
        }

        var amount = _random.Between(180, 4800) + _random.Between(0, 99) / 100m;
        return _random.Percent(30)
            ? amount.ToString("$#,##0.00", CultureInfo.InvariantCulture)
            : amount.ToString("0.00", CultureInfo.InvariantCulture);
    }
}
