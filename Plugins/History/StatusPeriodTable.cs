namespace CrmMilestones.Plugins.History;

/// <summary>The table of status periods and those of its columns that several classes name.</summary>
static class StatusPeriodTable
{
    public const string Name = "cm_statusperiod";
    public const string Id = "cm_statusperiodid";
    public const string CustomerKey = "cm_customerkey";
    public const string Market = "cm_marketid";
    public const string Status = "cm_status";
    public const string PreviousStatus = "cm_previousstatus";
    public const string IsActive = "cm_isactive";
    public const string From = "cm_from";
    public const string Until = "cm_until";
    public const string RecordedOn = "cm_recordedon";
    public const string SupersededOn = "cm_supersededon";
}
