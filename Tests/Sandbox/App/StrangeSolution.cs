using System.IO;
using System.IO.Compression;

namespace CrmMilestones.Tests.Sandbox.App;

/// <summary>A zip with what can't be drawn, and with a web resource that reaches for its page.</summary>
static class StrangeSolution
{
    internal const string Page = "strange_/page.html";

    internal static byte[] Zip { get; } = Make();

    static byte[] Make()
    {
        using MemoryStream zip = new();
        using (ZipArchive archive = new(zip, ZipArchiveMode.Create, leaveOpen: true))
        {
            Add(archive, "customizations.xml", """
                <ImportExportXml>
                  <Entities>
                    <Entity>
                      <Name>Account</Name>
                      <SavedQueries><savedqueries><savedquery>
                        <savedqueryid>{07bafafc-9453-4d2f-89db-dcf650b3c513}</savedqueryid>
                        <fetchxml><fetch><entity name="account"><attribute name="name" /></entity></fetch></fetchxml>
                        <LocalizedNames><LocalizedName description="Paid for nothing" languagecode="1033" /></LocalizedNames>
                      </savedquery></savedqueries></SavedQueries>
                    </Entity>
                  </Entities>
                  <WebResources>
                    <WebResource>
                      <Name>strange_/page.html</Name><WebResourceType>1</WebResourceType><FileName>/WebResources/page</FileName>
                    </WebResource>
                  </WebResources>
                  <Dashboards>
                    <Dashboard>
                      <FormId>{11111111-2222-3333-4444-555555555555}</FormId>
                      <LocalizedNames><LocalizedName description="Strange" languagecode="1033" /></LocalizedNames>
                      <FormXml><forms type="dashboard"><form><tabs><tab><columns><column><sections><section columns="1"><rows><row>
                        <cell><labels><label description="A picture" languagecode="1033" /></labels>
                          <control id="picture" classid="{99999999-2222-3333-4444-555555555555}" /></cell>
                      </row></rows></section></sections></column></columns></tab></tabs></form></forms></FormXml>
                    </Dashboard>
                  </Dashboards>
                  <AppModuleSiteMaps>
                    <AppModuleSiteMap>
                      <SiteMapUniqueName>strange_App</SiteMapUniqueName>
                      <SiteMap><Area Id="area"><Group Id="group">
                        <SubArea Id="away" Url="https://example.org/away"><Titles><Title LCID="1033" Title="Away" /></Titles></SubArea>
                        <SubArea Id="page" Url="$webresource:strange_/page.html"><Titles><Title LCID="1033" Title="Page" /></Titles></SubArea>
                        <SubArea Id="board" Url="/workplace/home_dashboards.aspx" DefaultDashboard="11111111-2222-3333-4444-555555555555">
                          <Titles><Title LCID="1033" Title="Board" /></Titles></SubArea>
                        <SubArea Id="people" Entity="contact" />
                      </Group></Area></SiteMap>
                    </AppModuleSiteMap>
                  </AppModuleSiteMaps>
                  <AppModules>
                    <AppModule>
                      <UniqueName>strange_App</UniqueName>
                      <AppModuleComponents><AppModuleComponent type="62" schemaName="strange_App" /></AppModuleComponents>
                      <LocalizedNames><LocalizedName description="Strange app" languagecode="1033" /></LocalizedNames>
                    </AppModule>
                  </AppModules>
                </ImportExportXml>
                """);
            Add(archive, "WebResources/page", """
                <!doctype html><html lang="en"><title>Page</title><h1 id="told">Nothing yet</h1><script>
                let told = 'Reached';
                try { parent.document.title = 'Taken'; } catch (e) { told = 'Refused'; }
                try { document.cookie; told += ' with cookies'; } catch (e) { told += ' without cookies'; }
                document.getElementById('told').textContent = told;
                fetch('/sandbox/reset', { method: 'POST' }).then(
                  () => document.getElementById('told').textContent += ' and sent', () => document.body.dataset.done = 'yes');
                </script></html>
                """);
        }

        return zip.ToArray();
    }

    static void Add(ZipArchive archive, string name, string text)
    {
        using StreamWriter part = new(archive.CreateEntry(name).Open());
        part.Write(text);
    }
}
