using System.Linq;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using CrmMilestones.Benchmarks;
using CrmMilestones.Benchmarks.Host;

// What a command makes of a million records is measured once, as a whole.
if (args is ["scale", .. var what])
{
    return Scale.Run(what);
}

if (args is ["pictures", var folder])
{
    await SandboxPictures.TakeAsync(folder);
    return 0;
}

// Once each, to see that they still run, also as built for tests: how fast is for a machine with nothing else to do.
var isSmoke = args is ["smoke"];
if (isSmoke)
{
    HostQueries.Sizes = [100];
}

// In this process: a project that the benchmarks generate would build with our settings, and fail by them.
var job = (isSmoke ? Job.Dry : Job.ShortRun).WithToolchain(InProcessEmitToolchain.Instance);
var config = DefaultConfig.Instance.AddJob(job).WithArtifactsPath("artifacts/benchmarks")
    .WithOption(ConfigOptions.DisableOptimizationsValidator, isSmoke);
var summaries = BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly)
    .Run(isSmoke ? ["--filter", "*"] : args, config);
return summaries.All(summary => summary.Reports.All(report => report.Success)) ? 0 : 1;
