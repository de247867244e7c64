using System;
using System.Collections.Generic;
using System.Linq;
using System.ServiceModel;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;
using Microsoft.Xrm.Sdk.Query;

namespace CrmMilestones.Tests.Live;

/// <summary>
/// An organization with any number of customers, which are copies of one that a real environment holds, made as they
/// are asked for. It is busy now and then, and counts what it is sent.
/// </summary>
/// <param name="inner">The environment that holds the one; it answers what isn't about customers.</param>
/// <param name="pattern">The one: its account.</param>
/// <param name="count">How many there are.</param>
/// <param name="clock">What time it is there.</param>
/// <param name="busyEach">Each so manieth request is refused, with a time to wait.</param>
sealed class ManyCustomers(
    IOrganizationService inner, Guid pattern, int count, VirtualClock clock, int busyEach)
{
    /// <summary>Of so many customers one holds something that the rules don't say.</summary>
    public const int WrongEach = 1000;

    static readonly TimeSpan Wait = TimeSpan.FromSeconds(30);

    readonly Entity _account = inner.Retrieve("account", pattern, new(true));
    readonly Entity[] _periods = [.. inner.RetrieveMultiple(new QueryExpression("cm_statusperiod")
    {
        ColumnSet = new(true),
        Criteria =
        {
            Conditions =
            {
                new("cm_customerkey", ConditionOperator.Equal, pattern.ToString()),
                new("cm_supersededon", ConditionOperator.Null),
            },
        },
        Orders = { new("cm_from", OrderType.Ascending) },
    }).Entities];

    DateTimeOffset _opens;
    int _requests;
    int _early;

    /// <summary>Every request, also the refused ones.</summary>
    public int Requests => _requests;

    /// <summary>Those that came while it had asked to be left alone.</summary>
    public int Early => _early;

    /// <summary>Rows that were written.</summary>
    public int Written { get; private set; }

    /// <summary>The request, by number, that kills whoever sends it.</summary>
    public int? KillAt { get; set; }

    /// <summary>As few requests as it takes to read all customers, and all their periods.</summary>
    public int Fewest(int pageSize) =>
        ((count + pageSize - 1) / pageSize) + (((count * _periods.Length) + pageSize - 1) / pageSize);

    public Task<OrganizationResponse> Send(OrganizationRequest request, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var number = Interlocked.Increment(ref _requests);
        if (number == KillAt)
        {
            throw new InvalidOperationException("Killed.");
        }

        if (clock.Now < _opens)
        {
            Interlocked.Increment(ref _early);
        }

        if (number % busyEach == 0)
        {
            _opens = clock.Now + Wait;
            OrganizationServiceFault fault = new() { ErrorCode = -2147015902, Message = "Too many requests." };
            fault.ErrorDetails["Retry-After"] = Wait;
            throw new FaultException<OrganizationServiceFault>(fault, fault.Message);
        }

        // On a thread of its own, as over a line.
        return Task.Run(() => Answer(request), cancellation);
    }

    OrganizationResponse Answer(OrganizationRequest request)
    {
        switch (request)
        {
            case RetrieveMultipleRequest { Query: QueryExpression { EntityName: "account" } query }:
                return Page(query, count, number => [Account(number)], "accountid");
            case RetrieveMultipleRequest { Query: QueryExpression { EntityName: "cm_statusperiod" } query }:
                return Page(query, count * _periods.Length, number => Periods(number), "cm_customerkey");
            case CreateMultipleRequest create:
                Written += create.Targets.Entities.Count;
                return new CreateMultipleResponse();
            default:
                return inner.Execute(request);
        }
    }

    RetrieveMultipleResponse Page(
        QueryExpression query, int rows, Func<int, IEnumerable<Entity>> ofCustomer, string key)
    {
        var asked = query.Criteria.Conditions.FirstOrDefault(condition => condition.AttributeName == key);
        var perCustomer = rows / count;
        var (from, size) = ((query.PageInfo.PageNumber - 1) * query.PageInfo.Count, query.PageInfo.Count);
        IEnumerable<Entity> found = asked is null
            ? Enumerable.Range(from, Math.Max(0, Math.Min(size, rows - from)))
                .Select(row => ofCustomer(row / perCustomer).ElementAt(row % perCustomer))
            : asked.Values.SelectMany(id => ofCustomer(NumberOf(Guid.Parse(id.ToString()!))));
        EntityCollection page = new([.. found])
        {
            MoreRecords = asked is null && from + size < rows,
            PagingCookie = "a cookie",
        };
        return new() { Results = { ["EntityCollection"] = page } };
    }

    Entity Account(int number)
    {
        Entity row = new("account", IdOf(number));
        row.Attributes.AddRange(_account.Attributes);
        row["accountid"] = row.Id;
        if (number % WrongEach == 0)
        {
            row["cm_billablereason"] = "Because";
        }

        return row;
    }

    IEnumerable<Entity> Periods(int number) => _periods.Select(period =>
    {
        Entity row = new("cm_statusperiod", Guid.NewGuid());
        row.Attributes.AddRange(period.Attributes);
        row["cm_customerkey"] = IdOf(number).ToString();
        return row;
    });

    static Guid IdOf(int number) => new(number, 0, 0x4000, 0x80, 0, 0, 0, 0, 0, 0, 0);

    static int NumberOf(Guid id) => BitConverter.ToInt32(id.ToByteArray(), 0);
}
