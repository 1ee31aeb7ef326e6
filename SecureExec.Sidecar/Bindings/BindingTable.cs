using SecureExec.Sidecar.Engine.Interop;

namespace SecureExec.Sidecar.Bindings;

/// <summary>Our system-call table: which C# stands behind which <c>internalBinding(name)</c>.</summary>
internal static unsafe class BindingTable
{
    private static readonly Dictionary<string, nint> Definitions = new(StringComparer.Ordinal)
    {
        ["async_context_frame"] = (nint)(delegate*<BindingBuilder, void>)&AsyncContextFrameBinding.Define,
        ["async_wrap"] = (nint)(delegate*<BindingBuilder, void>)&AsyncWrapBinding.Define,
        ["blob"] = (nint)(delegate*<BindingBuilder, void>)&BlobBinding.Define,
        ["buffer"] = (nint)(delegate*<BindingBuilder, void>)&BufferBinding.Define,
        ["block_list"] = (nint)(delegate*<BindingBuilder, void>)&BlockListBinding.Define,
        ["builtins"] = (nint)(delegate*<BindingBuilder, void>)&BuiltinsBinding.Define,
        ["cares_wrap"] = (nint)(delegate*<BindingBuilder, void>)&CaresWrapBinding.Define,
        ["cjs_lexer"] = (nint)(delegate*<BindingBuilder, void>)&CjsLexerBinding.Define,
        ["config"] = (nint)(delegate*<BindingBuilder, void>)&ConfigBinding.Define,
        ["contextify"] = (nint)(delegate*<BindingBuilder, void>)&ContextifyBinding.Define,
        ["credentials"] = (nint)(delegate*<BindingBuilder, void>)&CredentialsBinding.Define,
        ["crypto"] = (nint)(delegate*<BindingBuilder, void>)&CryptoBinding.Define,
        ["diagnostics_channel"] = (nint)(delegate*<BindingBuilder, void>)&DiagnosticsChannelBinding.Define,
        ["encoding_binding"] = (nint)(delegate*<BindingBuilder, void>)&EncodingBinding.Define,
        ["errors"] = (nint)(delegate*<BindingBuilder, void>)&ErrorsBinding.Define,
        ["fs"] = (nint)(delegate*<BindingBuilder, void>)&FsBinding.Define,
        ["fs_dir"] = (nint)(delegate*<BindingBuilder, void>)&FsDirBinding.Define,
        ["fs_event_wrap"] = (nint)(delegate*<BindingBuilder, void>)&FsEventBinding.Define,
        ["http2"] = (nint)(delegate*<BindingBuilder, void>)&Http2Binding.Define,
        ["http_parser"] = (nint)(delegate*<BindingBuilder, void>)&HttpParserBinding.Define,
        ["icu"] = (nint)(delegate*<BindingBuilder, void>)&IcuBinding.Define,
        ["internal_only_v8"] = (nint)(delegate*<BindingBuilder, void>)&InternalOnlyV8Binding.Define,
        ["ipc_serdes"] = (nint)(delegate*<BindingBuilder, void>)&IpcSerdesBinding.Define,
        ["js_stream"] = (nint)(delegate*<BindingBuilder, void>)&JsStreamBinding.Define,
        ["locks"] = (nint)(delegate*<BindingBuilder, void>)&LocksBinding.Define,
        ["messaging"] = (nint)(delegate*<BindingBuilder, void>)&MessagingBinding.Define,
        ["mksnapshot"] = (nint)(delegate*<BindingBuilder, void>)&MkSnapshotBinding.Define,
        ["module_wrap"] = (nint)(delegate*<BindingBuilder, void>)&ModuleWrapBinding.Define,
        ["modules"] = (nint)(delegate*<BindingBuilder, void>)&ModulesBinding.Define,
        ["options"] = (nint)(delegate*<BindingBuilder, void>)&OptionsBinding.Define,
        ["os"] = (nint)(delegate*<BindingBuilder, void>)&OsBinding.Define,
        ["performance"] = (nint)(delegate*<BindingBuilder, void>)&PerformanceBinding.Define,
        ["permission"] = (nint)(delegate*<BindingBuilder, void>)&PermissionBinding.Define,
        ["process_methods"] = (nint)(delegate*<BindingBuilder, void>)&ProcessMethodsBinding.Define,
        ["process_wrap"] = (nint)(delegate*<BindingBuilder, void>)&ProcessWrapBinding.Define,
        ["report"] = (nint)(delegate*<BindingBuilder, void>)&ReportBinding.Define,
        ["serdes"] = (nint)(delegate*<BindingBuilder, void>)&SerdesBinding.Define,
        ["signal_wrap"] = (nint)(delegate*<BindingBuilder, void>)&SignalWrapBinding.Define,
        ["pipe_wrap"] = (nint)(delegate*<BindingBuilder, void>)&PipeWrapBinding.Define,
        ["stream_pipe"] = (nint)(delegate*<BindingBuilder, void>)&StreamPipeBinding.Define,
        ["stream_wrap"] = (nint)(delegate*<BindingBuilder, void>)&StreamWrapBinding.Define,
        ["spawn_sync"] = (nint)(delegate*<BindingBuilder, void>)&SpawnSyncBinding.Define,
        ["string_decoder"] = (nint)(delegate*<BindingBuilder, void>)&StringDecoderBinding.Define,
        ["task_queue"] = (nint)(delegate*<BindingBuilder, void>)&TaskQueueBinding.Define,
        ["tcp_wrap"] = (nint)(delegate*<BindingBuilder, void>)&TcpWrapBinding.Define,
        ["timers"] = (nint)(delegate*<BindingBuilder, void>)&TimersBinding.Define,
        ["trace_events"] = (nint)(delegate*<BindingBuilder, void>)&TraceEventsBinding.Define,
        ["tls_wrap"] = (nint)(delegate*<BindingBuilder, void>)&TlsWrapBinding.Define,
        ["tty_wrap"] = (nint)(delegate*<BindingBuilder, void>)&TtyWrapBinding.Define,
        ["types"] = (nint)(delegate*<BindingBuilder, void>)&TypesBinding.Define,
        ["udp_wrap"] = (nint)(delegate*<BindingBuilder, void>)&UdpWrapBinding.Define,
        ["url"] = (nint)(delegate*<BindingBuilder, void>)&UrlBinding.Define,
        ["url_pattern"] = (nint)(delegate*<BindingBuilder, void>)&UrlPatternBinding.Define,
        ["util"] = (nint)(delegate*<BindingBuilder, void>)&UtilBinding.Define,
        ["uv"] = (nint)(delegate*<BindingBuilder, void>)&UvBinding.Define,
        ["v8"] = (nint)(delegate*<BindingBuilder, void>)&V8Binding.Define,
        ["wasm_web_api"] = (nint)(delegate*<BindingBuilder, void>)&WasmWebApiBinding.Define,
        ["worker"] = (nint)(delegate*<BindingBuilder, void>)&WorkerBinding.Define,
        ["zlib"] = (nint)(delegate*<BindingBuilder, void>)&ZlibBinding.Define,
    };

    /// <summary>Names of all bindings that have native parts.</summary>
    public static IReadOnlyCollection<string> Names => Definitions.Keys;

    public static bool Exists(string name) => Definitions.ContainsKey(name);

    /// <summary>The binding's object as the library has it (a local), made if it has not been; 0: an exception is pending.</summary>
    public static nint Require(Realm realm, string name)
    {
        var argument = V8.Str(realm.Isolate, name);
        return V8Api.FunctionCall(realm["internalBinding"], realm.Isolate, realm.Context, V8.Undefined(realm.Isolate), 1, &argument);
    }

    /// <summary>Lays the native parts of a binding over <paramref name="target"/>.</summary>
    public static void Define(Realm realm, string name, nint target)
    {
        if (Definitions.TryGetValue(name, out var define))
            ((delegate*<BindingBuilder, void>)define)(new BindingBuilder(realm, name, target));
    }
}
