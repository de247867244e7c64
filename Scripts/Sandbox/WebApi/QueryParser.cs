using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Net;
using Microsoft.OData;
using Microsoft.OData.Edm;
using Microsoft.OData.UriParser;

namespace CrmMilestones.Sandbox.WebApi;

/// <summary>An address, taken apart by OData's library: the path in segments, and the query's options.</summary>
sealed class QueryParser
{
    readonly EdmSchema _schema;
    readonly string _path;
    ODataQueryOptionParser? _parser;

    internal QueryParser(EdmSchema schema, ApiRequest request)
    {
        _schema = schema;
        var mark = request.Path.IndexOf('?', StringComparison.Ordinal);
        _path = mark < 0 ? request.Path : request.Path[..mark];
        Options = Decode(mark < 0 ? "" : request.Path[(mark + 1)..]);
        Path = ParsePath(request);
    }

    internal ODataPath Path { get; }

    /// <summary>The query's options by name, decoded.</summary>
    internal Dictionary<string, string> Options { get; }

    internal FilterClause? Filter => Parsed(parser => parser.ParseFilter());

    internal OrderByClause? OrderBy => Parsed(parser => parser.ParseOrderBy());

    internal SelectExpandClause? SelectExpand => Parsed(parser => parser.ParseSelectAndExpand());

    internal Microsoft.OData.UriParser.Aggregation.ApplyClause? Apply => Parsed(parser => parser.ParseApply());

    internal long? Top => Parsed(parser => parser.ParseTop());

    internal bool Count => Parsed(parser => parser.ParseCount()) == true;

    internal IDictionary<string, SingleValueNode>? Aliases => _parser?.ParameterAliasNodes;

    /// <summary>What an alias stands for in the query, as it was written.</summary>
    internal string? Alias(string name) => Options.GetValueOrDefault(name);

    /// <summary>The same address with another option.</summary>
    internal string With(string option, string value) => _path + "?" + string.Join('&', Options
        .Where(known => known.Key != option).Append(KeyValuePair.Create(option, value))
        .Select(known => $"{Uri.EscapeDataString(known.Key).Replace("%24", "$", StringComparison.Ordinal)}="
            + Uri.EscapeDataString(known.Value)));

    /// <summary>As forms are encoded: some clients send spaces as plus signs.</summary>
    static Dictionary<string, string> Decode(string query)
    {
        Dictionary<string, string> options = new(StringComparer.Ordinal);
        foreach (var part in query.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var equal = part.IndexOf('=', StringComparison.Ordinal);
            var name = WebUtility.UrlDecode(equal < 0 ? part : part[..equal]);
            var value = equal < 0 ? "" : WebUtility.UrlDecode(part[(equal + 1)..]);
            options[name] = name.StartsWith('@') ? Literal(value) : value;
        }

        return options;
    }

    /// <summary>
    /// An alias's value as OData writes it: some clients send a text or a moment as JSON, and a member of an enum with
    /// the enum's name.
    /// </summary>
    static string Literal(string value)
    {
        if (value.StartsWith(EdmSchema.Namespace + ".", StringComparison.Ordinal) && value.EndsWith('\''))
        {
            return value[value.IndexOf('\'', StringComparison.Ordinal)..];
        }

        if (value is not ['"', .. var text, '"'])
        {
            return value;
        }

        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, out _) ? text
            : $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
    }

    ODataPath ParsePath(ApiRequest request)
    {
        var aliases = Options.Where(option => option.Key.StartsWith('@'))
            .Select(option => $"{option.Key}={Uri.EscapeDataString(option.Value)}").ToArray();
        var path = aliases.Length == 0 ? _path : $"{_path}?{string.Join('&', aliases)}";
        return ODataLibrary.Read(() => new ODataUriParser(_schema.Model, request.Root, new Uri(request.Root, path))
        {
            Resolver = new AlternateKeysODataUriResolver(_schema.Model) { EnableCaseInsensitive = false },
            UrlKeyDelimiter = ODataUrlKeyDelimiter.Parentheses,
            EnableNoDollarQueryOptions = false,
        }.ParsePath());
    }

    T? Parsed<T>(Func<ODataQueryOptionParser, T> parse) => ODataLibrary.Read(() =>
    {
        _parser ??= new(
            _schema.Model, Path, Options.Where(option => option.Key.StartsWith('$') || option.Key.StartsWith('@'))
                .Where(option => option.Key is not ("$skiptoken" or "$id")).ToDictionary())
        {
            Resolver = new LenientResolver(),
        };
        return parse(_parser);
    });

    /// <summary>Takes ids in quotes, as some clients send them.</summary>
    sealed class LenientResolver : ODataUriResolver
    {
        internal LenientResolver() => EnableCaseInsensitive = false;

        public override void PromoteBinaryOperandTypes(
            BinaryOperatorKind binaryOperatorKind, ref SingleValueNode leftNode, ref SingleValueNode rightNode,
            out IEdmTypeReference typeReference)
        {
            leftNode = AsId(leftNode, rightNode);
            rightNode = AsId(rightNode, leftNode);
            base.PromoteBinaryOperandTypes(
                binaryOperatorKind, ref leftNode, ref rightNode, out typeReference);
        }

        static SingleValueNode AsId(SingleValueNode node, SingleValueNode other) =>
            node is ConstantNode { Value: string text } && other.TypeReference?.IsGuid() == true
            && Guid.TryParse(text, out var id) ? new ConstantNode(id, text) : node;
    }
}
