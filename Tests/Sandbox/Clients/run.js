// Calls each public function of two clients of Dataverse's Web API, and prints what became of each:
// node run.js http://127.0.0.1:5080/ TOKEN
// A function ends as expected when its check holds, or when it is refused by the status that it says.
import { createRequire } from "node:module";
import { DynamicsWebApi } from "dynamics-web-api";

const [address, token] = process.argv.slice(2);
const require = createRequire(import.meta.url);
const results = [];

async function call(client, name, work, refusedBy) {
  try {
    const value = await work();
    const fine = refusedBy === undefined && value !== false;
    results.push([client, name, fine ? "works" : "FAILS", fine ? "" : JSON.stringify(value) ?? "undefined"]);
    return value;
  } catch (error) {
    const fine = refusedBy !== undefined && (error.status ?? 0) === refusedBy;
    results.push([client, name, fine ? `refused by ${refusedBy}` : "FAILS", fine ? "" : `${error.status ?? ""} ${error.message}`]);
    return undefined;
  }
}

async function dynamicsWebApi() {
  const make = (more) => new DynamicsWebApi({
    serverUrl: address.replace(/\/$/, ""), dataApi: { version: "9.2" }, onTokenRefresh: async () => token, ...more,
  });
  const api = make();
  const test = (name, work, refusedBy) => call("dynamics-web-api", name, work, refusedBy);

  const id = await test("create", () => api.create({ collection: "accounts", data: { name: "Node ñ" } }));
  const contact = await api.create({ collection: "contacts", data: { lastname: "Client" } });
  await test("create, representation", async () =>
    (await api.create({ collection: "accounts", data: { name: "B" }, returnRepresentation: true })).name === "B");
  await test("create, useEntityNames", async () =>
    typeof await make({ useEntityNames: true }).create({ collection: "account", data: { name: "C" } }) === "string");
  await test("retrieve", async () =>
    (await api.retrieve({ collection: "accounts", key: id, select: ["name", "createdon"], includeAnnotations: "*" })).name === "Node ñ");
  await test("retrieve, dates", async () =>
    (await make({ useEntityNames: false }).retrieve({ collection: "accounts", key: id, select: ["createdon"] })).createdon instanceof Date);
  await test("update", () => api.update({ collection: "accounts", key: id, data: { telephone1: "1" } }));
  await test("update, representation", async () =>
    (await api.update({ collection: "accounts", key: id, data: { telephone1: "2" }, returnRepresentation: true })).telephone1 === "2");
  await test("updateSingleProperty", () => api.updateSingleProperty({ collection: "accounts", key: id, fieldValuePair: { telephone1: "3" } }));
  await test("upsert", async () => (await api.upsert({ collection: "accounts", key: id, data: { name: "D" }, returnRepresentation: true })).name === "D");
  await test("upsert, creates", () => api.upsert({ collection: "accounts", key: "11111111-2222-4333-8444-555555555555", data: { name: "E" } }));
  await test("retrieveMultiple", async () =>
    (await api.retrieveMultiple({ collection: "accounts", select: ["name"], filter: "name eq 'D'", count: true })).oDataCount === 1);
  await test("retrieveMultiple, page after page", async () => {
    const first = await api.retrieveMultiple({ collection: "accounts", select: ["name"], orderBy: ["name"], maxPageSize: 1 });
    const second = await api.retrieveMultiple({ collection: "accounts", select: ["name"], orderBy: ["name"], maxPageSize: 1 }, first.oDataNextLink);
    return second.value.length === 1 && second.value[0].accountid !== first.value[0].accountid;
  });
  await test("retrieveAll", async () => (await api.retrieveAll({ collection: "accounts", select: ["name"], maxPageSize: 2 })).value.length >= 4);
  await test("count", async () => await api.count({ collection: "accounts", filter: "name eq 'D'" }) === 1);
  await test("count, all", async () => await api.count({ collection: "accounts" }) >= 4);
  await test("countAll", async () => await api.countAll({ collection: "accounts", select: ["name"] }) >= 4);
  const fetch = '<fetch><entity name="account"><attribute name="name"/><order attribute="name"/></entity></fetch>';
  await test("fetch", async () => (await api.fetch({ collection: "accounts", fetchXml: fetch })).value.length >= 4);
  await test("fetchAll", async () => (await api.fetchAll({
    collection: "accounts", fetchXml: fetch.replace("<fetch>", '<fetch count="2">'),
    includeAnnotations: "*",
  })).value.length >= 4);
  await test("associateSingleValued", () => api.associateSingleValued({
    collection: "accounts", primaryKey: id, navigationProperty: "primarycontactid", relatedCollection: "contacts", relatedKey: contact,
  }));
  await test("retrieve, expand", async () => (await api.retrieve({
    collection: "accounts", key: id, select: ["name"], expand: [{ property: "primarycontactid", select: ["lastname"] }],
  })).primarycontactid.lastname === "Client");
  await test("disassociateSingleValued", () => api.disassociateSingleValued({ collection: "accounts", primaryKey: id, navigationProperty: "primarycontactid" }));
  const collection = { collection: "accounts", primaryKey: id, relationshipName: "contact_customer_accounts", relatedKey: contact };
  await test("associate", () => api.associate({ ...collection, relatedCollection: "contacts" }));
  await test("disassociate", () => api.disassociate(collection));
  await test("callFunction", async () => typeof (await api.callFunction("WhoAmI")).UserId === "string");
  await test("callFunction, parameters", async () => typeof (await api.callFunction({
    functionName: "cm_CountCustomers", parameters: { AsOf: new Date() },
  })).Billable === "number");
  await test("callFunction, bound", async () => typeof (await api.callFunction({
    functionName: "Microsoft.Dynamics.CRM.cm_ExplainCustomer", collection: "accounts", key: id, parameters: { AsOf: new Date() },
  })).Reasons === "string");
  await test("callAction, bound", () => api.callAction({ actionName: "Microsoft.Dynamics.CRM.cm_RecomputeCustomer", collection: "accounts", key: id, action: {} }));
  await test("callAction, collection", async () => (await api.callAction({
    actionName: "Microsoft.Dynamics.CRM.CreateMultiple", collection: "accounts",
    action: { Targets: [{ "@odata.type": "Microsoft.Dynamics.CRM.account", name: "F" }] },
  })).Ids.length === 1);
  await test("startBatch, executeBatch", async () => {
    api.startBatch();
    api.create({ collection: "accounts", data: { name: "In a batch" }, contentId: "1" });
    api.create({ collection: "contacts", data: { lastname: "X", "parentcustomerid_account@odata.bind": "$1" } });
    api.retrieveMultiple({ collection: "accounts", select: ["name"], inChangeSet: false });
    const [made, , read] = await api.executeBatch();
    return /^[0-9a-f-]{36}$/.test(made) && read.value.some((row) => row.name === "In a batch");
  });
  await test("deleteRecord", () => api.deleteRecord({ collection: "accounts", key: id }));
  await test("deleteRecord, what is not there", () => api.deleteRecord({ collection: "accounts", key: id }), 404);
  await test("retrieveEntities", async () => (await api.retrieveEntities({ select: ["LogicalName"], filter: "IsCustomEntity eq true" })).value.length > 5);
  const account = await api.retrieveEntities({ select: ["LogicalName"], filter: "LogicalName eq 'account'" });
  const entityKey = account.value[0].MetadataId;
  await test("retrieveEntity", async () => (await api.retrieveEntity({ key: entityKey, select: ["SchemaName"] })).SchemaName === "Account");
  await test("retrieveAttributes", async () => (await api.retrieveAttributes({ entityKey, select: ["LogicalName"] })).value.length > 20);
  await test("retrieveAttribute", async () => (await api.retrieveAttribute({ entityKey, attributeKey: "LogicalName='name'", select: ["AttributeType"] })).AttributeType === "String");
  await test("retrieveRelationships", async () => (await api.retrieveRelationships({ select: ["SchemaName"] })).value.length > 5);
  await test("retrieveRelationship", async () =>
    (await api.retrieveRelationship({ key: "SchemaName='contact_customer_accounts'" })).ReferencedEntity === "account");
  await test("retrieveGlobalOptionSets", async () => (await api.retrieveGlobalOptionSets()).value.length > 0);
  await test("retrieveGlobalOptionSet", async () =>
    (await api.retrieveGlobalOptionSet({ key: "Name='cm_lifecyclestage'" })).Options.length > 3);
  await test("retrieveCsdlMetadata", async () => (await api.retrieveCsdlMetadata()).includes("EntityContainer"));
  await test("createEntity", () => api.createEntity({ data: { SchemaName: "x" } }), 501);
  await test("updateEntity", () => api.updateEntity({ data: { MetadataId: entityKey } }), 501);
  await test("createAttribute", () => api.createAttribute({ entityKey, data: { SchemaName: "x" } }), 501);
  await test("updateAttribute", () => api.updateAttribute({ entityKey, data: { MetadataId: entityKey } }), 501);
  await test("createRelationship", () => api.createRelationship({ data: { SchemaName: "x" } }), 501);
  await test("updateRelationship", () => api.updateRelationship({ data: { MetadataId: entityKey } }), 501);
  await test("deleteRelationship", () => api.deleteRelationship({ key: entityKey }), 501);
  await test("createGlobalOptionSet", () => api.createGlobalOptionSet({ data: { Name: "x" } }), 501);
  await test("updateGlobalOptionSet", () => api.updateGlobalOptionSet({ data: { MetadataId: entityKey } }), 501);
  await test("deleteGlobalOptionSet", () => api.deleteGlobalOptionSet({ key: entityKey }), 501);
}

