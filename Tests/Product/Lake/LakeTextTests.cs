using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using CrmMilestones.Plugins.Rules;
using Microsoft.SqlServer.TransactSql.ScriptDom;
using Xunit;

namespace CrmMilestones.Tests.Lake;

/// <summary>The SQL of Scripts/Lake is T-SQL, and none but what Spark and DuckDB speak, too.</summary>
public class LakeTextTests
{
    static readonly IEnumerable<string> Files =
        Directory.GetFiles(SqlLake.Folder, "*.sql").Select(path => Path.GetFileName(path));

    public static TheoryData<string> Texts => [.. Files];

    [Fact]
    public void There_are_these() => Assert.Equal(
        ["as-of-count.sql", "daily-snapshot.sql", "roll-forward.sql"], Files.Order());

    [Theory]
    [MemberData(nameof(Texts))]
    public void Each_is_one_statement_of_Transact_SQL(string file)
    {
        var script = Assert.Single(Parse(file).Batches);
        Assert.IsType<SelectStatement>(Assert.Single(script.Statements));
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public void Each_keeps_to_what_all_dialects_have(string file)
    {
        Dialect dialect = new();
        Parse(file).Accept(dialect);

        Assert.Empty(dialect.Functions.Except(["COUNT", "MIN", "ROW_NUMBER", "SUM"]));
        Assert.Equal(["int"], dialect.Types.Order());
        Assert.Empty(dialect.Foreign);
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public void The_statuses_are_those_of_the_definition(string file)
    {
        var statuses = Parse(file).ScriptTokenStream
            .Where(token => token.TokenType == TSqlTokenType.Integer && token.Text.Length > 1)
            .Select(token => (BillableStatus)int.Parse(token.Text, CultureInfo.InvariantCulture)).Distinct().Order();
        BillableStatus[] ended = file == "roll-forward.sql" ? [BillableStatus.Ended] : [];
        Assert.Equal([BillableStatus.Billable, BillableStatus.OnHold, .. ended], statuses);
    }

    static TSqlScript Parse(string file)
    {
        using var text = File.OpenText(Path.Combine(SqlLake.Folder, file));
        var script = (TSqlScript)new TSql160Parser(initialQuotedIdentifiers: true).Parse(text, out var errors);
        Assert.Empty(errors.Select(error => $"{file}({error.Line},{error.Column}): {error.Message}"));
        return script;
    }

    /// <summary>Gathers what dialects differ in.</summary>
    sealed class Dialect : TSqlFragmentVisitor
    {
        public HashSet<string> Functions { get; } = [];

        public HashSet<string> Types { get; } = [];

        public List<string> Foreign { get; } = [];

        public override void Visit(FunctionCall node) => Functions.Add(node.FunctionName.Value);

        public override void Visit(DataTypeReference node) => Types.Add(node.Name.BaseIdentifier.Value);

        public override void Visit(Identifier node) => Note(node.QuoteType != QuoteType.NotQuoted, node.Value);

        public override void Visit(VariableReference node) => Note(true, node.Name);

        public override void Visit(TopRowFilter node) => Note(true, "TOP");

        public override void Visit(TableHint node) => Note(true, "hint");

        public override void Visit(BinaryExpression node) => Note(
            node.BinaryExpressionType is not (BinaryExpressionType.Add or BinaryExpressionType.Subtract),
            $"{node.BinaryExpressionType}");

        void Note(bool isForeign, string what)
        {
            if (isForeign)
            {
                Foreign.Add(what);
            }
        }
    }
}
