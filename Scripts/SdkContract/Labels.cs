using System.Collections.Generic;
using System.Runtime.Serialization;
using Microsoft.Xrm.Sdk.Metadata;

namespace Microsoft.Xrm.Sdk;

/// <summary>A display text in one or more languages.</summary>
[DataContract(Name = "Label", Namespace = Contracts.V2011)]
public sealed class Label : IExtensibleDataObject
{
    public Label() => LocalizedLabels = new LocalizedLabelCollection();

    public Label(string label, int languageCode) : this() =>
        LocalizedLabels.Add(new LocalizedLabel(label, languageCode));

    public Label(LocalizedLabel userLocalizedLabel, LocalizedLabel[] labels)
    {
        UserLocalizedLabel = userLocalizedLabel;
        LocalizedLabels = new LocalizedLabelCollection(labels);
    }

    public Label(LocalizedLabel userLocalizedLabel, List<LocalizedLabel> labels)
    {
        UserLocalizedLabel = userLocalizedLabel;
        LocalizedLabels = new LocalizedLabelCollection(labels);
    }

    [DataMember]
    public LocalizedLabelCollection LocalizedLabels { get; internal set; }

    /// <summary>The text in the language of the calling user.</summary>
    [DataMember]
    public LocalizedLabel UserLocalizedLabel { get; set; }

    public ExtensionDataObject ExtensionData { get; set; }
}

/// <summary>A display text in one language.</summary>
[DataContract(Name = "LocalizedLabel", Namespace = Contracts.V2011)]
public sealed class LocalizedLabel : MetadataBase
{
    public LocalizedLabel()
    {
    }

    public LocalizedLabel(string label, int languageCode)
    {
        Label = label;
        LanguageCode = languageCode;
    }

    [DataMember]
    public string Label { get; set; }

    /// <summary>The LCID, for example 1033.</summary>
    [DataMember]
    public int LanguageCode { get; set; }

    [DataMember]
    public bool? IsManaged { get; internal set; }
}

/// <summary>The languages of one text.</summary>
[CollectionDataContract(Name = "LocalizedLabelCollection", Namespace = Contracts.V2011)]
public sealed class LocalizedLabelCollection : DataCollection<LocalizedLabel>
{
    public LocalizedLabelCollection()
    {
    }

    public LocalizedLabelCollection(IList<LocalizedLabel> list) : base(list)
    {
    }
}
