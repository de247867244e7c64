using System;
using Microsoft.OData;
using Microsoft.OData.UriParser;

namespace CrmMilestones.Sandbox.WebApi;

/// <summary>OData's library, asked to read something that a client sent.</summary>
static class ODataLibrary
{
    /// <summary>What it reads; what it refuses, and what it fails at, is the client's fault.</summary>
    internal static T Read<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (ODataUnrecognizedPathException e)
        {
            throw new ApiFault(404, unchecked((int)0x8006088a), e.Message);
        }
        catch (Exception e) when (e is ODataException or UriFormatException)
        {
            throw ApiFault.Bad(e.Message);
        }
        catch (Exception e) when (e is NullReferenceException or ArgumentException or InvalidOperationException)
        {
            // So it ends some malformed input, "$expand=$ref($count=true)" and "@a={" among them.
            throw ApiFault.Bad("The address can't be read.");
        }
    }
}
