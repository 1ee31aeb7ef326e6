using SecureExec.Sidecar.Engine;
using SecureExec.Sidecar.Engine.Interop;

namespace SecureExec.Sidecar.Bindings;

/// <summary>Running modules. V8 ends the process when a module is evaluated in the wrong state, so states are checked first.</summary>
internal static unsafe class ModuleWrapEvaluation
{
    private const int Rejected = 2;
    private const int EvaluationPhase = 2;

    /// <summary>(timeout, breakOnSigint): gives the promise of the evaluation.</summary>
    public static void Evaluate(CallInfo info)
    {
        var realm = info.Realm;
        var module = Evaluable(info);
        if (module == 0)
            return;
        var timeout = info.Int32(0);
        var queue = QueueOf(realm, info.This);
        nint promise;
        var watchdog = new VmWatchdog(realm, timeout, info.IsTrue(1));
        TryCatch storage;
        using (var caught = new TryCatchScope(info.Isolate, &storage))
        {
            using (watchdog)
            {
                promise = V8Api.ModuleEvaluate(module, ModuleWrapBinding.ContextOf(realm, info.This));
                if (promise != 0 && queue != 0)
                    promise = Outside(info, promise, queue);
            }
            if (watchdog.Struck)
                caught.Reset();
            else if (caught.HasCaught && !caught.HasTerminated)
                caught.ReThrow();
        }
        if (!watchdog.Struck)
            info.Return(promise);
        else
            watchdog.Throw(ModuleWrapBinding.ContextOf(realm, info.This));
    }

    /// <summary>For <c>require(esm)</c>: evaluates a graph without top-level await and gives its namespace.</summary>
    public static void EvaluateSync(CallInfo info)
    {
        var realm = info.Realm;
        var module = Evaluable(info);
        if (module == 0)
            return;
        if (V8Api.ModuleIsGraphAsync(module) != 0)
        {
            info.Throw("require() cannot be used on an ESM graph with top-level await. Use import() instead. To see where the top-level await comes from, use --experimental-print-required-tla.", "ERR_REQUIRE_ASYNC_MODULE");
            return;
        }
        var promise = V8Api.ModuleEvaluate(module, ModuleWrapBinding.ContextOf(realm, info.This));
        if (promise != 0 && V8Api.IsPromise(promise) != 0 && !ThrowIfRejected(realm, promise))
            info.Return(V8Api.ModuleNamespace(module, EvaluationPhase));
    }

    /// <summary>(promise): throws its reason, and counts it as handled.</summary>
    public static void ThrowIfPromiseRejected(CallInfo info)
    {
        if (V8Api.IsPromise(info[0]) != 0)
            ThrowIfRejected(info.Realm, info[0]);
    }

    private static bool ThrowIfRejected(Realm realm, nint promise)
    {
        if (V8Api.PromiseState(promise) != Rejected)
            return false;
        var iso = realm.Isolate;
        V8Api.PromiseMarkAsHandled(promise);
        PromiseRejections.TellHandled(realm, promise);
        var error = V8Api.PromiseResult(promise);
        ErrorArrows.Append(realm, error, V8Api.CreateMessage(iso, error));
        V8Api.ThrowException(iso, error);
        return true;
    }

    // The module, if it is instantiated and not being evaluated now; 0 with an exception pending.
    private static nint Evaluable(CallInfo info)
    {
        var module = ModuleWrapBinding.ModuleOf(info);
        if (module == 0)
            return 0;
        var status = V8Api.ModuleGetStatus(module);
        if (status is >= ModuleWrapFields.Instantiated and not ModuleWrapFields.Evaluating)
            return module;
        info.Throw(status == ModuleWrapFields.Evaluating ? "Module is being evaluated" : "Module is not instantiated",
            status == ModuleWrapFields.Evaluating ? "ERR_VM_MODULE_STATUS" : "ERR_MODULE_NOT_INSTANTIATED");
        return 0;
    }

    // The caller must not wait on a promise whose reactions belong to the module's own queue, which runs only here: it gets one of its own
    // context. Resolving first puts the job that links the two into that queue.
    private static nint Outside(CallInfo info, nint promise, nint queue)
    {
        var resolver = V8Api.ResolverNew(info.Context);
        if (resolver == 0 || !V8.Just(V8Api.ResolverResolve(resolver, info.Context, promise)))
            return 0;
        V8Api.MicrotaskQueueCheckpoint(queue, info.Isolate);
        return V8Api.ResolverPromise(resolver);
    }

    private static nint QueueOf(Realm realm, nint wrap)
    {
        var context = ModuleWrapBinding.ContextOf(realm, wrap);
        if (context == 0 || V8.Same(context, realm.Context))
            return 0;
        var holder = V8Api.ContextGetEmbedderData(context, VmContext.SandboxIndex);
        if (holder == 0 || V8Api.IsObject(holder) == 0)
            holder = V8Api.ContextGlobal(context);
        return VmContext.QueueOf(realm, holder);
    }
}
