using SecureExec.Broker;
using SecureExec.Broker.Egress;
using SecureExec.Broker.Tools;
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

    /// <summary>Name servers and what of the host's loopback is open.</summary>
    internal required EgressPlan Egress { get; init; }

    /// <summary>Functions of the host.</summary>
    internal required HostToolCatalogue Tools { get; init; }

    internal Action<BootTiming>? OnBootTiming { get; private init; }

    internal Action<AuditEntry>? OnAudit { get; private init; }

    internal Action<LimitWarning>? OnLimitWarning { get; private init; }

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
        var egress = EgressPlan.From(options);
        var tools = HostToolCatalogue.From(options.HostFunctions, limits);
        var config = new RuntimeConfig
        {
            PolicyJson = policy.ToJson(),
            LimitsJson = LimitsJson.Write(limits),
            Env = EnvironmentCheck.Check(options.Env, nameof(options.Env)),
            Cwd = cwd,
            Mounts = [.. mounts.Select((mount, id) => new MountConfig(id, mount.GuestPath, mount.ReadOnly))],
            User = CheckUser(options.User),
            JsRuntime = CheckJsRuntime(options.JsRuntime, options.NodeModules),
            ExemptPorts = egress.ExemptPorts,
            HostToolsJson = tools.FactsJson,
            TellsAudit = options.OnAudit is not null,
            TellsLimits = options.OnLimitWarning is not null,
        };
        return new RuntimePlan(config, policy, limits, mounts, CheckFiles(options, mounts))
        {
            Egress = egress,
            Tools = tools,
            OnBootTiming = options.OnBootTiming,
            OnAudit = options.OnAudit,
            OnLimitWarning = options.OnLimitWarning,
        };
    }

    /// <summary>Opens the host directories for the broker.</summary>
    internal HostMountBroker OpenBroker() => new(Mounts, Policy);

    private static GuestUser CheckUser(GuestUser? user)
    {
        const string option = nameof(NodeRuntimeOptions.User);
        if (user is null) throw OptionCheck.Invalid(option, $"{option} must not be null.");
        bool named = user.Name is { Length: > 0 and <= 32 } name && !char.IsAsciiDigit(name[0]) && name[0] != '-' && name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '_' or '-');
        if (!named) throw OptionCheck.Invalid(option, $"{option}.{nameof(user.Name)} must be 1 to 32 lower-case letters, digits, '_' and '-', beginning with a letter or '_', not '{user.Name}'.");
        if (user.Name is "nobody" || (user.Name == "root") != (user.Uid == 0)) throw OptionCheck.Invalid(option, $"{option}.{nameof(user.Name)} must be root when {nameof(user.Uid)} is 0 and only then, and not nobody.");
        if (user.Uid is < 0 or > 65_533) throw OptionCheck.Invalid(option, $"{option}.{nameof(user.Uid)} must be from 0 to 65533, not {user.Uid}.");
        if (user.Gid is < 0 or > 65_533) throw OptionCheck.Invalid(option, $"{option}.{nameof(user.Gid)} must be from 0 to 65533, not {user.Gid}.");
        return user with { Home = user.Home is null ? user.Uid == 0 ? "/root" : $"/home/{user.Name}" : GuestPaths.Check(user.Home, $"{option}.{nameof(user.Home)}") };
    }

    private static JsRuntimeOptions CheckJsRuntime(JsRuntimeOptions? js, string? nodeModules)
    {
        const string option = nameof(NodeRuntimeOptions.JsRuntime);
        if (js is null) throw OptionCheck.Invalid(option, $"{option} must not be null.");
        if (!Enum.IsDefined(js.Platform)) throw OptionCheck.Invalid(option, $"{option}.{nameof(js.Platform)} is no member of its enumeration.");
        if (!Enum.IsDefined(js.ModuleResolution)) throw OptionCheck.Invalid(option, $"{option}.{nameof(js.ModuleResolution)} is no member of its enumeration.");
        if (js.ModuleResolution != JsModuleResolution.Node && nodeModules is not null)
        {
            throw OptionCheck.Invalid(option, $"{option}.{nameof(js.ModuleResolution)} {js.ModuleResolution} finds no packages, so {nameof(NodeRuntimeOptions.NodeModules)} must not be set; {nameof(NodeRuntimeOptions.Mounts)} shows a folder.");
        }
        if (js.AllowedBuiltins is null) return js;
        if (js.ModuleResolution != JsModuleResolution.Node && js.AllowedBuiltins.Count > 0)
        {
            throw OptionCheck.Invalid(option, $"{option}.{nameof(js.ModuleResolution)} {js.ModuleResolution} denies all built-in modules, so {option}.{nameof(js.AllowedBuiltins)} must not name any.");
        }
        if (js.Platform != JsPlatform.Node) throw OptionCheck.Invalid(option, $"{option}.{nameof(js.AllowedBuiltins)} is for the platform {nameof(JsPlatform.Node)}; on {js.Platform} there are none.");
        string[] names = [.. js.AllowedBuiltins.Select(name => name?.StartsWith("node:", StringComparison.Ordinal) == true ? name[5..] : name ?? "")];
        foreach (string name in names)
        {
            if (!NodeBuiltins.Names.Contains(name.Split('/')[0])) throw OptionCheck.Invalid(option, $"{option}.{nameof(js.AllowedBuiltins)} names '{name}', which is no built-in module of Node.");
        }
        return js with { AllowedBuiltins = names };
    }

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
