using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.Serialization;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;
using Microsoft.Xrm.Sdk.Metadata;
using Microsoft.Xrm.Sdk.Query;
using Xunit;

namespace CrmMilestones.Tests.Host;

/// <summary>What callers rely on in Microsoft.Xrm.Sdk; true of the official assembly and of the bundled one.</summary>
public class SdkContractTests
{
    static readonly Guid Id = new("0b9a2f0c-6d1e-4f6b-9a55-2f6d0c1e4a77");

    [Fact]
    public void The_assembly_has_the_identity_that_a_compiled_plug_in_refers_to()
    {
        var name = typeof(Entity).Assembly.GetName();

        Assert.Equal("Microsoft.Xrm.Sdk", name.Name);
        Assert.Equal(new Version(9, 0, 0, 0), name.Version);
        Assert.Equal([0x31, 0xbf, 0x38, 0x56, 0xad, 0x36, 0x4e, 0x35], name.GetPublicKeyToken()!);
    }

    [Fact]
    public void Reading_a_column_that_the_row_does_not_hold_throws() =>
        Assert.Throws<KeyNotFoundException>(() => new Entity("account")["name"]);

    [Fact]
    public void Column_names_are_case_sensitive()
    {
        var row = new Entity("account") { ["name"] = "Contoso" };

        Assert.True(row.Contains("name"));
        Assert.False(row.Contains("Name"));
    }

    [Fact]
    public void A_cleared_column_is_held_with_no_value()
    {
        var row = new Entity("account") { ["name"] = null };

        Assert.True(row.Contains("name"));
        Assert.Null(row.GetAttributeValue<string>("name"));
    }

    [Fact]
    public void A_date_that_is_absent_or_cleared_reads_as_the_default_date()
    {
        var row = new Entity("account") { ["cm_servicestartson"] = null };

        Assert.Equal(default, row.GetAttributeValue<DateTime>("cm_servicestartson"));
        Assert.Equal(default, row.GetAttributeValue<DateTime>("cm_serviceendedon"));
        Assert.Null(row.GetAttributeValue<DateTime?>("cm_serviceendedon"));
    }

    [Fact]
    public void Reading_a_column_as_another_type_throws()
    {
        var row = new Entity("account") { ["cm_endreason"] = new OptionSetValue(1) };

        Assert.Throws<InvalidCastException>(() => row.GetAttributeValue<string>("cm_endreason"));
    }

    [Fact]
    public void Trying_a_column_of_another_type_finds_nothing()
    {
        var row = new Entity("account") { ["cm_endreason"] = new OptionSetValue(1), ["name"] = null };

        Assert.True(row.TryGetAttributeValue<OptionSetValue>("cm_endreason", out _));
        Assert.False(row.TryGetAttributeValue<string>("cm_endreason", out _));
        Assert.False(row.TryGetAttributeValue<string>("name", out _));
    }

    [Fact]
    public void A_row_keeps_table_and_id_and_refers_to_itself_by_them()
    {
        var row = new Entity("account", Id) { RowVersion = "7" };
        row.KeyAttributes.Add("accountnumber", "A1");

        var reference = row.ToEntityReference();

        Assert.Equal("account", reference.LogicalName);
        Assert.Equal(Id, reference.Id);
        Assert.Equal("7", reference.RowVersion);
        Assert.Empty(reference.KeyAttributes);
    }

    [Fact]
    public void References_are_equal_by_table_id_and_key_whatever_their_name()
    {
        var germany = new EntityReference("cm_market", "cm_code", "DE");

        Assert.Equal(new EntityReference("cm_market", Id) { Name = "A" }, new EntityReference("cm_market", Id));
        Assert.NotEqual(new EntityReference("account", Id), new EntityReference("cm_market", Id));
        Assert.Equal(new EntityReference("cm_market", "cm_code", "DE"), germany);
        Assert.NotEqual(new EntityReference("cm_market", "cm_code", "FR"), germany);
    }

    [Fact]
    public void Choices_and_amounts_are_equal_by_value()
    {
        Assert.Equal(new OptionSetValue(727000001), new OptionSetValue(727000001));
        Assert.NotEqual(new OptionSetValue(727000001), new OptionSetValue(727000002));
        Assert.Equal(new Money(1m), new Money(1.0m));
        Assert.NotEqual(new Money(1m), new Money(2m));
    }

    [Fact]
    public void A_collection_copies_the_list_that_it_is_made_of()
    {
        Entity[] rows = [new("account")];
        var collection = new EntityCollection(rows);

        collection.Entities.Add(new Entity("account"));

        Assert.Single(rows);
        Assert.Equal(2, collection.Entities.Count);
    }

    [Fact]
    public void A_typed_request_is_a_view_of_its_parameters()
    {
        var row = new Entity("account");
        var request = new CreateRequest { Target = row };

        Assert.Equal("Create", request.RequestName);
        Assert.Same(row, request.Parameters["Target"]);
        request["Target"] = null;
        Assert.Null(request.Target);
    }

    [Fact]
    public void A_typed_response_is_a_view_of_its_results()
    {
        var response = new CreateResponse { Results = { ["id"] = Id } };

        Assert.Equal(Id, response.id);
        Assert.Equal(Guid.Empty, new CreateResponse().id);
    }

