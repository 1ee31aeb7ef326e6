using SecureExec.Contracts;
using SecureExec.ServiceDefaults;
using SecureExec.Sidecar.Pool.Endpoints;

namespace SecureExec.Sidecar.Pool;

/// <summary>Role <c>pool</c>: the HTTP service of a pool node.</summary>
internal static class PoolHost
{
    /// <summary>The address of a node that was told none: reachable from this machine only.</summary>
    public const string DefaultAddress = "http://127.0.0.1:8090";

    private const int Failure = 1;

    /// <summary>Serves until the process is told to stop.</summary>
    /// <param name="args">Command line after the role: ASP.NET Core's configuration, for example <c>--urls http://127.0.0.1:8090</c>.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(string[] args)
    {
        try
        {
            await using var app = Build(args, static services => services.AddSingleton<IRuntimeFactory, NodeRuntimeFactory>());

            // Before the node takes requests, so that a missing worker is a failure to start.
            await app.Services.GetRequiredService<IRuntimeFactory>().WarmUpAsync(CancellationToken.None);
            await app.RunAsync();
            return 0;
        }
        catch (Exception e) when (e is SecureExecException or PoolConfigurationException or PlatformNotSupportedException or IOException)
        {
            await Console.Error.WriteLineAsync($"The pool node cannot run: {e.Message}");
            return Failure;
        }
    }

    /// <summary>Composes the service over whatever makes its runtimes.</summary>
    internal static WebApplication Build(string[] args, Action<IServiceCollection> addFactory)
    {
        var builder = WebApplication.CreateSlimBuilder(args);
        builder.UseDefaultUrl(DefaultAddress);
        builder.AddServiceDefaults();

        var options = PoolOptions.Read(builder.Configuration);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = Math.Max(options.MaxFileBytes, options.MaxRunBodyBytes);
        });

        var services = builder.Services;
        services.AddServiceProblems();
        services.ConfigureHttpJsonOptions(json => json.SerializerOptions.TypeInfoResolverChain.Insert(0, ContractsJsonContext.Default));
        services.AddSingleton(options);
        services.AddSingleton(TimeProvider.System);
        addFactory(services);
        services.AddSingleton<RuntimeRegistry>();
        services.AddSingleton<RuntimeSnapshots>();
        services.AddHostedService<PoolStartup>();
        services.AddHostedService<IdleReaper>();

        var app = builder.Build();
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        app.UseMiddleware<NodeTokenMiddleware>();
        app.MapDefaultEndpoints();
        NodeEndpoints.Map(app);
        RunEndpoints.Map(app);
        RuntimeEndpoints.Map(app);
        ProcessEndpoints.Map(app);
        FileEndpoints.Map(app);
        EventEndpoints.Map(app);
        return app;
    }
}
