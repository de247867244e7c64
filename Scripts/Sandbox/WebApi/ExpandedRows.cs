using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Microsoft.OData.UriParser;
using Microsoft.Xrm.Sdk;

namespace CrmMilestones.Sandbox.WebApi;

/// <summary>Rows with those that <c>$expand</c> brings along: one query for each navigation property, however many rows
/// there are.</summary>
/// <param name="schema">The tables.</param>
/// <param name="service">The person's service.</param>
/// <param name="json">How rows are written.</param>
/// <param name="addressOf">The address of a row.</param>
sealed class ExpandedRows(
    EdmSchema schema, IOrganizationService service, RowJson json, Func<EntityReference, string> addressOf)
{
    /// <summary>As many ids as one query names.</summary>
    const int MostIds = 1000;

    /// <summary>The name under which a row of an N:N relationship brings the row that it belongs to.</summary>
    const string Connected = "connected";

    /// <summary>The rows of a page, as JSON.</summary>
    internal IReadOnlyList<JsonObject> Of(EntityCollection found, Selection selected)
    {
        List<JsonObject> rows = [.. found.Entities.Select(row => json.Write(row, selected.Shown))];
        foreach (var expansion in selected.Expansions)
        {
            if (expansion.Navigation.IsCollection)
            {
                AddCollections(rows, found.Entities, expansion);
            }
            else
            {
                AddRows(rows, found.Entities, expansion);
            }
        }

        return rows;
    }

    void AddCollections(List<JsonObject> rows, IReadOnlyList<Entity> owners, Expansion expansion)
    {
        var name = expansion.Navigation.Name;
        var related = Related(owners, expansion).ToLookup(row => row.Owner, row => row.Json);
        var most = expansion.Item.TopOption is { } top ? (int)Math.Min(top, int.MaxValue) : int.MaxValue;
        foreach (var (row, owner) in rows.Zip(owners))
        {
            row[name] = new JsonArray([.. related[owner.Id].Take(most)]);
            row[name + "@odata.nextLink"] = $"{addressOf(owner.ToEntityReference())}/{name}{expansion.Query}";
        }
    }

    IEnumerable<(Guid Owner, JsonObject Json)> Related(IReadOnlyList<Entity> owners, Expansion expansion)
    {
        var navigation = expansion.Navigation;
        foreach (var ids in owners.Select(owner => (object)owner.Id).Chunk(MostIds))
        {
            FetchBuilder builder = new(schema, schema.Catalog.Table(navigation.Target));
            if (navigation.Intersect is { } intersect)
            {
                builder.Entity.Add(new XElement(
                    "link-entity", new XAttribute("name", intersect.Table), new XAttribute("from", intersect.Other),
                    new XAttribute("to", builder.Table.PrimaryIdColumn), new XAttribute("alias", Connected),
                    new XElement("attribute", new XAttribute("name", intersect.Own)),
                    new XElement("filter", FetchBuilder.Condition(null, intersect.Own, "in", ids))));
            }
            else
            {
                builder.Where(FetchBuilder.Condition(null, navigation.Lookup!, "in", ids));
            }

            expansion.Selection.AddTo(builder);
            if (navigation.Lookup is { } lookup)
            {
                builder.Select(lookup);
            }

            Ask(builder, expansion);
            foreach (var page in Pages(builder.Fetch))
            {
                foreach (var (row, shown) in page.Entities.Zip(Of(page, expansion.Selection)))
                {
                    yield return (OwnerOf(row, navigation), shown);
                }
            }
        }
    }

    static Guid OwnerOf(Entity row, Navigation navigation) => navigation.Intersect is { } intersect
        ? (Guid)row.GetAttributeValue<AliasedValue>($"{Connected}.{intersect.Own}").Value
        : row.GetAttributeValue<EntityReference>(navigation.Lookup!).Id;

    /// <summary>What the client asks of the rows of a collection.</summary>
    void Ask(FetchBuilder builder, Expansion expansion)
    {
        FilterTranslation translation = new(schema, builder, null);
        if (expansion.Item.FilterOption is { } filter)
        {
            translation.Add(filter.Expression);
        }

        for (var order = expansion.Item.OrderByOption; order is not null; order = order.ThenBy)
        {
            builder.OrderBy(translation.Path(order.Expression), order.Direction == OrderByDirection.Descending);
        }
    }

    void AddRows(List<JsonObject> rows, IReadOnlyList<Entity> owners, Expansion expansion)
    {
        var navigation = expansion.Navigation;
        var references = owners.Select(owner => Target(owner, navigation)).ToList();
        var targets = expansion.IsReference || navigation.Target == EdmSchema.Principal
            ? [] : Targets(references.OfType<EntityReference>(), expansion);
        foreach (var (row, reference) in rows.Zip(references))
        {
            row[navigation.Name] = reference is null ? null
                : expansion.IsReference ? new JsonObject { ["@odata.id"] = addressOf(reference) }
                : navigation.Target == EdmSchema.Principal ? Principal(reference)
                : targets.GetValueOrDefault(reference.Id)?.DeepClone();
        }
    }

    static EntityReference? Target(Entity owner, Navigation navigation) =>
        owner.GetAttributeValue<EntityReference>(navigation.Lookup!) is { } reference
        && (navigation.Target == EdmSchema.Principal || reference.LogicalName == navigation.Target)
            ? reference : null;

    static JsonObject Principal(EntityReference reference) => new()
    {
        ["@odata.type"] = $"#{EdmSchema.Namespace}.{reference.LogicalName}",
        ["ownerid"] = reference.Id.ToString(),
    };

    Dictionary<Guid, JsonObject> Targets(IEnumerable<EntityReference> references, Expansion expansion)
    {
        Dictionary<Guid, JsonObject> targets = [];
        var table = schema.Catalog.Table(expansion.Navigation.Target);
        foreach (var ids in references.Select(reference => reference.Id).Distinct().Cast<object>().Chunk(MostIds))
        {
            FetchBuilder builder = new(schema, table);
            builder.Where(FetchBuilder.Condition(null, table.PrimaryIdColumn, "in", ids));
            expansion.Selection.AddTo(builder);
            var found = Fetch(builder.Fetch);
            foreach (var (row, shown) in found.Entities.Zip(Of(found, expansion.Selection)))
            {
                targets[row.Id] = shown;
            }
        }

        return targets;
    }

    IEnumerable<EntityCollection> Pages(XElement fetch)
    {
        var page = 1;
        EntityCollection found;
        do
        {
            fetch.SetAttributeValue("page", page++);
            found = Fetch(fetch);
            fetch.SetAttributeValue("paging-cookie", found.PagingCookie);
            yield return found;
        }
        while (found.MoreRecords);
    }

    EntityCollection Fetch(XElement fetch) =>
        service.RetrieveMultiple(FetchBuilder.Expression(fetch));
}
