using SecureExec.Sidecar.Engine;
using SecureExec.Sidecar.Engine.Interop;

namespace SecureExec.Sidecar.Bindings;

/// <summary>The class behind <c>vm.Script</c>: an unbound script in internal field 0.</summary>
internal static unsafe class ContextifyScript
{
    private const int Unbound = 0, Ready = 1, FieldCount = 2;

    public static void Define(BindingBuilder b) => b.Class("ContextifyScript", b.NewClass("ContextifyScript", FieldCount, &New)
        .Method("createCachedData", &CreateCachedData)
        .Method("runInContext", &RunInContext));

    // new (code, filename, lineOffset, columnOffset, cachedData, produceCachedData, parsingContext, hostDefinedOptionId)
    private static void New(CallInfo info)
    {
        var (iso, realm, current, self) = (info.Isolate, info.Realm, info.Context, info.This);
        if (!ContextifyFunctions.RequireSource(info))
            return;
        var context = info.IsObject(6) ? VmContext.Of(realm, info[6]) : current;
        if (context == 0)
            context = current;
        var symbol = V8Api.IsSymbol(info[7]) != 0 ? info[7] : V8Api.SymbolNew(iso, info[1]);
        var source = ContextifySources.Make(realm, info[0], info[1], info.Int32(2), info.Int32(3), symbol, module: false);
        var script = ContextifySources.Compile(
            info, 4, context, source, decorate: true, (code, options) => V8Api.CompileUnboundScript(iso, code, options, 0), out var offered, out var rejected);
        if (script == 0)
            return;
        V8Api.ObjectSetInternal(self, Unbound, script);
        V8Api.ObjectSetInternal(self, Ready, V8.True(iso));
        V8Api.ObjectSetPrivate(self, current, realm.Private("host_defined_option_symbol"), symbol);
        if (offered)
            V8.Set(iso, current, self, "cachedDataRejected", V8.Bool(iso, rejected));
        if (info.IsTrue(5))
        {
            V8.Set(iso, current, self, "cachedDataProduced", V8.True(iso));
            V8.Set(iso, current, self, "cachedData", ContextifySources.ToBuffer(realm, V8Api.CreateCodeCache(script)));
        }
        V8.Set(iso, current, self, "sourceURL", V8Api.UnboundSourceURL(script));
        V8.Set(iso, current, self, "sourceMapURL", V8Api.UnboundSourceMappingURL(script));
    }

    private static bool IsReady(CallInfo info)
    {
        if (V8Api.IsTrue(V8Api.ObjectGetInternal(info.This, Ready)) != 0)
            return true;
        info.ThrowTypeError("The script has not been compiled");
        return false;
    }

    private static void CreateCachedData(CallInfo info)
    {
        if (IsReady(info))
            info.Return(ContextifySources.ToBuffer(info.Realm, V8Api.CreateCodeCache(V8Api.ObjectGetInternal(info.This, Unbound))));
    }

    // (contextified object or null, timeout, displayErrors, breakOnSigint, breakOnFirstLine)
    private static void RunInContext(CallInfo info)
    {
        var (iso, realm) = (info.Isolate, info.Realm);
        if (!IsReady(info))
            return;
        var context = info.IsObject(0) ? VmContext.Of(realm, info[0]) : info.Context;
        if (context == 0)
        {
            info.ThrowTypeError("The object is not a vm context");
            return;
        }
        var timeout = info.Int32(1);
        var queue = info.IsObject(0) ? VmContext.QueueOf(realm, info[0]) : 0;
        nint result;
        var watchdog = new VmWatchdog(realm, timeout, info.IsTrue(3));
        TryCatch storage;
        using (var caught = new TryCatchScope(iso, &storage))
        {
            using (watchdog)
            {
                V8Api.ContextEnter(context);
                result = V8Api.ScriptRun(V8Api.UnboundBind(V8Api.ObjectGetInternal(info.This, Unbound)), context);
                if (result != 0 && queue != 0)
                    V8Api.MicrotaskQueueCheckpoint(queue, iso);
                V8Api.ContextExit(context);
            }
            if (watchdog.Struck)
            {
                caught.Reset();
            }
            else if (caught.HasCaught)
            {
                if (info.IsTrue(2))
                    ContextifySources.ReThrow(realm, caught, decorate: true);
                else if (!caught.HasTerminated)
                    caught.ReThrow();
                return;
            }
        }
        if (!watchdog.Struck)
            info.Return(result);
        else
            watchdog.Throw(context);
    }
}
