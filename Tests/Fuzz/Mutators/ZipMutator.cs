using System;
using System.Collections.Generic;
using System.Linq;

namespace CrmMilestones.Tests.Fuzz.Mutators;

/// <summary>Changes the XML of a part of a zip, its list of parts, or its bytes.</summary>
sealed class ZipMutator : IMutator
{
    readonly ByteMutator _bytes = new([]);

    readonly XmlMutator _xml = new([
        "0", "1", "-1", "2147483648", "true", "cm_x", "account", "cm_market", "name", "nvarchar", "picklist", "lookup",
        "money", "datetime", "bit", "decimal", "1033", "x", "", "9.9.9.9", "1.0.0.0.0", "Basic", "Global",
        "{00000000-0000-0000-0000-000000000000}", "\u0130", "a'b\"c", "cm_\0".TrimEnd('\0'), "..", "/../x", "OneToMany",
    ]);

    public byte[] Change(byte[] input, IReadOnlyList<byte[]> others, Random random)
    {
        if (random.Next(10) == 0 || Zips.Parts(input) is not { Count: > 0 } parts)
        {
            return _bytes.Change(input, others, random);
        }

        var names = parts.Keys.ToList();
        var name = names[random.Next(names.Count)];
        switch (random.Next(20))
        {
            case 0:
                parts.Remove(name);
                break;
            case 1:
                string[] paths = ["../" + name, "/" + name, "x/" + name, name + "2", "a\\..\\b"];
                parts[paths[random.Next(paths.Length)]] = parts[name];
                break;
            default:
                name = random.Next(2) == 0 && parts.ContainsKey("customizations.xml") ? "customizations.xml" : name;
                parts[name] = _xml.Change(parts[name], [parts[name]], random);
                break;
        }

        return Zips.Of(parts);
    }
}
