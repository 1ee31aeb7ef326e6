namespace SecureExec.Sessions;

/// <summary>Names of the pinned Node's built-in modules, without what is below a name and without the <c>_</c> ones that are old parts of others; a test compares them with Node's own list.</summary>
internal static class NodeBuiltins
{
    internal static IReadOnlyList<string> Names { get; } =
    [
        "assert", "async_hooks", "buffer", "child_process", "cluster", "console", "constants", "crypto", "dgram", "diagnostics_channel", "dns", "domain",
        "events", "ffi", "fs", "http", "http2", "https", "inspector", "module", "net", "os", "path", "perf_hooks", "process", "punycode", "querystring",
        "readline", "repl", "sea", "sqlite", "stream", "string_decoder", "sys", "test", "timers", "tls", "trace_events", "tty", "url", "util", "v8", "vm",
        "wasi", "worker_threads", "zlib",
    ];
}
