using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using CrmMilestones.Sandbox.App;
using CrmMilestones.Sandbox.App.Window;
using CrmMilestones.Sandbox.People;
using CrmMilestones.Sandbox.Safety;
using CrmMilestones.Sandbox.WebApi;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CrmMilestones.Sandbox;

/// <summary>
/// An environment on the loopback interface: Dataverse's Web API below <c>/api/data/</c>, and the app below <c>/</c>.
/// </summary>
public sealed class SandboxServer : IAsyncDisposable
{
    /// <summary>Solutions are the largest that is sent.</summary>
    const long LargestBody = 64 << 20;

    readonly WebApplication _application;

    SandboxServer(WebApplication application, SandboxEnvironment environment)
    {
        _application = application;
        Environment = environment;
        Address = new(application.Services.GetRequiredService<IServer>().Features
            .Get<IServerAddressesFeature>()!.Addresses.First());
    }

    /// <summary>Where it is, such as <c>http://127.0.0.1:5000/</c>.</summary>
    public Uri Address { get; }

    /// <summary>What it serves.</summary>
    public SandboxEnvironment Environment { get; }

    /// <summary>As whom it can be used.</summary>
    public IReadOnlyList<SandboxPerson> People => Environment.People.All;

    /// <summary>Starts one.</summary>
    /// <exception cref="System.IO.IOException">The port is taken.</exception>
    public static async Task<SandboxServer> StartAsync(
        SandboxOptions options, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        // Seeding takes long, and the server's own start long enough to do it meanwhile.
        var seeding = Task.Run(() => new SandboxEnvironment(options), cancellation);
        var builder = WebApplication.CreateEmptyBuilder(new() { ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => Limit(kestrel, options.Port));
        // Why the server can't start is thrown to who starts it.
        builder.Logging.AddFilter((category, level) =>
                level >= LogLevel.Warning && category != "Microsoft.Extensions.Hosting.Internal.Host")
            .AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.Services.AddRoutingCore();
        builder.Services.AddSingleton(_ => seeding.GetAwaiter().GetResult());
        builder.Services.AddSandboxApp();
        var application = builder.Build();
        SandboxEnvironment? environment = null;
        try
        {
            environment = await seeding;
            var solutions = environment.Solutions;
            // The first page needs it, and the server takes a while to start.
            _ = Task.Run(() => application.Services.GetRequiredService<SolutionModels>().Of(solutions), cancellation);
            application.UseUnforeseen(application.Logger);
            application.UseSameSiteOnly();
            application.UseWebApi(environment);
            application.UseSandboxApp(environment);
            await application.StartAsync(cancellation);
        }
        catch
        {
            await application.DisposeAsync();
            environment?.Dispose();
            throw;
        }

        return new(application, environment);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _application.StopAsync();
        await _application.DisposeAsync();
        Environment.Dispose();
    }

    static void Limit(KestrelServerOptions kestrel, int port)
    {
        kestrel.AddServerHeader = false;
        kestrel.Listen(System.Net.IPAddress.Loopback, port);
        kestrel.Limits.MaxRequestBodySize = LargestBody;
        kestrel.Limits.MaxRequestLineSize = 64 << 10;
        kestrel.Limits.MaxRequestBufferSize = 1 << 20;
    }
}
