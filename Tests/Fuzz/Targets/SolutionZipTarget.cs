using System;
using System.Collections.Generic;
using System.IO;
using System.ServiceModel;
using CrmMilestones.Dataverse;
using CrmMilestones.Dataverse.Import;
using CrmMilestones.Tests.Fuzz.Mutators;
using Microsoft.Xrm.Sdk;

namespace CrmMilestones.Tests.Fuzz.Targets;

/// <summary>Solution zips: what is read as one is imported too.</summary>
sealed class SolutionZipTarget : IFuzzTarget
{
    readonly DataverseHost _empty = DataverseHost.Create();

    public string Name => "zip";

    public IEnumerable<byte[]> Seeds => [Zips.Small(), Zips.Pruned(Environments.Zip)];

    public IMutator Mutator { get; } = new ZipMutator();

    public bool Accepts(byte[] input)
    {
        try
        {
            var package = SolutionPackage.Read(new MemoryStream(input));
            using var host = _empty.Copy();
            host.ImportSolution(package);
            return true;
        }
        catch (Exception e) when (e is SolutionImportException or FaultException<OrganizationServiceFault>)
        {
            return false;
        }
    }

    public void Dispose() => _empty.Dispose();
}
