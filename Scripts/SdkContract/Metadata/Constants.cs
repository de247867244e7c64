using System;
using System.Runtime.Serialization;

namespace Microsoft.Xrm.Sdk.Metadata;

/// <summary>The type of a column, with the types that came after <see cref="AttributeTypeCode"/>.</summary>
[DataContract(Name = "AttributeTypeDisplayName", Namespace = Contracts.Metadata2013)]
public sealed class AttributeTypeDisplayName : ConstantsBase<string>
{
    public static readonly AttributeTypeDisplayName BooleanType = "BooleanType";
    public static readonly AttributeTypeDisplayName CustomerType = "CustomerType";
    public static readonly AttributeTypeDisplayName DateTimeType = "DateTimeType";
    public static readonly AttributeTypeDisplayName DecimalType = "DecimalType";
    public static readonly AttributeTypeDisplayName DoubleType = "DoubleType";
    public static readonly AttributeTypeDisplayName IntegerType = "IntegerType";
    public static readonly AttributeTypeDisplayName LookupType = "LookupType";
    public static readonly AttributeTypeDisplayName MemoType = "MemoType";
    public static readonly AttributeTypeDisplayName MoneyType = "MoneyType";
    public static readonly AttributeTypeDisplayName OwnerType = "OwnerType";
    public static readonly AttributeTypeDisplayName PartyListType = "PartyListType";
    public static readonly AttributeTypeDisplayName PicklistType = "PicklistType";
    public static readonly AttributeTypeDisplayName StateType = "StateType";
    public static readonly AttributeTypeDisplayName StatusType = "StatusType";
    public static readonly AttributeTypeDisplayName StringType = "StringType";
    public static readonly AttributeTypeDisplayName UniqueidentifierType = "UniqueidentifierType";
    public static readonly AttributeTypeDisplayName CalendarRulesType = "CalendarRulesType";
    public static readonly AttributeTypeDisplayName VirtualType = "VirtualType";
    public static readonly AttributeTypeDisplayName BigIntType = "BigIntType";
    public static readonly AttributeTypeDisplayName ManagedPropertyType = "ManagedPropertyType";
    public static readonly AttributeTypeDisplayName EntityNameType = "EntityNameType";
    public static readonly AttributeTypeDisplayName ImageType = "ImageType";
    public static readonly AttributeTypeDisplayName MultiSelectPicklistType = "MultiSelectPicklistType";
    public static readonly AttributeTypeDisplayName FileType = "FileType";
    public static readonly AttributeTypeDisplayName CustomType = "CustomType";

    public static implicit operator AttributeTypeDisplayName(string value) => new() { Value = value };

    public static bool operator ==(AttributeTypeDisplayName left, AttributeTypeDisplayName right) =>
        string.Equals(left?.Value, right?.Value, StringComparison.OrdinalIgnoreCase);

    public static bool operator !=(AttributeTypeDisplayName left, AttributeTypeDisplayName right) => !(left == right);

    public override bool Equals(object obj) =>
        obj != null && this == (obj as AttributeTypeDisplayName ?? obj as string);

    public override int GetHashCode() => Value?.GetHashCode() ?? 0;
}

/// <summary>Whether a date column is a day, or a moment and in which zone.</summary>
[DataContract(Name = "DateTimeBehavior", Namespace = Contracts.Metadata71)]
public sealed class DateTimeBehavior : ConstantsBase<string>
{
    public static readonly DateTimeBehavior UserLocal = "UserLocal";
    public static readonly DateTimeBehavior DateOnly = "DateOnly";
    public static readonly DateTimeBehavior TimeZoneIndependent = "TimeZoneIndependent";

    public static implicit operator DateTimeBehavior(string value) => new() { Value = value };

    public static bool operator ==(DateTimeBehavior left, DateTimeBehavior right) =>
        string.Equals(left?.Value, right?.Value, StringComparison.OrdinalIgnoreCase);

    public static bool operator !=(DateTimeBehavior left, DateTimeBehavior right) => !(left == right);

    public override bool Equals(object obj) => obj != null && this == (obj as DateTimeBehavior ?? obj as string);

    public override int GetHashCode() => Value?.GetHashCode() ?? 0;
}

/// <summary>How a text column is shown and checked.</summary>
[DataContract(Name = "StringFormatName", Namespace = Contracts.Metadata2013)]
public sealed class StringFormatName : ConstantsBase<string>
{
    public static readonly StringFormatName Email = "Email";
    public static readonly StringFormatName Text = "Text";
    public static readonly StringFormatName TextArea = "TextArea";
    public static readonly StringFormatName Url = "Url";
    public static readonly StringFormatName TickerSymbol = "TickerSymbol";
    public static readonly StringFormatName PhoneticGuide = "PhoneticGuide";
    public static readonly StringFormatName VersionNumber = "VersionNumber";
    public static readonly StringFormatName Phone = "Phone";
    public static readonly StringFormatName Json = "Json";
    public static readonly StringFormatName RichText = "RichText";

    public static implicit operator StringFormatName(string value) => new() { Value = value };

    public static bool operator ==(StringFormatName left, StringFormatName right) =>
        string.Equals(left?.Value, right?.Value, StringComparison.OrdinalIgnoreCase);

    public static bool operator !=(StringFormatName left, StringFormatName right) => !(left == right);

    public override bool Equals(object obj) => obj != null && this == (obj as StringFormatName ?? obj as string);

    public override int GetHashCode() => Value?.GetHashCode() ?? 0;
}

/// <summary>How a multi-line text column is shown.</summary>
[DataContract(Name = "MemoFormatName", Namespace = Contracts.Metadata90)]
public sealed class MemoFormatName : ConstantsBase<string>
{
    public static readonly MemoFormatName Text = "Text";
    public static readonly MemoFormatName Email = "Email";
    public static readonly MemoFormatName TextArea = "TextArea";
    public static readonly MemoFormatName Json = "Json";
    public static readonly MemoFormatName RichText = "RichText";

    public static implicit operator MemoFormatName(string value) => new() { Value = value };

    public static bool operator ==(MemoFormatName left, MemoFormatName right) =>
        string.Equals(left?.Value, right?.Value, StringComparison.OrdinalIgnoreCase);

    public static bool operator !=(MemoFormatName left, MemoFormatName right) => !(left == right);

    public override bool Equals(object obj) => obj != null && this == (obj as MemoFormatName ?? obj as string);

    public override int GetHashCode() => Value?.GetHashCode() ?? 0;
}
