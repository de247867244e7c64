using System;
using System.Globalization;
using System.Xml;
using CrmMilestones.Packaging;

namespace CrmMilestones.Sandbox.WebApi;

/// <summary>Where a page ended, as the platform writes it.</summary>
static class Paging
{
    /// <summary>The annotation of FetchXML's pages, and the token of OData's.</summary>
    /// <param name="next">The next page's number.</param>
    /// <param name="cookie">The host's cookie; null where it gives none.</param>
    internal static string Write(int next, string? cookie) => string.Create(CultureInfo.InvariantCulture,
        $"<cookie pagenumber=\"{next}\" pagingcookie=\"{Escape(Escape(cookie ?? ""))}\" istracking=\"False\" />");

    /// <summary>The page that a token asks for, and where the one before ended.</summary>
    internal static (int Page, string? Cookie) Read(string token)
    {
        try
        {
            var cookie = SafeXml.Parse(token);
            var inner = Uri.UnescapeDataString(Uri.UnescapeDataString((string?)cookie.Attribute("pagingcookie") ?? ""));
            return ((int)cookie.Attribute("pagenumber")!, inner.Length == 0 ? null : inner);
        }
        catch (Exception e) when (e is XmlException or FormatException or ArgumentNullException)
        {
            throw ApiFault.Bad("Invalid $skiptoken.");
        }
    }

    static string Escape(string text) => Uri.EscapeDataString(text);
}
