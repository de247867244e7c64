using System;
using System.Collections.Generic;
using FakeXrmEasy;
using FakeXrmEasy.FakeMessageExecutors;
using Microsoft.Xrm.Sdk;

namespace CrmMilestones.Tests.Journeys;

/// <summary>LocalTimeFromUtcTime, which FakeXrmEasy lacks, for zones that know no summer time.</summary>
sealed class LocalTimeExecutor : IFakeMessageExecutor
{
    /// <summary>By code: hours ahead of UTC.</summary>
    static readonly Dictionary<int, int> Zones = new() { [0] = -12, [300] = 13 };

    public bool CanExecute(OrganizationRequest request) => request.RequestName == "LocalTimeFromUtcTime";

    public Type GetResponsibleRequestType() => typeof(OrganizationRequest);

    public OrganizationResponse Execute(OrganizationRequest request, XrmFakedContext ctx) => new()
    {
        ["LocalTime"] = ((DateTime)request["UtcTime"]).AddHours(Zones[(int)request["TimeZoneCode"]]),
    };
}
