using System;
using System.Collections.Generic;
using CrmMilestones.Dataverse.Pipeline;
using CrmMilestones.Dataverse.Security;
using Microsoft.Xrm.Sdk;

namespace CrmMilestones.Dataverse.Messages;

/// <summary>LocalTimeFromUtcTime: what clocks show in a time zone.</summary>
sealed class LocalTimeFromUtcTimeHandler : IMessageHandler
{
    public string Message => "LocalTimeFromUtcTime";

    public IReadOnlyCollection<string> Parameters { get; } = ["TimeZoneCode", "UtcTime"];

    public ParameterCollection Execute(OrganizationRequest request, RequestContext context)
    {
        var zone = TimeZones.FromCode(request.Required<int>("TimeZoneCode"));
        var utc = DateTime.SpecifyKind(request.Required<DateTime>("UtcTime"), DateTimeKind.Utc);
        var local = TimeZoneInfo.ConvertTimeFromUtc(utc, zone);
        return new() { ["LocalTime"] = DateTime.SpecifyKind(local, DateTimeKind.Unspecified) };
    }
}
