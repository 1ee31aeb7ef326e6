using SecureExec.Kernel;

namespace SecureExec.Protocol;

/// <summary>What makes a worker the home of one runtime. Immutable; the host keeps its own copy for the broker.</summary>
internal sealed record RuntimeConfig
{
    /// <summary>The policy in force, as JSON.</summary>
    internal required string PolicyJson { get; init; }

    /// <summary>The limits in force, as JSON.</summary>
    internal required string LimitsJson { get; init; }

    /// <summary>Added to the base environment of every guest process.</summary>
    internal required IReadOnlyDictionary<string, string> Env { get; init; }

    /// <summary>Absolute guest path where runs start.</summary>
    internal required string Cwd { get; init; }

    /// <summary>Host directories shown in the VM; the broker knows their roots by the same ids.</summary>
    internal IReadOnlyList<MountConfig> Mounts { get; init; } = [];

    /// <summary>The user of guest processes; its home is set.</summary>
    internal GuestUser User { get; init; } = new();

    /// <summary>What JavaScript finds around it.</summary>
    internal JsRuntimeOptions JsRuntime { get; init; } = new();

    /// <summary>Ports of the host's loopback that the guest may reach.</summary>
    internal IReadOnlyList<int> ExemptPorts { get; init; } = [];

    /// <summary>What the guest may know of the host's functions, by name, as JSON.</summary>
    internal string HostToolsJson { get; init; } = "{}";

    /// <summary>Whether denials are told.</summary>
    internal bool TellsAudit { get; init; }

    /// <summary>Whether limits that fill up are told.</summary>
    internal bool TellsLimits { get; init; }

    internal void Write(FrameWriter writer)
    {
        writer.Text(PolicyJson);
        writer.Text(LimitsJson);
        writer.Pairs(Env);
        writer.Text(Cwd);
        writer.Int32(Mounts.Count);
        foreach (MountConfig mount in Mounts)
        {
            writer.Int32(mount.MountId);
            writer.Text(mount.GuestPath);
            writer.Bool(mount.ReadOnly);
        }
        writer.Text(User.Name);
        writer.Int32(User.Uid);
        writer.Int32(User.Gid);
        writer.OptionalText(User.Home);
        writer.Byte((byte)JsRuntime.Platform);
        writer.Bool(JsRuntime.AllowedBuiltins is not null);
        if (JsRuntime.AllowedBuiltins is { } builtins) writer.Texts(builtins);
        writer.Byte((byte)JsRuntime.ModuleResolution);
        writer.Bool(JsRuntime.HighResolutionTime);
        writer.Int32(ExemptPorts.Count);
        foreach (int port in ExemptPorts) writer.Int32(port);
        writer.Text(HostToolsJson);
        writer.Bool(TellsAudit);
        writer.Bool(TellsLimits);
    }

    internal static RuntimeConfig Read(ref FrameReader reader)
    {
        string policy = reader.Text();
        string limits = reader.Text();
        Dictionary<string, string> env = reader.Pairs();
        string cwd = reader.Text();
        var mounts = new MountConfig[reader.Count(9)];
        for (int i = 0; i < mounts.Length; i++) mounts[i] = new MountConfig(reader.Int32(), reader.Text(), reader.Bool());
        return new RuntimeConfig
        {
            PolicyJson = policy,
            LimitsJson = limits,
            Env = env,
            Cwd = cwd,
            Mounts = mounts,
            User = new GuestUser { Name = reader.Text(), Uid = reader.Int32(), Gid = reader.Int32(), Home = reader.OptionalText() },
            JsRuntime = new JsRuntimeOptions
            {
                Platform = (JsPlatform)reader.Choice((int)JsPlatform.Bare),
                AllowedBuiltins = reader.Bool() ? reader.Texts() : null,
                ModuleResolution = (JsModuleResolution)reader.Choice((int)JsModuleResolution.None),
                HighResolutionTime = reader.Bool(),
            },
            ExemptPorts = ReadPorts(ref reader),
            HostToolsJson = reader.Text(),
            TellsAudit = reader.Bool(),
            TellsLimits = reader.Bool(),
        };
    }

    private static int[] ReadPorts(ref FrameReader reader)
    {
        var ports = new int[reader.Count(4)];
        for (int i = 0; i < ports.Length; i++) ports[i] = reader.Int32();
        return ports;
    }
}
