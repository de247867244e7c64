#if !NETFRAMEWORK
namespace System.ServiceModel;

/// <summary>
/// A fault of a service. The .NET Framework brings this type itself; .NET has it in System.ServiceModel.Primitives,
/// which not every feed carries, so that the contract declares the part of it that callers catch and the host throws.
/// </summary>
public class FaultException : Exception
{
    public FaultException(string reason) : base(reason)
    {
    }
}

/// <summary>A fault with the details that the service gives.</summary>
public class FaultException<TDetail> : FaultException
{
    public FaultException(TDetail detail, string reason) : base(reason) => Detail = detail;

    public TDetail Detail { get; }
}
#endif
