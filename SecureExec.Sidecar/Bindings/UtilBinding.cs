using SecureExec.Sidecar.Engine.Interop;

namespace SecureExec.Sidecar.Bindings;

/// <summary><c>internalBinding('util')</c>: what JavaScript cannot see of its own objects, and a few services.</summary>
internal static unsafe class UtilBinding
{
    private const int OnlyEnumerable = 2, SkipIndexes = 1, OwnOnly = 0, KeepNumbers = 1;

    public static void Define(BindingBuilder b)
    {
        b.SharedUint32("shouldAbortOnUncaughtToggle", 1, out _);
        b.Function("defineLazyProperties", &LazyProperties.Define)
            .Function("getPromiseDetails", &GetPromiseDetails)
            .Function("getProxyDetails", &GetProxyDetails)
            .Function("getCallerLocation", &GetCallerLocation)
            .Function("previewEntries", &PreviewEntries)
            .Function("getOwnNonIndexProperties", &GetOwnNonIndexProperties)
            .Function("getConstructorName", &GetConstructorName)
            .Function("getCallSites", &GetCallSites)
            .Function("isInsideNodeModules", &IsInsideNodeModules)
            .Function("sleep", &Sleep)
            .Function("parseEnv", &ParseEnv)
            .Function("arrayBufferViewHasBuffer", &ArrayBufferViewHasBuffer)
            .Function("constructSharedArrayBuffer", &ConstructSharedArrayBuffer)
            .Function("getSharedArrayBufferGrowable", &GetSharedArrayBufferGrowable)
            .Function("markPromiseAsHandled", &MarkPromiseAsHandled)
            .Function("guessHandleType", &GuessHandleType)
            .Function("isConstructor", &IsConstructor)
            .Function("isArrayBufferView", &IsArrayBufferView)
            .Function("isDataView", &IsDataView)
            .Function("isTypedArray", &IsTypedArray)
            .Function("isUint8Array", &IsUint8Array);
        TypesBinding.Define(b);
    }

    private static void GetPromiseDetails(CallInfo info)
    {
        if (V8Api.IsPromise(info[0]) == 0)
            return;
        var state = V8Api.PromiseState(info[0]);
        var number = V8.Int(info.Isolate, state);
        info.Return(state == 0 ? V8.Array(info.Isolate, [number]) : V8.Array(info.Isolate, [number, V8Api.PromiseResult(info[0])]));
    }

    private static void GetProxyDetails(CallInfo info)
    {
        if (V8Api.IsProxy(info[0]) == 0)
            return;
        var target = V8Api.ProxyGetTarget(info[0]);
        if (info.Length == 1 || info.IsTrue(1))
            info.Return(V8.Array(info.Isolate, [target, V8Api.ProxyGetHandler(info[0])]));
        else
            info.Return(target);
    }

    private static void GetCallerLocation(CallInfo info)
    {
        var trace = V8Api.StackTraceCurrent(info.Isolate, 2, DetailedStack);
        if (V8Api.StackTraceFrameCount(trace) != 2)
            return;
        var frame = V8Api.StackTraceFrame(trace, info.Isolate, 1);
        info.Return(V8.Array(info.Isolate,
            [V8.Int(info.Isolate, StackFrames.Line(frame)), V8.Int(info.Isolate, StackFrames.Column(frame)), V8Api.StackFrameScriptNameOrSourceUrl(frame)]));
    }

    private const int DetailedStack = 0x7f;

    private static void PreviewEntries(CallInfo info)
    {
        if (!info.IsObject(0))
            return;
        byte isKeyValue = 0;
        var entries = V8Api.ObjectPreviewEntries(info[0], &isKeyValue);
        if (entries == 0)
            return;
        info.Return(info.Length == 1 ? entries : V8.Array(info.Isolate, [entries, V8.Bool(info.Isolate, isKeyValue != 0)]));
    }

    private static void GetOwnNonIndexProperties(CallInfo info)
    {
        if (info.IsObject(0))
            info.Return(V8Api.ObjectGetPropertyNames(info[0], info.Context, OwnOnly, info.Int32(1) & OnlyEnumerable, SkipIndexes, KeepNumbers));
    }

    private static void GetConstructorName(CallInfo info)
    {
        if (info.IsObject(0))
            info.Return(V8Api.ObjectGetConstructorName(info[0]));
    }

