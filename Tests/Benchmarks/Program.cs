using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using CrmMilestones.Benchmarks;

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

// In this process: a project that the benchmarks generate would build with our settings, and fail by them.
var config = DefaultConfig.Instance.AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance))
    .WithArtifactsPath("artifacts/benchmarks");
BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args, config);
return 0;
