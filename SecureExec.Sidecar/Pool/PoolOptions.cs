using System.Globalization;
using SecureExec.Contracts;

namespace SecureExec.Sidecar.Pool;

/// <summary>Settings of a pool node: section <c>Pool</c> and the <c>SECUREEXEC_*</c> variables. Read by hand: no reflection, so that it can be compiled ahead of time.</summary>
internal sealed record PoolOptions
{
    /// <summary>The node's id, part of the id of each runtime. <c>SECUREEXEC_NODE_ID</c>; random when missing.</summary>
    public required string NodeId { get; init; }

    /// <summary>What the gateway must send. <c>SECUREEXEC_NODE_TOKEN</c>; none when missing.</summary>
    public string? NodeToken { get; init; }

    /// <summary>Where the worker is. <c>SECUREEXEC_WORKER_PATH</c>; this very program in its role <c>worker</c> when missing.</summary>
    public required string WorkerPath { get; init; }

    /// <summary>Refuses to serve unless the operating system locks workers down in full. <c>SECUREEXEC_REQUIRE_LOCKDOWN</c>, <c>true</c> or <c>false</c>.</summary>
    public bool RequireLockdown { get; init; }

    /// <summary>Workers in use at the same time, one-shot runs included.</summary>
    public int MaxRuntimes { get; init; } = 64;

    /// <summary>Started, never used workers kept ready; not more than <see cref="MaxRuntimes"/>.</summary>
    public int Spares { get; init; } = 2;

    /// <summary>Time without a run or file access after which a runtime is disposed, unless it asks for another.</summary>
    public TimeSpan IdleTimeout { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Longest body of a run or of the creation of a runtime, in bytes.</summary>
    public long MaxRunBodyBytes { get; init; } = 16 << 20;

    /// <summary>Longest file that is read from or written into a runtime, in bytes.</summary>
    public long MaxFileBytes { get; init; } = 64 << 20;

    /// <summary>Entries of a directory that are listed at most.</summary>
    public int MaxListedEntries { get; init; } = 4096;

    /// <summary>Time between two looks at the runtimes for the event stream.</summary>
    public TimeSpan EventInterval { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Reads and checks the settings.</summary>
    /// <exception cref="PoolConfigurationException">A value is out of range.</exception>
    public static PoolOptions Read(IConfiguration configuration)
    {
        var defaults = new PoolOptions { NodeId = "", WorkerPath = "" };
        var section = configuration.GetSection("Pool");
        var maxRuntimes = (int)ReadNumber(section, "MaxRuntimes", defaults.MaxRuntimes, 1, 4096);
        var nodeId = Text(configuration, "SECUREEXEC_NODE_ID") ?? RuntimeId.CreateNodeId();
        if (!RuntimeId.IsNodeId(nodeId))
            throw new PoolConfigurationException("SECUREEXEC_NODE_ID must be 1 to 32 lower case letters or digits.");

        return new PoolOptions
        {
            NodeId = nodeId,
            NodeToken = Text(configuration, "SECUREEXEC_NODE_TOKEN"),
            WorkerPath = Text(configuration, "SECUREEXEC_WORKER_PATH") ?? AppContext.BaseDirectory,
            RequireLockdown = ReadFlag(configuration, "SECUREEXEC_REQUIRE_LOCKDOWN"),
            MaxRuntimes = maxRuntimes,
            Spares = Math.Min((int)ReadNumber(section, "Spares", defaults.Spares, 0, 4096), maxRuntimes),
            IdleTimeout = TimeSpan.FromSeconds(ReadNumber(section, "IdleTimeoutSeconds", (long)defaults.IdleTimeout.TotalSeconds, 1, 86_400)),
            MaxRunBodyBytes = ReadNumber(section, "MaxRunBodyBytes", defaults.MaxRunBodyBytes, 1, 1 << 30),
            MaxFileBytes = ReadNumber(section, "MaxFileBytes", defaults.MaxFileBytes, 1, int.MaxValue),
            MaxListedEntries = (int)ReadNumber(section, "MaxListedEntries", defaults.MaxListedEntries, 1, 1 << 20),
            EventInterval = TimeSpan.FromMilliseconds(
                ReadNumber(section, "EventIntervalMilliseconds", (long)defaults.EventInterval.TotalMilliseconds, 10, 60_000)),
        };
    }

    private static string? Text(IConfiguration configuration, string key) =>
        configuration[key] is { Length: > 0 } text ? text : null;

    private static bool ReadFlag(IConfiguration configuration, string key) => Text(configuration, key) switch
    {
        null => false,
        var text when bool.TryParse(text, out var value) => value,
        var text => throw new PoolConfigurationException($"{key} must be true or false, not '{text}'."),
    };

    private static long ReadNumber(IConfigurationSection section, string key, long missing, long min, long max)
    {
        if (section[key] is not { Length: > 0 } text)
            return missing;

        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= min && value <= max
            ? value
            : throw new PoolConfigurationException($"Pool:{key} must be a whole number from {min} to {max}, not '{text}'.");
    }
}