async function dataverseIfy() {
  process.env.SUPPRESS_NO_CONFIG_WARNING = "1";
  const ify = require("dataverse-ify");
  const { XrmApi } = require("dataverse-ify/lib/webapi/XrmApi");
  const { GlobalContextStatic } = require("dataverse-ify/lib/webapi/GlobalContextStatic");
  const { NodeWebApi } = require("dataverse-ify/lib/webapi/node");
  const webApi = new NodeWebApi(address.replace(/\/$/, ""), "9.2");
  webApi.requestImplementation.setAccessToken(token);
  // What its SetupGlobalContext does, without a sign-in at Microsoft.
  globalThis.Xrm = XrmApi.createInstance(webApi);
  XrmApi.xrmGlobalContext = new GlobalContextStatic();
  ify.setMetadataCache({
    entities: {
      account: {
        typeName: "mscrm.account", logicalName: "account", collectionName: "accounts", primaryIdAttribute: "accountid",
        attributeTypes: {}, navigation: { primarycontactid: ["mscrm.contact"] },
      },
      contact: {
        typeName: "mscrm.contact", logicalName: "contact", collectionName: "contacts", primaryIdAttribute: "contactid",
        attributeTypes: {}, navigation: { parentcustomerid: ["mscrm.account", "mscrm.contact"] },
      },
    },
    actions: {
      WhoAmI: { operationName: "WhoAmI", operationType: 1, parameterTypes: {} },
    },
  });
  const client = new ify.XrmContextDataverseClient(webApi);
  const test = (name, work, refusedBy) => call("dataverse-ify", name, work, refusedBy);

  const account = { logicalName: "account", name: "Ify ñ" };
  const id = await test("create", () => client.create(account));
  const contact = await client.create({
    logicalName: "contact", lastname: "Ify", parentcustomerid: new ify.EntityReference("account", id),
  });
  await test("retrieve", async () => (await client.retrieve("account", id, ["name"])).name === "Ify ñ");
  await test("retrieve, lookup", async () =>
    (await client.retrieve("contact", contact, ["parentcustomerid"])).parentcustomerid?.entityType === "account");
  await test("retrieve, all columns", async () => (await client.retrieve("account", id, true)).name === "Ify ñ");
  await test("update", () => client.update({ logicalName: "account", accountid: id, telephone1: "1" }));
  await test("retrieveMultiple, FetchXML", async () => (await client.retrieveMultiple(
    `<fetch><entity name="account"><attribute name="name"/><filter><condition attribute="accountid" operator="eq" value="${id}"/></filter></entity></fetch>`,
  )).entities.length === 1);
  await test("retrieveMultiple, OData", async () => (await client.retrieveMultiple(
    "?$select=name&$filter=name eq 'Ify ñ'", { logicalName: "account" })).entities.length === 1);
  await test("associate", () => client.associate("account", id, "contact_customer_accounts", [new ify.EntityReference("contact", contact)]));
  await test("disassociate", () => client.disassociate("account", id, "contact_customer_accounts", [new ify.EntityReference("contact", contact)]));
  await test("execute", async () => typeof (await client.execute({ logicalName: "WhoAmI" })).UserId === "string");
  await test("executeMultiple", async () => (await client.executeMultiple([{ logicalName: "WhoAmI" }, { logicalName: "WhoAmI" }])).length === 2);
  await test("delete", () => client.delete("contact", contact));
  await test("delete, an entity", () => client.delete({ logicalName: "account", id, accountid: id }));
}

await dynamicsWebApi();
await dataverseIfy();
for (const [client, name, result, why] of results) {
  console.log(`${client} | ${name} | ${result}${why ? ` | ${why}` : ""}`);
}

process.exitCode = results.some(([, , result]) => result === "FAILS") ? 1 : 0;
