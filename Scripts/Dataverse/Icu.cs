using System;
using System.Globalization;

namespace CrmMilestones.Dataverse;

/// <summary>ICU, with which .NET compares text as people do.</summary>
public static class Icu
{
    /// <summary>Says at once what is missing, instead of finding too little and sorting wrongly.</summary>
    /// <exception cref="PlatformNotSupportedException">.NET runs without ICU.</exception>
    public static void Require()
    {
        if (CultureInfo.InvariantCulture.CompareInfo.Compare("é", "e", CompareOptions.IgnoreNonSpace) != 0)
        {
            throw new PlatformNotSupportedException(
                "Text is compared without case and accents, for which .NET needs ICU: install libicu and unset "
                + "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT.");
        }
    }
}
