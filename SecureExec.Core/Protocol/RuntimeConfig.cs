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
    }

    internal static RuntimeConfig Read(ref FrameReader reader)
    {
        string policy = reader.Text();
        string limits = reader.Text();
        Dictionary<string, string> env = reader.Pairs();
        string cwd = reader.Text();
        var mounts = new MountConfig[reader.Count(9)];
        for (int i = 0; i < mounts.Length; i++) mounts[i] = new MountConfig(reader.Int32(), reader.Text(), reader.Bool());
        return new RuntimeConfig { PolicyJson = policy, LimitsJson = limits, Env = env, Cwd = cwd, Mounts = mounts };
    }
}
