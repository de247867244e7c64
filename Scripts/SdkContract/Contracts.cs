namespace Microsoft.Xrm.Sdk;

/// <summary>The XML namespaces of the official data contracts; each names a release.</summary>
static class Contracts
{
    internal const string V2011 = "http://schemas.microsoft.com/xrm/2011/Contracts";
    internal const string V2012 = "http://schemas.microsoft.com/xrm/2012/Contracts";
    internal const string V71 = "http://schemas.microsoft.com/xrm/7.1/Contracts";
    internal const string V90 = "http://schemas.microsoft.com/xrm/9.0/Contracts";
    internal const string Metadata2011 = "http://schemas.microsoft.com/xrm/2011/Metadata";
    internal const string Metadata2013 = "http://schemas.microsoft.com/xrm/2013/Metadata";
    internal const string Metadata71 = "http://schemas.microsoft.com/xrm/7.1/Metadata";
    internal const string Metadata90 = "http://schemas.microsoft.com/xrm/9.0/Metadata";
    internal const string MetadataQuery = "http://schemas.microsoft.com/xrm/2011/Metadata/Query";
    internal const string MetadataQuery80 = "http://schemas.microsoft.com/xrm/8.0";
}
