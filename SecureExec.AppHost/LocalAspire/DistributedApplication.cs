using System.Runtime.InteropServices;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

/// <summary>
/// The application model, run on this machine: the part of Aspire's model that SecureExec uses, with Aspire's names, for places
/// where Aspire's packages cannot be restored.
/// </summary>
/// <param name="builder">The closed model.</param>
internal sealed class DistributedApplication(IDistributedApplicationBuilder builder)
{
    private const string Self = "apphost";
    private static readonly string[] PublishSwitches = ["--publisher", "--operation"];

    /// <summary>Starts a model.</summary>
    /// <param name="args">Command line of the application.</param>
    public static IDistributedApplicationBuilder CreateBuilder(string[] args)
    {
        if (args.Intersect(PublishSwitches).Any())
        {
            Console.Error.WriteLine("Publishing needs Aspire's own packages: build with -p:UseAspire=true where they can be restored.");
            Environment.Exit(2);
        }
        return new DistributedApplicationBuilder(args);
    }

    /// <summary>Runs until a signal; the process exit code is 1 when a resource failed for good.</summary>
    public void Run() => RunAsync().GetAwaiter().GetResult();

    /// <summary>Runs until cancelled or until SIGINT, SIGTERM or SIGHUP.</summary>
    /// <param name="cancellationToken">Stops all resources; the method then returns normally.</param>
    public async Task RunAsync(CancellationToken cancellationToken = default)
    {
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var interrupt = StopOn(PosixSignal.SIGINT, stopping);
        using var terminate = StopOn(PosixSignal.SIGTERM, stopping);
        using var hangUp = StopOn(PosixSignal.SIGHUP, stopping);
        var projects = builder.Resources.OfType<ProjectResource>().ToList();
        await using var log = ConsoleLog.ToStandardOutput(projects.Select(p => p.Name.Length).Append(Self.Length).Max());
        try
        {
            PortAllocator.Allocate(projects.SelectMany(p => p.Of<EndpointAnnotation>()));
            await SuperviseAsync(projects, log, stopping);
            await log.WriteAsync(Self, "all resources stopped");
        }
        catch (InvalidOperationException e)
        {
            Environment.ExitCode = 1;
            await log.WriteAsync(Self, e.Message, isError: true);
        }
    }

    private static async Task SuperviseAsync(List<ProjectResource> projects, ConsoleLog log, CancellationTokenSource stopping)
    {
        var supervisors = projects.ConvertAll(project => new ProjectSupervisor(project, log));
        ProjectSupervisor? Of(IResource resource) => supervisors.Find(s => s.Project == resource);
        var running = supervisors.ConvertAll(supervisor => supervisor.RunAsync(Of, stopping.Token));
        var announcing = AnnounceAsync(supervisors, log);
        await foreach (var ended in Task.WhenEach(running))
        {
            // One resource that cannot run ends the application: half of it would only hide the error.
            if (ended.IsFaulted) await stopping.CancelAsync();
        }
        await announcing;
        await Task.WhenAll(running);
    }

    private static async Task AnnounceAsync(List<ProjectSupervisor> supervisors, ConsoleLog log)
    {
        var healthy = Task.WhenAll(supervisors.Select(s => s.Healthy));
        await healthy.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!healthy.IsCompletedSuccessfully) return;
        await log.WriteAsync(Self, "ready");
        foreach (var project in supervisors.Select(s => s.Project))
        {
            foreach (var endpoint in project.Of<EndpointAnnotation>().Where(e => e.IsExternal))
            {
                var shown = new ResourceUrlAnnotation { Url = endpoint.Url, DisplayText = project.Name };
                foreach (var display in project.Of<UrlDisplayAnnotation>().Where(d => d.EndpointName == endpoint.Name))
                {
                    display.Configure(shown);
                }
                await log.WriteAsync(Self, $"{shown.DisplayText}: {shown.Url}");
            }
        }
    }

    private static PosixSignalRegistration StopOn(PosixSignal signal, CancellationTokenSource stopping) =>
        PosixSignalRegistration.Create(signal, context =>
        {
            context.Cancel = true;
            stopping.Cancel();
        });
}
