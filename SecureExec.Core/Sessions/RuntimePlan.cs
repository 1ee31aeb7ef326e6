using SecureExec.Broker;
using SecureExec.Kernel;
using SecureExec.Protocol;

namespace SecureExec.Sessions;

/// <summary>The options of a runtime after they were checked: what the worker is told, what the broker serves and what is written first.</summary>
internal sealed class RuntimePlan
{
    private RuntimePlan(RuntimeConfig config, PermissionPolicy policy, ResourceLimits limits, IReadOnlyList<HostMount> mounts, IReadOnlyList<KeyValuePair<string, SeedContent>> files)
    {
        Config = config;
        Policy = policy;
        Limits = limits;
        Mounts = mounts;
        Files = files;
    }

    internal RuntimeConfig Config { get; }

    internal PermissionPolicy Policy { get; }

    internal ResourceLimits Limits { get; }

    /// <summary>Host mounts; the index is the mount id.</summary>
    internal IReadOnlyList<HostMount> Mounts { get; }

    internal IReadOnlyList<KeyValuePair<string, SeedContent>> Files { get; }

    /// <summary>Checks all options. Nothing is started or opened.</summary>
    /// <exception cref="ArgumentException">An option is invalid or contradicts another; the message names it.</exception>
    internal static RuntimePlan From(NodeRuntimeOptions options)
    {
        if (options.Pool is not null && options.WorkerPath is not null)
        {
            throw OptionCheck.Invalid(nameof(NodeRuntimeOptions.WorkerPath), $"{nameof(options.WorkerPath)} must not be set together with {nameof(options.Pool)}: the pool has its own.");
        }
        string cwd = GuestPaths.Check(options.Cwd, nameof(options.Cwd));
        PermissionPolicy policy = CheckPolicy(options.Permissions);
        ResourceLimits limits = options.Limits ?? throw OptionCheck.Invalid(nameof(NodeRuntimeOptions.Limits), $"{nameof(options.Limits)} must not be null.");
        limits.EnsureValid();
        List<HostMount> mounts = CheckMounts(options, cwd);
        var config = new RuntimeConfig
        {
            PolicyJson = policy.ToJson(),
            LimitsJson = LimitsJson.Write(limits),
            Env = EnvironmentCheck.Check(options.Env, nameof(options.Env)),
            Cwd = cwd,
            Mounts = [.. mounts.Select((mount, id) => new MountConfig(id, mount.GuestPath, mount.ReadOnly))],
        };
        return new RuntimePlan(config, policy, limits, mounts, CheckFiles(options, mounts));
    }

    /// <summary>Opens the host directories for the broker.</summary>
    internal HostMountBroker OpenBroker() => new(Mounts, Policy);

    private static PermissionPolicy CheckPolicy(PermissionPolicy? permissions)
    {
        PermissionPolicy policy = PermissionPolicy.Resolve(permissions);
        return policy.FindError() is { } error ? throw OptionCheck.Invalid(nameof(NodeRuntimeOptions.Permissions), error) : policy;
    }

    private static List<HostMount> CheckMounts(NodeRuntimeOptions options, string cwd)
    {
        var mounts = new List<HostMount>();
        if (options.NodeModules is not null)
        {
            mounts.Add(CheckMount(new HostMount(options.NodeModules, cwd.TrimEnd('/') + "/node_modules"), nameof(options.NodeModules)));
        }
        foreach (HostMount mount in options.Mounts)
        {
            HostMount valid = CheckMount(mount, nameof(options.Mounts));
            if (mounts.Any(other => other.GuestPath == valid.GuestPath)) throw OptionCheck.Invalid(nameof(NodeRuntimeOptions.Mounts), $"{nameof(options.Mounts)} shows two host directories at {valid.GuestPath}.");
            mounts.Add(valid);
        }
        return mounts;
    }

    private static HostMount CheckMount(HostMount mount, string option)
    {
        if (string.IsNullOrEmpty(mount.HostPath)) throw new ArgumentException($"{option} has no host path.", option);
        string host = Path.GetFullPath(mount.HostPath);
        if (!Directory.Exists(host)) throw new ArgumentException($"{option} names {host}, which is no directory.", option);
        string guest = GuestPaths.Check(mount.GuestPath, option);
        if (guest == "/") throw new ArgumentException($"{option} must not cover the root of the virtual file system.", option);
        return mount with { HostPath = host, GuestPath = guest };
    }

    private static List<KeyValuePair<string, SeedContent>> CheckFiles(NodeRuntimeOptions options, List<HostMount> mounts)
    {
        var files = new List<KeyValuePair<string, SeedContent>>();
        foreach ((string path, SeedContent content) in options.Files)
        {
            string valid = GuestPaths.Check(path, nameof(options.Files));
            if (content is null) throw OptionCheck.Invalid(nameof(NodeRuntimeOptions.Files), $"{nameof(options.Files)} has no content for {path}.");
            if (mounts.Any(mount => valid.StartsWith(mount.GuestPath + "/", StringComparison.Ordinal))) throw OptionCheck.Invalid(nameof(NodeRuntimeOptions.Files), $"{nameof(options.Files)} names {path}, which lies in a host mount.");
            files.Add(new(valid, content));
        }
        return files;
    }
}
