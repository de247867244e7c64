using System;
using System.Globalization;
using System.ServiceModel;
using Microsoft.Xrm.Sdk;

namespace CrmMilestones.Dataverse;

/// <summary>The fault of a request for what Dataverse has and this host lacks.</summary>
public sealed class UnsupportedFault : OrganizationServiceFault;

/// <summary>The platform's error codes ("Web service error codes") and the faults that carry them.</summary>
public static class Faults
{
    /// <summary>0x80040216.</summary>
    public const int UnExpected = -2147220970;
    /// <summary>0x80040203.</summary>
    public const int InvalidArgument = -2147220989;
    /// <summary>0x80040217.</summary>
    public const int ObjectDoesNotExist = -2147220969;
    /// <summary>0x80040237: a second row with the same primary key.</summary>
    public const int DuplicateRecord = -2147220937;
    /// <summary>0x80060892: a second row with the same alternate key.</summary>
    public const int DuplicateRecordEntityKey = -2147088238;
    /// <summary>0x80041102: unknown table.</summary>
    public const int QueryBuilderNoEntity = -2147217150;
    /// <summary>0x80041103: unknown column.</summary>
    public const int QueryBuilderNoAttribute = -2147217149;
    /// <summary>0x80044331.</summary>
    public const int StringLengthTooLong = -2147204303;
    /// <summary>0x80044330.</summary>
    public const int DecimalValueOutOfRange = -2147204304;
    /// <summary>0x8004432F.</summary>
    public const int IntegerValueOutOfRange = -2147204305;
    /// <summary>0x8004431A.</summary>
    public const int PicklistValueOutOfRange = -2147204326;
    /// <summary>0x80040239: a date before 1753.</summary>
    public const int InvalidDateTime = -2147220935;
    /// <summary>0x80041120: an operator this host does not know or that does not fit the column.</summary>
    public const int QueryBuilderInvalidConditionOperator = -2147217120;
    /// <summary>0x80041121: a join this host does not know.</summary>
    public const int QueryBuilderInvalidJoinOperator = -2147217119;
    /// <summary>0x8004111C: an element or attribute of FetchXML that this host does not know.</summary>
    public const int QueryBuilderInvalidNode = -2147217124;
    /// <summary>0x8004111B: an alias that is missing, unknown or used twice.</summary>
    public const int QueryBuilderInvalidAlias = -2147217125;
    /// <summary>0x8004111A: an aggregate that does not fit the column.</summary>
    public const int QueryBuilderInvalidAggregate = -2147217126;
    /// <summary>0x8004E023: an aggregate over more rows than the limit.</summary>
    public const int AggregateQueryRecordLimit = -2147164125;

    /// <summary>A fault with a code and the text callers see.</summary>
    public static FaultException<OrganizationServiceFault> Create(int errorCode, string message) =>
        new(new OrganizationServiceFault { ErrorCode = errorCode, Message = message }, message);

    /// <summary>A value or query part that is wrong or that this host does not support.</summary>
    public static FaultException<OrganizationServiceFault> Invalid(string message) => Create(InvalidArgument, message);

    /// <summary>Something that Dataverse has and this host lacks, which the message names.</summary>
    public static FaultException<OrganizationServiceFault> NotSupported(
        string message, int errorCode = InvalidArgument) =>
        new(new UnsupportedFault { ErrorCode = errorCode, Message = message }, message);

    /// <summary>A row that is not there.</summary>
    public static FaultException<OrganizationServiceFault> NoRow(string table, Guid id) => Create(
        ObjectDoesNotExist, string.Create(CultureInfo.InvariantCulture, $"{table} With Id = {id} Does Not Exist"));

    /// <summary>A table that is not there.</summary>
    public static FaultException<OrganizationServiceFault> NoTable(string table) =>
        Create(QueryBuilderNoEntity, $"The entity with a name = '{table}' was not found in the MetadataCache.");

    /// <summary>A column that is not there.</summary>
    public static FaultException<OrganizationServiceFault> NoColumn(string table, string column) =>
        Create(QueryBuilderNoAttribute,
            $"'{table}' entity doesn't contain attribute with Name = '{column}' and NameMapping = 'Logical'.");
}