    private static void GetCallSites(CallInfo info)
    {
        var (iso, context) = (info.Isolate, info.Context);
        var frames = Math.Clamp(info.Int32(0), 1, 200);
        var trace = V8Api.StackTraceCurrent(iso, frames + 1, DetailedStack);
        var count = V8Api.StackTraceFrameCount(trace);
        var sites = new List<nint>();
        for (uint i = 1; i < count; i++) // frame 0 is util.getCallSites itself
        {
            var frame = V8Api.StackTraceFrame(trace, iso, i);
            var site = V8Api.ObjectNew(iso);
            var function = V8Api.StackFrameFunctionName(frame);
            var script = V8Api.StackFrameScriptName(frame);
            V8.Set(iso, context, site, "functionName", function == 0 ? V8.Str(iso, "") : function);
            V8.Set(iso, context, site, "scriptId", V8.Str(iso, V8Api.StackFrameScriptId(frame).ToString()));
            V8.Set(iso, context, site, "scriptName", script == 0 ? V8.Str(iso, "") : script);
            V8.Set(iso, context, site, "lineNumber", V8.Int(iso, StackFrames.Line(frame)));
            V8.Set(iso, context, site, "columnNumber", V8.Int(iso, StackFrames.Column(frame)));
            V8.Set(iso, context, site, "column", V8.Int(iso, StackFrames.Column(frame)));
            sites.Add(site);
        }
        info.Return(V8.Array(iso, [.. sites]));
    }

    // Whether the nearest frame outside of Node's own files lies in a node_modules folder.
    private static void IsInsideNodeModules(CallInfo info)
    {
        var trace = V8Api.StackTraceCurrent(info.Isolate, info.Length > 0 ? Math.Clamp(info.Int32(0), 1, 200) : 10, DetailedStack);
        var count = V8Api.StackTraceFrameCount(trace);
        for (uint i = 0; i < count; i++)
        {
            var name = V8Api.StackFrameScriptName(V8Api.StackTraceFrame(trace, info.Isolate, i));
            if (name == 0 || V8Api.IsString(name) == 0)
                continue;
            var text = V8.Text(info.Isolate, name);
            if (text.Length == 0 || text.StartsWith("node:", StringComparison.Ordinal))
                continue;
            info.Return(text.Contains("/node_modules/", StringComparison.Ordinal) || text.Contains("\\node_modules\\", StringComparison.Ordinal));
            return;
        }
        info.Return(false);
    }

    private static void Sleep(CallInfo info)
    {
        var milliseconds = (uint)info.Double(0);
        var guest = info.Realm.Guest;
        for (var slept = 0u; slept < milliseconds && !guest.Loop.Stopped; slept += 10)
            Thread.Sleep((int)Math.Min(10, milliseconds - slept));
    }

    private static void ParseEnv(CallInfo info)
    {
        if (info.RequireString(0, "content") is not { } content)
            return;
        var result = V8Api.ObjectNewWith(info.Isolate, V8.Null(info.Isolate), null, null, 0);
        foreach (var (name, value) in DotEnv.Parse(content))
            V8.Set(info.Isolate, info.Context, result, name, V8.Str(info.Isolate, value));
        info.Return(result);
    }

    private static void ArrayBufferViewHasBuffer(CallInfo info) => info.Return(V8Api.IsArrayBufferView(info[0]) != 0 && V8Api.ViewHasBuffer(info[0]) != 0);

    // The library's way to one even where the global is gone. Refused above what one buffer may hold; V8 would abort.
    private static void ConstructSharedArrayBuffer(CallInfo info)
    {
        var length = info.Double(0);
        if (length is >= 0 and <= MaxSharedBytes)
            info.Return(V8Api.SharedArrayBufferNew(info.Isolate, (nuint)length, 0));
        else
            V8.ThrowRangeError(info.Isolate, "Invalid array buffer length");
    }

    private const int MaxSharedBytes = 16 << 20;

    // A getter of SharedArrayBuffer.prototype: the buffer is the receiver.
    private static void GetSharedArrayBufferGrowable(CallInfo info)
    {
        if (V8Api.IsSharedArrayBuffer(info.This) == 0)
            info.ThrowTypeError("The receiver must be a SharedArrayBuffer");
        else
            info.Return(V8Api.SharedArrayBufferMaxByteLength(info.This) != V8Api.SharedArrayBufferByteLength(info.This));
    }

    private static void MarkPromiseAsHandled(CallInfo info)
    {
        if (V8Api.IsPromise(info[0]) != 0)
            V8Api.PromiseMarkAsHandled(info[0]);
    }

    private static void GuessHandleType(CallInfo info) => info.Return(HandleTypes.Guess(info.Realm, info.Int32(0)));

    private static void IsConstructor(CallInfo info) => info.Return(info.IsObject(0) && V8Api.ObjectIsConstructor(info[0]) != 0);

    private static void IsArrayBufferView(CallInfo info) => info.Return(V8Api.IsArrayBufferView(info[0]) != 0);

    private static void IsDataView(CallInfo info) => info.Return(V8Api.IsDataView(info[0]) != 0);

    private static void IsTypedArray(CallInfo info) => info.Return(V8Api.IsTypedArray(info[0]) != 0);

    private static void IsUint8Array(CallInfo info) => info.Return(V8Api.IsUint8Array(info[0]) != 0);
}
