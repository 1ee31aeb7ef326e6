namespace SecureExec.NodeConformance;

/// <summary>Groups with a bound: how many of their counted tests must pass, of some groups each and of all together.</summary>
/// <param name="Title">What they are about.</param>
/// <param name="Names">The groups.</param>
/// <param name="Judged">Those that have a bound each.</param>
/// <param name="Each">Per cent of each of these.</param>
/// <param name="Together">Per cent of all of them together.</param>
internal sealed record BoundedGroups(string Title, IReadOnlyList<string> Names, IReadOnlyList<string> Judged, double Each, double Together)
{
    private static readonly string[] s_runtime =
    [
        "path", "url", "util", "events", "buffer", "assert", "querystring", "string-decoder", "stream", "stream2", "timers", "fs", "console", "process", "whatwg",
        "webstreams", "eventtarget", "abortcontroller", "structuredClone", "module/require", "es-module",
    ];

    /// <summary>What is about cryptography by itself; elsewhere tests that need it stand apart.</summary>
    private static readonly string[] s_encrypted = ["https", "tls", "http2"];

    internal static IReadOnlyList<BoundedGroups> All { get; } =
    [
        new("The runtime", s_runtime, s_runtime, 75, 85),
        new(
            "Processes, terminals and sockets",
            ["child-process", "net", "dgram", "dns", "http", "cluster", "worker", "pipe", "tty", "repl", "signal", "fetch", "websocket"],
            ["child-process", "net", "dgram", "http", "worker"],
            70,
            65),
        new("TLS and HTTP/2", s_encrypted, [], 0, 40),
    ];

    /// <summary>All groups with a bound.</summary>
    internal static IEnumerable<string> AllNames => All.SelectMany(bounded => bounded.Names);

    /// <summary>Whether tests of a group count although they need cryptography.</summary>
    internal static bool IsEncrypted(string group) => s_encrypted.Contains(group);
}
