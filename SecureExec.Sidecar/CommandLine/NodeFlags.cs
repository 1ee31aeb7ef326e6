using SecureExec.Sidecar.Engine;

namespace SecureExec.Sidecar.CommandLine;

/// <summary>Which of Node's own options <c>run</c> takes. What has nothing behind it here is refused by name, never ignored.</summary>
internal static class NodeFlags
{
    /// <summary>Options by the words they begin with, and why they are refused; the first that fits counts.</summary>
    private static readonly (string Prefix, string Reason)[] Refused =
    [
        ("--inspect", "there is no inspector"),
        ("--debug-port", "there is no inspector"),
        ("--experimental-inspector", "there is no inspector"),
        ("--experimental-network-inspection", "there is no inspector"),
        ("--experimental-storage-inspection", "there is no inspector"),
        ("--experimental-worker-inspection", "there is no inspector"),
        ("--allow-", "the machine has permissions of its own: see --allow, --deny and --policy"),
        ("--permission", "the machine has permissions of its own: see --allow, --deny and --policy"),
        ("--watch", "there is nothing to watch for in a fresh machine"),
        ("--run", "it starts a shell"),
        ("--cpu-prof", "there is no profiler"),
        ("--heap-prof", "there is no profiler"),
        ("--heapsnapshot-", "there is no profiler"),
        ("--prof", "there is no profiler"),
        ("--perf-", "there is no profiler"),
        ("--interpreted-frames-native-stack", "there is no profiler"),
        ("--track-heap-objects", "there is no profiler"),
        ("--build-", "executables and snapshots cannot be made"),
        ("--experimental-sea-config", "executables and snapshots cannot be made"),
        ("--snapshot-blob", "executables and snapshots cannot be made"),
        ("--report-", "there are no diagnostic reports"),
        ("--experimental-report", "there are no diagnostic reports"),
        ("--trace-event-", "there is no tracing agent"),
        ("--trace-sigint", "there is no inspector"),
        ("--trace-env", "the environment is the machine's, and not traced"),
        ("--experimental-test-coverage", "there is no profiler"),
        ("--test-coverage-", "there is no profiler"),
        ("--openssl-", "there is no OpenSSL"),
        ("--tls-", "there is no OpenSSL"),
        ("--secure-heap", "there is no OpenSSL"),
        ("--use-openssl-ca", "there is no OpenSSL"),
        ("--use-bundled-ca", "there is no OpenSSL"),
        ("--use-system-ca", "there is no OpenSSL"),
        ("--enable-fips", "there is no OpenSSL"),
        ("--force-fips", "there is no OpenSSL"),
        ("--experimental-sqlite", "there is no SQLite"),
        ("--experimental-webstorage", "there is no SQLite"),
        ("--localstorage-file", "there is no SQLite"),
        ("--addons", "native code cannot be loaded"),
        ("--experimental-addon-modules", "native code cannot be loaded"),
        ("--experimental-ffi", "native code cannot be loaded"),
        ("--experimental-quic", "there is no network of this kind"),
        ("--icu-data-dir", "the data of ICU are built in"),
        ("--v8-pool-size", "V8's threads are the machine's"),
        ("--v8-options", "V8's flags hold for all machines"),
        ("--jitless", "V8's flags hold for all machines"),
        ("--max-semi-space-size", "V8's flags hold for all machines"),
        ("--max-old-space-size-percentage", "name the size: --memory"),
        ("--max-heap-size", "name it: --memory"),
        ("--abort-on-uncaught-exception", "a machine leaves no core file"),
        ("--harmony-", "V8's flags hold for all machines"),
        ("--experimental-shadow-realm", "V8's flags hold for all machines"),
        ("--use-largepages", "memory is the machine's"),
        ("--completion-bash", "it is about another program"),
        ("--bench", "the benchmark runner starts processes"),
        ("--experimental-bench", "the benchmark runner starts processes"),
        ("--experimental-vfs", "the machine has a file system of its own: see --mount"),
        ("--vfs-", "the machine has a file system of its own: see --mount"),
    ];

    private static readonly Dictionary<string, string[]> Choices = new(StringComparer.Ordinal)
    {
        ["--unhandled-rejections"] = ["strict", "warn", "none", "throw", "warn-with-error-code"],
        ["--input-type"] = ["module", "commonjs", "module-typescript", "commonjs-typescript"],
        ["--disable-proto"] = ["delete", "throw"],
        ["--test-isolation"] = ["none", "process"],
        ["--dns-result-order"] = ["verbatim", "ipv4first", "ipv6first"],
    };

    /// <summary>What is wrong with an option, or why it is refused; null: it holds.</summary>
    internal static string? Refusal(GivenOption option)
    {
        if (option is { Negated: true, Error: not null }) return $"{option.Name} takes a value and cannot be negated.";
        if (option.Error is { } error) return $"{error}.";
        // Node drops such a value without a word.
        if (option.Value is not null && NodeOptions.TypeOf(option.Name) == NodeOptionType.Boolean) return $"{option.Name} takes no value.";
        // What is off anyway may be switched off.
        if (option.Negated) return null;
        foreach ((string prefix, string reason) in Refused)
        {
            if (option.Name.StartsWith(prefix, StringComparison.Ordinal)) return $"{option.Name} has no effect here and is refused: {reason}.";
        }
        if (Choices.TryGetValue(option.Name, out string[]? choices) && !choices.Contains(option.Value))
        {
            return $"{option.Name} must be one of {string.Join(", ", choices)}, not '{option.Value}'.";
        }
        if (option.Name is "--stack-trace-limit" && !int.TryParse(option.Value, out _)) return $"--stack-trace-limit must be a whole number, not '{option.Value}'.";
        return null;
    }

    /// <summary>What is wrong with all of them together; null: nothing.</summary>
    internal static string? Contradiction(IReadOnlyList<GivenOption> options)
    {
        bool test = options.Any(option => option is { Name: "--test", Negated: false });
        string? isolation = options.LastOrDefault(option => option.Name == "--test-isolation")?.Value;
        return test && isolation != "none" ? "--test starts a process for each file: add --test-isolation=none, which runs them in this one." : null;
    }
}
