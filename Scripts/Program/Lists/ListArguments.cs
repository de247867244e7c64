using System.CommandLine;
using System.CommandLine.Parsing;
using System.IO;
using System.Linq;

namespace CrmMilestones.Scripts.Lists;

/// <summary>The options by which every command is told how its list is written.</summary>
public sealed class ListArguments
{
    readonly Option<string[]> _map = new("--map")
    {
        Description = "What a column says, as \"Service Start=cm_servicestartson\", or a file that says it "
            + "(Scripts/Program/Lists/README.md). May be repeated.",
        DefaultValueFactory = _ => [],
    };

    readonly Option<char?> _delimiter = new("--delimiter")
    {
        Description = "What parts the fields, such as ; or tab. Left out, it is found.",
        CustomParser = Delimiter,
    };

    readonly Option<string?> _encoding = new("--encoding")
    {
        Description = "How the file's letters are stored, such as windows-1252. Left out, it is found.",
    };

    readonly Option<string[]> _dates = new("--dates")
    {
        Description = "How dates are written, such as d/M/yyyy, or US=M/d/yyyy for one country. May be repeated. "
            + "Year-month-day is always read.",
        DefaultValueFactory = _ => [],
    };

    readonly Option<string?> _decimal = new("--decimal")
    {
        Description = "The decimal mark of amounts: . or ,",
    };

    public ListArguments(Command command)
    {
        foreach (var option in new Option[] { _map, _delimiter, _encoding, _dates, _decimal })
        {
            command.Add(option);
        }
    }

    /// <exception cref="InvalidDataException">Something in it makes no sense; the message says what.</exception>
    public ListOptions Of(ParseResult parsed)
    {
        var maps = parsed.GetRequiredValue(_map);
        var map = maps.Where(text => !IsPair(text)).Select(ListMap.Read).Aggregate(
            new ListMap(), (all, next) => all.With(next));
        var dates = parsed.GetRequiredValue(_dates);
        var told = new ListMap
        {
            Columns = maps.Where(IsPair).Select(pair => pair.Split('=', 2))
                .GroupBy(pair => pair[0].Trim()).ToDictionary(same => same.Key, same => same.Last()[1].Trim()),
            Dates = dates.Length > 0 ? DateFormats.Parse(dates) : null,
            DecimalMark = parsed.GetValue(_decimal),
        };
        told.Check();
        return new()
        {
            Map = map.With(told),
            Delimiter = parsed.GetValue(_delimiter),
            Encoding = parsed.GetValue(_encoding),
        };
    }

    static bool IsPair(string text) => text.Contains('=') && !File.Exists(text);

    static char? Delimiter(ArgumentResult argument)
    {
        var text = argument.Tokens.Single().Value;
        switch (text)
        {
            case "tab" or "\\t":
                return '\t';
            case [not ('"' or '\r' or '\n') and var character]:
                return character;
            default:
                argument.AddError($"'{text}' can't part fields: use one character, or tab.");
                return null;
        }
    }
}
