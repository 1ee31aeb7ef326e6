using System.Collections.Frozen;

namespace SecureExec.Sessions;

/// <summary>Names that a program of the pinned Node finds already, by the language or as globals; a test compares them with Node's own list.</summary>
internal static class GuestGlobals
{
    internal static FrozenSet<string> Names { get; } = FrozenSet.Create(
        StringComparer.Ordinal,
        [
            "AbortController", "AbortSignal", "AggregateError", "Array", "ArrayBuffer", "AsyncDisposableStack", "Atomics", "BigInt", "BigInt64Array",
            "BigUint64Array", "Blob", "Boolean", "BroadcastChannel", "Buffer", "ByteLengthQueuingStrategy", "CloseEvent", "CompressionStream",
            "CountQueuingStrategy", "Crypto", "CryptoKey", "CustomEvent", "DOMException", "DataView", "Date", "DecompressionStream", "DisposableStack",
            "Error", "ErrorEvent", "EvalError", "Event", "EventTarget", "File", "FinalizationRegistry", "Float16Array", "Float32Array", "Float64Array",
            "FormData", "Function", "Headers", "Infinity", "Int16Array", "Int32Array", "Int8Array", "Intl", "Iterator", "JSON", "Map", "Math",
            "MessageChannel", "MessageEvent", "MessagePort", "NaN", "Navigator", "Number", "Object", "Performance", "PerformanceEntry", "PerformanceMark",
            "PerformanceMeasure", "PerformanceObserver", "PerformanceObserverEntryList", "PerformanceResourceTiming", "Promise", "Proxy",
            "QuotaExceededError", "RangeError", "ReadableByteStreamController", "ReadableStream", "ReadableStreamBYOBReader", "ReadableStreamBYOBRequest",
            "ReadableStreamDefaultController", "ReadableStreamDefaultReader", "ReferenceError", "Reflect", "RegExp", "Request", "Response", "Set",
            "SharedArrayBuffer", "Storage", "String", "SubtleCrypto", "SuppressedError", "Symbol", "SyntaxError", "Temporal", "TextDecoder",
            "TextDecoderStream", "TextEncoder", "TextEncoderStream", "TransformStream", "TransformStreamDefaultController", "TypeError", "URIError",
            "URL", "URLPattern", "URLSearchParams", "Uint16Array", "Uint32Array", "Uint8Array", "Uint8ClampedArray", "WeakMap", "WeakRef", "WeakSet",
            "WebAssembly", "WebSocket", "WritableStream", "WritableStreamDefaultController", "WritableStreamDefaultWriter", "arguments", "assert",
            "async_hooks", "atob", "await", "break", "btoa", "buffer", "callHostTool", "case", "catch", "child_process", "class", "clearImmediate",
            "clearInterval", "clearTimeout", "cluster", "console", "const", "constants", "continue", "crypto", "debugger", "decodeURI",
            "decodeURIComponent", "default", "delete", "dgram", "diagnostics_channel", "dns", "do", "domain", "else", "encodeURI", "encodeURIComponent",
            "enum", "escape", "eval", "events", "export", "exports", "extends", "false", "fetch", "finally", "for", "fs", "function", "global",
            "globalThis", "http", "http2", "https", "if", "implements", "import", "in", "inspector", "instanceof", "interface", "isFinite", "isNaN",
            "let", "localStorage", "module", "navigator", "net", "new", "node:ffi", "node:sea", "node:sqlite", "node:test", "null", "os", "package",
            "parseFloat", "parseInt", "path", "perf_hooks", "performance", "private", "process", "protected", "public", "punycode", "querystring",
            "queueMicrotask", "readline", "repl", "require", "return", "sessionStorage", "setImmediate", "setInterval", "setTimeout", "static", "stream",
            "string_decoder", "structuredClone", "super", "switch", "sys", "this", "throw", "timers", "tls", "trace_events", "true", "try", "tty",
            "typeof", "undefined", "unescape", "url", "util", "v8", "var", "vm", "void", "wasi", "while", "with", "worker_threads", "yield", "zlib",
        ]);
}
