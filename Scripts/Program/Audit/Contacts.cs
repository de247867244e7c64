using System.Collections.Generic;
using CrmMilestones.Scripts.Lists;

namespace CrmMilestones.Scripts.Audit;

/// <summary>
/// The customers' contacts, told apart by the one thing by which the CRM's wizard finds them: their full name. Two
/// persons of one name get the customer's number behind it, the second and every later one.
/// </summary>
sealed class Contacts
{
    /// <summary>Who has a name: the e-mail address of who had it first, as hashes.</summary>
    readonly Dictionary<ulong, ulong> _emailOf = [];

    /// <summary>How many share their name with another.</summary>
    public int Namesakes { get; private set; }

    /// <summary>The contact of a customer.</summary>
    /// <returns>The name under which the wizard finds it, and whether it is a new one; null if there is none.</returns>
    public (ContactName Name, bool IsNew)? Of(CustomerRecord customer)
    {
        if (customer.Contact is not { } name)
        {
            return null;
        }

        var email = customer.ContactEmail is { } address ? TextHash.Of(address) : 0;
        if (_emailOf.TryAdd(TextHash.Of(FullName(name)), email))
        {
            return (name, IsNew: true);
        }

        if (email != 0 && _emailOf[TextHash.Of(FullName(name))] == email)
        {
            return (name, IsNew: false);
        }

        Namesakes++;
        return (name with { LastName = $"{name.LastName} ({customer.AccountNumber})" }, IsNew: true);
    }

    public static string FullName(ContactName name) =>
        name.FirstName is { } first ? $"{first} {name.LastName}" : name.LastName;
}
