using System.Diagnostics;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

/// <summary>Keeps one project running: waits for what it needs, starts it, watches its health, starts it again, stops it.</summary>
/// <param name="project">The project.</param>
/// <param name="log">The console.</param>
internal sealed class ProjectSupervisor(ProjectResource project, ConsoleLog log)
{
    private static readonly TimeSpan StopGrace = TimeSpan.FromSeconds(10);
    private readonly TaskCompletionSource _healthy = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The project.</summary>
    public ProjectResource Project => project;

    /// <summary>Completes when the project was healthy for the first time; fails when it never will be.</summary>
    public Task Healthy => _healthy.Task;

    /// <summary>Runs until cancelled, then stops the process.</summary>
    /// <param name="supervisorOf">Finds the supervisor of a dependency; null for resources that do not run.</param>
    /// <param name="cancellationToken">Stops the process; the method then returns normally.</param>
    /// <exception cref="InvalidOperationException">The process cannot be kept running.</exception>
    public async Task RunAsync(Func<IResource, ProjectSupervisor?> supervisorOf, CancellationToken cancellationToken)
    {
        try
        {
            foreach (var wait in project.Of<WaitAnnotation>())
            {
                if (supervisorOf(wait.Dependency) is { } dependency) await dependency.Healthy.WaitAsync(cancellationToken);
            }
            await KeepRunningAsync(cancellationToken);
            _healthy.TrySetCanceled(CancellationToken.None);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            _healthy.TrySetCanceled(cancellationToken);
        }
        catch (Exception e)
        {
            // Without this every resource that waits for this one would wait for ever.
            _healthy.TrySetException(e);
            throw;
        }
    }

    private async Task KeepRunningAsync(CancellationToken cancellationToken)
    {
        var restarts = new RestartPolicy();
        while (!cancellationToken.IsCancellationRequested)
        {
            var uptime = await RunOnceAsync(cancellationToken);
            if (cancellationToken.IsCancellationRequested) return;
            var delay = restarts.NextDelay(uptime)
                ?? throw new InvalidOperationException($"{project.Name} ended {RestartPolicy.MaxQuickEnds} times in a row.");
            await SayAsync($"starting again in {delay.TotalMilliseconds:0} ms");
            await Task.Delay(delay, cancellationToken);
        }
    }

    private async Task<TimeSpan> RunOnceAsync(CancellationToken cancellationToken)
    {
        using var child = ChildProcess.Start(StartInfo(), (line, isError) => log.WriteAsync(project.Name, line, isError));
        await SayAsync($"started, process {child.Id}");
        using var watching = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var health = WatchHealthAsync(watching.Token);
        await child.Exited.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        var uptime = child.Uptime;
        if (!child.Exited.IsCompleted && !await child.StopAsync(StopGrace))
        {
            await SayAsync($"did not end in {StopGrace.TotalSeconds:0} s and was killed with its children");
        }
        await watching.CancelAsync();
        await health;
        await child.DrainAsync();
        await SayAsync($"ended with exit code {child.ExitCode}");
        return uptime;
    }

    private async Task WatchHealthAsync(CancellationToken cancellationToken)
    {
        if (project.Of<HealthCheckAnnotation>().LastOrDefault() is not { } check)
        {
            _healthy.TrySetResult();
            return;
        }
        var probe = new HealthProbe(project.Of<EndpointAnnotation>().First().Url + check.Path, check.StatusCode);
        await probe.RunAsync(
            async isHealthy =>
            {
                await SayAsync(isHealthy ? "healthy" : "no longer healthy");
                if (isHealthy) _healthy.TrySetResult();
            },
            cancellationToken);
    }

    private ProcessStartInfo StartInfo()
    {
        var metadata = project.Of<IProjectMetadata>().First();
        // The built assembly, not `dotnet run`: a third of the memory and no process between us and the service.
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet")
        {
            WorkingDirectory = Path.GetDirectoryName(metadata.ProjectPath)!,
        };
        start.ArgumentList.Add(metadata.TargetPath);
        foreach (var argument in project.Of<ArgsAnnotation>().SelectMany(a => a.Args)) start.ArgumentList.Add(argument);
        foreach (var inherited in start.Environment.Keys.Where(IsOfThisProcessOnly).ToList()) start.Environment.Remove(inherited);
        var environment = new Dictionary<string, string>();
        foreach (var annotation in project.Of<EnvironmentAnnotation>()) annotation.Apply(environment);
        foreach (var (name, value) in environment) start.Environment[name] = value;
        return start;
    }

    // What `dotnet run` set for this process would point the child at the wrong addresses.
    private static bool IsOfThisProcessOnly(string name) =>
        name.StartsWith("ASPNETCORE_", StringComparison.Ordinal)
        || name.StartsWith("ASPIRE_", StringComparison.Ordinal)
        || name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)
        || name is "DOTNET_LAUNCH_PROFILE";

    private ValueTask SayAsync(string text) => log.WriteAsync(project.Name, $"-- {text}");
}
