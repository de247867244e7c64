using System.Runtime.Serialization;

namespace Microsoft.Xrm.Sdk.Metadata;

/// <summary>The type of a column.</summary>
[DataContract(Name = "AttributeTypeCode", Namespace = Contracts.Metadata2011)]
public enum AttributeTypeCode
{
    [EnumMember(Value = nameof(Boolean))] Boolean,
    [EnumMember(Value = nameof(Customer))] Customer,
    [EnumMember(Value = nameof(DateTime))] DateTime,
    [EnumMember(Value = nameof(Decimal))] Decimal,
    [EnumMember(Value = nameof(Double))] Double,
    [EnumMember(Value = nameof(Integer))] Integer,
    [EnumMember(Value = nameof(Lookup))] Lookup,
    [EnumMember(Value = nameof(Memo))] Memo,
    [EnumMember(Value = nameof(Money))] Money,
    [EnumMember(Value = nameof(Owner))] Owner,
    [EnumMember(Value = nameof(PartyList))] PartyList,
    [EnumMember(Value = nameof(Picklist))] Picklist,
    [EnumMember(Value = nameof(State))] State,
    [EnumMember(Value = nameof(Status))] Status,
    [EnumMember(Value = nameof(String))] String,
    [EnumMember(Value = nameof(Uniqueidentifier))] Uniqueidentifier,
    [EnumMember(Value = nameof(CalendarRules))] CalendarRules,
    [EnumMember(Value = nameof(Virtual))] Virtual,
    [EnumMember(Value = nameof(BigInt))] BigInt,
    [EnumMember(Value = nameof(ManagedProperty))] ManagedProperty,
    [EnumMember(Value = nameof(EntityName))] EntityName,
}

/// <summary>Who insists that a column is filled: the server only for system-required ones.</summary>
[DataContract(Name = "AttributeRequiredLevel", Namespace = Contracts.Metadata2011)]
public enum AttributeRequiredLevel
{
    [EnumMember(Value = nameof(None))] None,
    [EnumMember(Value = nameof(SystemRequired))] SystemRequired,
    [EnumMember(Value = nameof(ApplicationRequired))] ApplicationRequired,
    [EnumMember(Value = nameof(Recommended))] Recommended,
}

/// <summary>The required level and whether it may be changed.</summary>
[DataContract(Name = "AttributeRequiredLevelManagedProperty", Namespace = Contracts.Metadata2011)]
public sealed class AttributeRequiredLevelManagedProperty : ManagedProperty<AttributeRequiredLevel>
{
    public AttributeRequiredLevelManagedProperty(AttributeRequiredLevel value) => Value = value;
}

/// <summary>How a text column is shown, before <see cref="StringFormatName"/>.</summary>
[DataContract(Name = "StringFormat", Namespace = Contracts.Metadata2011)]
public enum StringFormat
{
    [EnumMember(Value = nameof(Email))] Email,
    [EnumMember(Value = nameof(Text))] Text,
    [EnumMember(Value = nameof(TextArea))] TextArea,
    [EnumMember(Value = nameof(Url))] Url,
    [EnumMember(Value = nameof(TickerSymbol))] TickerSymbol,
    [EnumMember(Value = nameof(PhoneticGuide))] PhoneticGuide,
    [EnumMember(Value = nameof(VersionNumber))] VersionNumber,
    [EnumMember(Value = nameof(Phone))] Phone,
    [EnumMember(Value = nameof(Json))] Json,
    [EnumMember(Value = nameof(RichText))] RichText,
}

/// <summary>How a whole number is shown.</summary>
[DataContract(Name = "IntegerFormat", Namespace = Contracts.Metadata2011)]
public enum IntegerFormat
{
    [EnumMember(Value = nameof(None))] None,
    [EnumMember(Value = nameof(Duration))] Duration,
    [EnumMember(Value = nameof(TimeZone))] TimeZone,
    [EnumMember(Value = nameof(Language))] Language,
    [EnumMember(Value = nameof(Locale))] Locale,
}

/// <summary>Whether a date column shows a time.</summary>
[DataContract(Name = "DateTimeFormat", Namespace = Contracts.Metadata2011)]
public enum DateTimeFormat
{
    [EnumMember(Value = nameof(DateOnly))] DateOnly,
    [EnumMember(Value = nameof(DateAndTime))] DateAndTime,
}

/// <summary>How a lookup is shown.</summary>
[DataContract(Name = "LookupFormat", Namespace = Contracts.Metadata2011)]
public enum LookupFormat
{
    [EnumMember(Value = nameof(None))] None,
    [EnumMember(Value = nameof(Connection))] Connection,
    [EnumMember(Value = nameof(Regarding))] Regarding,
    [EnumMember(Value = nameof(Text))] Text,
}

/// <summary>Whether an input method editor may be used.</summary>
[DataContract(Name = "ImeMode", Namespace = Contracts.Metadata2011)]
public enum ImeMode
{
    [EnumMember(Value = nameof(Auto))] Auto,
    [EnumMember(Value = nameof(Inactive))] Inactive,
    [EnumMember(Value = nameof(Active))] Active,
    [EnumMember(Value = nameof(Disabled))] Disabled,
}
