using System.Collections.Generic;

namespace CrmMilestones.Scripts.Samples;

/// <summary>The words from which the sample's customers and people are made. All of them are invented.</summary>
static class SampleWords
{
    public static readonly IReadOnlyList<string> Saints =
        ["Mary's", "Brigid's", "Luke's", "Anne's", "Vincent's", "Clare's", "Joseph's", "Helen's", "Raphael's",
            "Agnes'"];

    public static readonly IReadOnlyList<string> Places =
    [
        "Lakeside", "Harbour View", "Cedar Grove", "Riverbend", "Northgate", "Sunrise", "Hillcrest", "Blue Gum",
        "Oak & Stone", "Meadow", "Summit", "Wattle Park", "Bayview", "Copper Canyon", "Prairie", "Silver Birch",
        "Magnolia", "Coral Coast", "Pioneer", "Willow Creek", "Granite Peak", "Banksia", "Eastwood", "Redwood",
        "Kookaburra", "Ironbark", "Heritage", "Parkway", "Stonebridge", "Jacaranda", "Five Oaks", "Fox & Finch",
    ];

    public static readonly IReadOnlyList<string> Practices =
    [
        "Dental", "Family Medical", "Physiotherapy", "Imaging Centre", "Pediatrics", "Eye Clinic", "Urgent Care",
        "Women's Health", "Orthopaedics", "Dermatology", "Cardiology Group", "Sleep Clinic", "Pathology",
        "Rehabilitation Centre", "Day Surgery", "Medical & Dental", "Podiatry", "Home Care",
    ];

    public static readonly IReadOnlyList<(string City, string State)> AmericanCities =
    [
        ("Austin", "TX"), ("Columbus", "OH"), ("Boise", "ID"), ("Tucson", "AZ"), ("Raleigh", "NC"), ("Madison", "WI"),
        ("Portland", "OR"), ("Tampa", "FL"), ("Omaha", "NE"), ("Sacramento", "CA"), ("Richmond", "VA"), ("Tulsa", "OK"),
        ("Spokane", "WA"), ("Des Moines", "IA"), ("Knoxville", "TN"), ("Albany", "NY"),
    ];

    public static readonly IReadOnlyList<(string City, string State)> AustralianCities =
    [
        ("Geelong", "VIC"), ("Ballarat", "VIC"), ("Melbourne", "VIC"), ("Newcastle", "NSW"), ("Sydney", "NSW"),
        ("Wollongong", "NSW"), ("Brisbane", "QLD"), ("Townsville", "QLD"), ("Cairns", "QLD"), ("Adelaide", "SA"),
        ("Perth", "WA"), ("Fremantle", "WA"), ("Hobart", "TAS"), ("Launceston", "TAS"), ("Canberra", "ACT"),
    ];

    public static readonly IReadOnlyList<string> FirstNames =
    [
        "Amelia", "Ben", "Carla", "Daniel", "Elena", "Farid", "Grace", "Hugo", "Isla", "Jack", "Keiko", "Liam",
        "Mei", "Noah", "Olivia", "Priya", "Quentin", "Rosa", "Samuel", "Tara", "Umar", "Vera", "William", "Yusuf",
    ];

    public static readonly IReadOnlyList<string> LastNames =
    [
        "Abbott", "Bennett", "Castillo", "Dawson", "Eriksen", "Fraser", "Gallagher", "Hughes", "Ibrahim", "Jensen",
        "Kaur", "Lindqvist", "Morales", "Nguyen", "O'Brien", "Papas", "Quinn", "Rossi", "Singh", "Tran", "Usman",
        "Vance", "Whitlock", "Young",
    ];

    public static readonly IReadOnlyList<string> Sales = ["Jane Carter", "Marcus Bell", "Sofia Reyes", "Tom Whitaker"];
    public static readonly IReadOnlyList<string> Onboarding = ["Nadia Petrov", "Chris Okafor", "Lucy Tan"];
    public static readonly IReadOnlyList<string> Compliance = ["Harriet Moss", "Diego Alvarez"];
    public static readonly IReadOnlyList<string> Operations = ["Kim Larsen", "Paul Deng", "Ruth Coleman"];

    public static readonly IReadOnlyList<string> HoldReasons =
        ["Disputed invoice", "Awaiting purchase order", "Credit check pending", "Price under renegotiation"];

    /// <summary>What people type where they have nothing to say.</summary>
    public static readonly IReadOnlyList<string> Placeholders = ["n/a", "TBD", "-", "unknown"];
}
