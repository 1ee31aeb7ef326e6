using System.Text.Json;
using SecureExec.Kernel;
using SecureExec.Protocol;

namespace SecureExec.Sidecar.Worker;

/// <summary>The one VM of a worker: its kernel with what it was configured from.</summary>
internal sealed class VirtualMachine
{
    private VirtualMachine(RuntimeConfig config, ResourceLimits limits, VirtualKernel kernel)
    {
        Config = config;
        Limits = limits;
        Kernel = kernel;
    }

    internal RuntimeConfig Config { get; }

    internal ResourceLimits Limits { get; }

    internal VirtualKernel Kernel { get; }

    /// <summary>What its processes run.</summary>
    internal required ChildPrograms Programs { get; init; }

    /// <summary>Told of limits of a process that fill up; null when nobody listens.</summary>
    internal Action<LimitWarning>? OnLimit { get; private init; }

    /// <summary>Makes the VM. The working directory is made when it is missing.</summary>
    internal static VirtualMachine Create(RuntimeConfig config, IBroker broker, IHostTools hostTools, INetworkEgress egress, EventFeed events, IGuestEngine engine)
    {
        Action<LimitWarning>? onLimit = config.TellsLimits ? events.Tell : null;
        ResourceLimits limits = LimitsJson.Read(config.LimitsJson);
        using var facts = JsonDocument.Parse(config.HostToolsJson);
        HashSet<string> tools = [.. facts.RootElement.EnumerateObject().Select(member => member.Name)];
        TimeProvider clock = config.JsRuntime.HighResolutionTime ? TimeProvider.System : new CoarseTime();
        var programs = new ChildPrograms(engine, limits, config.JsRuntime, tools, clock, onLimit);
        var kernel = new VirtualKernel(new KernelConfig
        {
            Policy = PermissionPolicy.Parse(config.PolicyJson),
            Limits = limits,
            Env = config.Env,
            UserName = config.User.Name,
            Uid = config.User.Uid,
            Gid = config.User.Gid,
            Home = config.User.Home,
            TimeProvider = clock,
            OnAudit = config.TellsAudit ? events.Tell : null,
            OnLimit = onLimit,
            Mounts = config.Mounts,
            Broker = config.Mounts.Count > 0 ? broker : null,
            Egress = egress,
            LoopbackExemptPorts = config.ExemptPorts.ToHashSet(),
            Programs = programs,
            HostTools = hostTools,
            HostToolNames = tools,
            HostToolsJson = config.HostToolsJson,
            OnInternalError = WorkerLog.Write,
        });
        if (kernel.Host.Exists(config.Cwd) is not { Ok: true, Value: true }) kernel.Host.Mkdir(config.Cwd, recursive: true);
        return new VirtualMachine(config, limits, kernel) { OnLimit = onLimit, Programs = programs };
    }
}
