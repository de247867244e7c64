using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Security.Cryptography;
using System.Text;

namespace CrmMilestones.Plugins.Rules;

/// <summary>
/// What a closed month was counted from, as a text that changes with every customer, status and market.
/// </summary>
public static class Fingerprint
{
    /// <summary>
    /// SHA-256, lower-case hex, of a UTF-8 line each, "key;status value;market code" and a line feed, by ordinal.
    /// </summary>
    public static string Of(IEnumerable<ActiveCustomer> customers)
    {
        var lines = customers
            .Select(customer => string.Format(
                CultureInfo.InvariantCulture, "{0};{1};{2}\n", customer.Key, customer.Status, customer.MarketCode))
            .OrderBy(line => line, StringComparer.Ordinal);
        using var sha = SHA256.Create();
        foreach (var line in lines)
        {
            var bytes = Encoding.UTF8.GetBytes(line);
            sha.TransformBlock(bytes, 0, bytes.Length, null, 0);
        }

        sha.TransformFinalBlock([], 0, 0);
        return string.Concat(sha.Hash!.Select(part => part.ToString("x2", CultureInfo.InvariantCulture)));
    }
}
