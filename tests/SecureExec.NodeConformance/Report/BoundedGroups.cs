namespace SecureExec.NodeConformance;

/// <summary>The groups with a bound: how many of their counted tests must pass.</summary>
internal static class BoundedGroups
{
    /// <summary>Per cent of each group.</summary>
    internal const double Each = 75;

    /// <summary>Per cent of all of them together.</summary>
    internal const double Together = 85;

    internal static IReadOnlyList<string> Names { get; } =
    [
        "path", "url", "util", "events", "buffer", "assert", "querystring", "string-decoder", "stream", "stream2", "timers", "fs", "console", "process", "whatwg",
        "webstreams", "eventtarget", "abortcontroller", "structuredClone", "module/require", "es-module",
    ];
}
