namespace CrmMilestones.Tests.Pack;

/// <summary>Gives a copy of the solution a kind of component that the solution itself need not have.</summary>
static class WebResources
{
    /// <summary>
    /// Adds a script as its registration and root component demand; null leaves the script itself out.
    /// </summary>
    public static void Add(
        SolutionCopy solution, string name, string? script, string id = "{0f6a1f0e-3d4b-4c58-9f6e-2d9c5f0a7b11}")
    {
        solution.Write($"WebResources/{name}.data.xml", $"""
            <WebResource>
              <WebResourceId>{id}</WebResourceId>
              <Name>{name}</Name>
              <WebResourceType>3</WebResourceType>
              <FileName>/WebResources/cm_script0F6A1F0E</FileName>
            </WebResource>
            """);
        solution.Replace("Other/Solution.xml", "</RootComponents>",
            $"<RootComponent type=\"61\" schemaName=\"{name}\" behavior=\"0\" /></RootComponents>");
        if (script is not null)
        {
            solution.Write($"WebResources/{name}", script);
        }
    }
}
