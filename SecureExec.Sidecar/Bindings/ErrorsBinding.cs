using SecureExec.Sidecar.Engine;
using SecureExec.Sidecar.Engine.Interop;

namespace SecureExec.Sidecar.Bindings;

/// <summary><c>internalBinding('errors')</c>: the callbacks that format and report errors.</summary>
internal static unsafe class ErrorsBinding
{
    public static void Define(BindingBuilder b) => b
        .Function("setPrepareStackTraceCallback", &SetPrepareStackTrace)
        .Function("setGetSourceMapErrorSource", &Keep)
        .Function("setMaybeCacheGeneratedSourceMap", &Keep)
        .Function("setEnhanceStackForFatalException", &Keep)
        .Function("setSourceMapsEnabled", &SetSourceMapsEnabled)
        .Function("noSideEffectsToString", &NoSideEffectsToString)
        .Function("triggerUncaughtException", &TriggerUncaughtException)
        .Function("getErrorSourcePositions", &GetErrorSourcePositions);

    private static void SetPrepareStackTrace(CallInfo info)
    {
        if (info.IsFunction(0))
            info.Realm[StackTraces.Callback] = info.Realm.Keep(info[0]);
    }

    // Our report uses the library's enhancers and source maps directly (guest/bootstrap/guest.js): the engine has no use for the callback.
    private static void Keep(CallInfo info)
    {
    }

    private static void SetSourceMapsEnabled(CallInfo info) => info.Realm["sourceMapsEnabled"] = info.IsTrue(0) ? info.Realm.Keep(info[0]) : 0;

    private static void NoSideEffectsToString(CallInfo info) => info.Return(V8Api.ToDetailString(info[0], info.Context));

    private static void TriggerUncaughtException(CallInfo info)
    {
        var realm = info.Realm;
        UncaughtExceptions.Trigger(realm, info[0], 0, info.IsTrue(1));
    }

    private static void GetErrorSourcePositions(CallInfo info)
    {
        var (iso, context) = (info.Isolate, info.Context);
        var message = V8Api.CreateMessage(iso, info[0]);
        var result = V8Api.ObjectNew(iso);
        var line = V8Api.MessageSourceLine(message, context);
        V8.Set(iso, context, result, "sourceLine", line == 0 ? V8.Undefined(iso) : line);
        V8.Set(iso, context, result, "scriptResourceName", V8Api.MessageResourceName(message));
        V8.Set(iso, context, result, "lineNumber", V8.Int(iso, (int)(V8Api.MessageLineNumber(message, context) >> 32)));
        V8.Set(iso, context, result, "startColumn", V8.Int(iso, V8Api.MessageStartColumn(message)));
        info.Return(result);
    }
}