    [Theory]
    [InlineData("Create", typeof(CreateRequest), "Target")]
    [InlineData("Update", typeof(UpdateRequest), "Target")]
    [InlineData("Delete", typeof(DeleteRequest), "Target")]
    [InlineData("Upsert", typeof(UpsertRequest), "Target")]
    [InlineData("Retrieve", typeof(RetrieveRequest), "ColumnSet,Target")]
    [InlineData("RetrieveMultiple", typeof(RetrieveMultipleRequest), "Query")]
    [InlineData("CreateMultiple", typeof(CreateMultipleRequest), "Targets")]
    [InlineData("UpdateMultiple", typeof(UpdateMultipleRequest), "Targets")]
    [InlineData("ExecuteMultiple", typeof(ExecuteMultipleRequest), "Requests,Settings")]
    [InlineData("ExecuteTransaction", typeof(ExecuteTransactionRequest), "Requests")]
    [InlineData("RetrieveMetadataChanges", typeof(RetrieveMetadataChangesRequest), "")]
    public void A_new_request_names_its_message_and_holds_its_required_parameters_empty(
        string message, Type type, string required)
    {
        var request = (OrganizationRequest)Activator.CreateInstance(type)!;

        Assert.Equal(message, request.RequestName);
        Assert.Equal(required, string.Join(",", request.Parameters.Keys.OrderBy(key => key, StringComparer.Ordinal)));
        Assert.All(request.Parameters, parameter => Assert.Null(parameter.Value));
    }

    [Fact]
    public void An_exception_carries_status_code_and_http_status()
    {
        var exception = new InvalidPluginExecutionException(
            OperationStatus.Canceled, 77, "CM001", PluginHttpStatusCode.Conflict);

        Assert.Equal("CM001", exception.Message);
        Assert.Equal(OperationStatus.Canceled, exception.Status);
        Assert.Equal(77, exception.ErrorCode);
        Assert.Equal(PluginHttpStatusCode.Conflict, exception.HttpStatus);
    }

    [Fact]
    public void An_exception_with_a_message_only_has_failed_with_the_common_code()
    {
        var exception = new InvalidPluginExecutionException("CM001");

        Assert.Equal(OperationStatus.Failed, exception.Status);
        Assert.Equal(exception.HResult, exception.ErrorCode);
        Assert.Equal(PluginHttpStatusCode.NotSet, exception.HttpStatus);
    }

    [Fact]
    public void A_condition_takes_its_values_from_arguments_or_from_a_list_but_not_from_text()
    {
        Assert.Equal([1, 2], new ConditionExpression("a", ConditionOperator.In, 1, 2).Values);
        Assert.Equal([1, 2], new ConditionExpression("a", ConditionOperator.In, new List<int> { 1, 2 }).Values);
        Assert.Equal(["xyz"], new ConditionExpression("a", ConditionOperator.Equal, "xyz").Values);
        Assert.Empty(new ConditionExpression("a", ConditionOperator.Null).Values);
    }

    [Fact]
    public void A_query_starts_with_no_columns_and_an_and_filter_and_links_from_its_table()
    {
        var query = new QueryExpression("account");
        var link = query.AddLink("cm_market", "cm_marketid", "cm_marketid", JoinOperator.LeftOuter);

        Assert.False(query.ColumnSet.AllColumns);
        Assert.Empty(query.ColumnSet.Columns);
        Assert.Equal(LogicalOperator.And, query.Criteria.FilterOperator);
        Assert.Equal("account", link.LinkFromEntityName);
        Assert.Same(link, Assert.Single(query.LinkEntities));
    }

    [Fact]
    public void A_column_definition_knows_its_type()
    {
        Assert.Equal(AttributeTypeCode.Memo, new MemoAttributeMetadata().AttributeType);
        Assert.Equal(AttributeTypeDisplayName.MemoType, new MemoAttributeMetadata().AttributeTypeName);
    }

    [Fact]
    public void A_date_behaviour_compares_by_its_name()
    {
        DateTimeBehavior behavior = "DateOnly";

        Assert.True(behavior == DateTimeBehavior.DateOnly);
        Assert.True(behavior != DateTimeBehavior.UserLocal);
    }

    [Fact]
    public void A_row_survives_its_data_contract()
    {
        var row = new Entity("account", Id)
        {
            ["name"] = null,
            ["cm_marketid"] = new EntityReference("cm_market", Id) { Name = "Germany" },
            ["cm_endreason"] = new OptionSetValue(727000001),
            ["revenue"] = new Money(12.5m),
            ["a.name"] = new AliasedValue("contact", "name", "Ada"),
        };
        var contract = new DataContractSerializer(typeof(Entity));
        using var stream = new MemoryStream();

        contract.WriteObject(stream, row);
        stream.Position = 0;
        var copy = (Entity)contract.ReadObject(stream)!;

        Assert.Equal(row.ToEntityReference(), copy.ToEntityReference());
        Assert.Equal(row.Attributes.Keys, copy.Attributes.Keys);
        Assert.Equal(row["cm_marketid"], copy["cm_marketid"]);
        Assert.Equal(row["cm_endreason"], copy["cm_endreason"]);
        Assert.Equal(row["revenue"], copy["revenue"]);
        Assert.Equal("Ada", copy.GetAttributeValue<AliasedValue>("a.name").Value);
    }
}
