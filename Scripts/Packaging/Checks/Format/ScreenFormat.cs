using System.Collections.Generic;
using static CrmMilestones.Packaging.Checks.Format.Accepted;

namespace CrmMilestones.Packaging.Checks.Format;

/// <summary>Views, forms, charts, dashboards, apps and navigation: fetch.xsd, FormXml.xsd and SiteMapType.xsd of the
/// platform, with what exports of later versions write.</summary>
static class ScreenFormat
{
    public static IEnumerable<FormatRule> Rules =>
    [
        .. FormatRule.Of("savedquery",
            ("savedqueryid", BracedId),
            ("querytype", OneOf("0 1 2 4 8 16 64 128 256 512 1024 2048 4096 8192 16384 65536 131072"))),
        .. FormatRule.Of("grid", ("@select @icon @preview", Flag)),
        .. FormatRule.Of("fetch",
            ("@mapping", OneOf("logical internal")),
            ("@distinct @aggregate @no-lock @returntotalrecordcount", Boolean)),
        .. FormatRule.Of("filter",
            ("@type", OneOf("and or")),
            ("@isquickfindfields", OneOf("0 1 true false"))),
        .. FormatRule.Of("link-entity",
            ("@link-type", OneOf("inner,outer,any,not any,all,not all,exists,in,matchfirstrowusingcrossapply", ',')),
            ("@intersect @visible", Boolean)),
        .. FormatRule.Of("order", ("@descending", Boolean)),
        // The attribute of a query, not the column of a table, which has the same element.
        .. FormatRule.Of("attribute",
            ("@aggregate", OneOf("count countcolumn sum avg min max")),
            ("@rowaggregate", OneOf("countchildren")),
            ("@dategrouping", OneOf("day week month quarter year fiscal-period fiscal-year")),
            ("@groupby @distinct @usertimezone", Boolean)),
        .. FormatRule.Of("systemform",
            ("formid", BracedId),
            ("FormPresentation", OneOf("0 1 2")),
            ("FormActivationState", Flag)),
        .. FormatRule.Of("form",
            ("@headerdensity", OneOf("HighWithControls HighReadOnlyValues Low")),
            ("@showImage @shownavigationbar", Boolean)),
        .. FormatRule.Of("tab", ("@id @labelid", AnyId), ("@IsUserDefined", Flag),
            ("@showlabel @expanded @visible @verticallayout @availableforphone", Boolean)),
        .. FormatRule.Of("section", ("@id @labelid", AnyId), ("@IsUserDefined", Flag),
            ("@columns", OneOf("1 11 111 1111")), ("@celllabelalignment", OneOf("Left Center Right")),
            ("@celllabelposition", OneOf("Left Top")), ("@layout", OneOf("varwidth")),
            ("@showlabel @showbar @visible @availableforphone", Boolean)),
        .. FormatRule.Of("cell", ("@id @labelid", AnyId), ("@ishidden @disableSorting", Flag),
            ("@showlabel @visible @auto @userspacer @availableforphone", Boolean)),
        .. FormatRule.Of("control", ("@classid", BracedIdOfAnyCase), ("@uniqueid", AnyId),
            ("@disabled @isrequired @isunbound @indicationOfSubgrid", Boolean)),
        .. FormatRule.Of("data", ("@classid", BracedIdOfAnyCase)),
        .. FormatRule.Of("Library", ("@libraryUniqueId", AnyId)),
        .. FormatRule.Of("event", ("@application @active", Boolean)),
        .. FormatRule.Of("Handler", ("@handlerUniqueId", AnyId), ("@enabled @passExecutionContext", Boolean)),
        .. FormatRule.Of("DisplayConditions", ("@FallbackForm", Boolean)),
        .. FormatRule.Of("parameters",
            ("ViewId ViewIds DefaultViewId VisualizationId WebResourceId", UpperIds),
            ("ChartGridMode", OneOf("Chart Grid All List")),
            ("AutoExpand", OneOf("Auto Fixed AutoWithFixedMax")),
            ("RelationshipRoleOrdinal", OneOf("1 2")),
            ("IsUserView IsUserChart EnableViewPicker EnableChartPicker EnableQuickFind EnableContextualActions "
                + "PassParameters ShowOnMobileClient Security Border AutoResolve DisableMru", Boolean)),
        .. FormatRule.Of("visualization", ("savedqueryvisualizationid", BracedIdOfAnyCase)),
        .. FormatRule.Of("Series", ("@ChartType", OneOfAnyCase("Area Bar BoxPlot Bubble Candlestick Column Doughnut "
            + "ErrorBar FastLine FastPoint Funnel Kagi Line Pie Point PointAndFigure Polar Pyramid Radar Range "
            + "RangeBar "
            + "RangeColumn Renko Spline SplineArea SplineRange StackedArea StackedArea100 StackedBar StackedBar100 "
            + "StackedColumn StackedColumn100 StepLine Stock Tag ThreeLineBreak Treemap"))),
        .. FormatRule.Of("Dashboard", ("FormId", BracedId)),
        .. FormatRule.Of("AppModule",
            ("WebResourceId", BareId),
            ("FormFactor", OneOf("1 2 3 4 5 8")),
            ("ClientType", OneOf("2 4")),
            ("NavigationType", OneOf("0 1")),
            ("statecode", OneOf("0 1")),
            ("statuscode", OneOf("1 2"))),
        .. FormatRule.Of("AppModuleComponent", ("@id", BracedId)),
        .. FormatRule.Of("AppModuleSiteMap",
            ("EnableCollapsibleGroups ShowHome ShowPinned ShowRecents", CapitalBoolean)),
        .. FormatRule.Of("Area", ("@ShowGroups", Boolean)),
        .. FormatRule.Of("Group", ("@IsProfile", Boolean)),
        .. FormatRule.Of("SubArea",
            ("@DefaultDashboard", BareId),
            ("@AvailableOffline @PassParams", Boolean),
            ("@Client", SomeOf("All Outlook OutlookLaptopClient OutlookWorkstationClient Web", ',')),
            ("@Sku", SomeOf("All OnPremise Live SPLA", ','))),
        .. FormatRule.Of("WebResource",
            ("WebResourceId", BracedId),
            ("WebResourceType", OneOf("1 2 3 4 5 6 7 8 9 10 11 12"))),
    ];

    /// <summary>The kinds of forms, which are the names of their folders.</summary>
    public static Accepted FormTypes { get; } = OneOf(
        "main quick quickCreate card mobile preview appointmentBook minicampaignbo mainInteractionCentric other");
}
