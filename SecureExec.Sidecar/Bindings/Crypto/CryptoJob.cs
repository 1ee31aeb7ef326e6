using SecureExec.Sidecar.Crypto;
using SecureExec.Sidecar.Engine;
using SecureExec.Sidecar.Engine.Interop;

namespace SecureExec.Sidecar.Bindings;

/// <summary>
/// One operation of <c>crypto</c>: done at once, or on another thread with <c>ondone</c> called or a promise settled. All that it works on was copied when it was made.
/// </summary>
/// <param name="mode">Node's number of the way.</param>
/// <param name="bytes">What it holds until it is done.</param>
/// <param name="compute">The work; may run on any thread and throws <see cref="CryptoFault"/>.</param>
/// <param name="toScript">Makes a value for JavaScript of the result, on the loop's thread; 0: an exception is pending.</param>
/// <param name="release">Lets go of what the job holds of JavaScript, when it is over; null: nothing.</param>
internal sealed class CryptoJob(CryptoJobMode mode, long bytes, Func<object> compute, Func<Realm, object, nint> toScript, Action? release = null)
{
    private bool _started;

    /// <summary>Begins it.</summary>
    public void Run(CallInfo info)
    {
        if (_started)
        {
            info.Throw("The job was run already", "ERR_INVALID_STATE");
            return;
        }
        _started = true;
        if (mode == CryptoJobMode.Sync)
            RunNow(info);
        else
            RunElsewhere(info);
    }

    private void RunNow(CallInfo info)
    {
        var undefined = V8.Undefined(info.Isolate);
        try
        {
            var value = toScript(info.Realm, compute());
            if (value != 0)
                info.Return(V8.Array(info.Isolate, [undefined, value]));
        }
        catch (CryptoFault fault)
        {
            info.Return(V8.Array(info.Isolate, [CryptoErrors.Create(info.Realm, fault), undefined]));
        }
    }

    private void RunElsewhere(CallInfo info)
    {
        var realm = info.Realm;
        var memory = realm.State<ExternalMemory>();
        if (!memory.Take(realm, bytes))
        {
            V8.ThrowRangeError(info.Isolate, "Failed to allocate memory", "ERR_MEMORY_ALLOCATION_FAILED");
            return;
        }
        var slot = V8.Global(info.Isolate, info.This);
        nint resolver = 0;
        if (mode == CryptoJobMode.WebCrypto)
        {
            var local = V8Api.ResolverNew(info.Context);
            if (local == 0)
                return;
            resolver = V8.Global(info.Isolate, local);
            info.Return(V8Api.ResolverPromise(local));
        }
        object? result = null;
        CryptoFault? refusal = null;
        realm.Guest.Work.Run(
            () =>
            {
                try
                {
                    result = compute();
                }
                catch (CryptoFault fault)
                {
                    refusal = fault;
                }
            },
            fault =>
            {
                memory.Give(realm, bytes);
                if (fault != null)
                    throw fault;
                var value = refusal == null ? toScript(realm, result!) : CryptoErrors.Create(realm, refusal);
                if (resolver != 0)
                    Settle(realm, resolver, value, refusal != null);
                else
                    Tell(realm, slot, value, refusal != null);
                release?.Invoke();
                FsAsyncObject.End(realm, slot);
                V8Api.DisposeGlobal(slot);
            });
    }

    private static void Tell(Realm realm, nint slot, nint value, bool isError)
    {
        var undefined = V8.Undefined(realm.Isolate);
        var callback = V8.Get(realm.Isolate, realm.Context, slot, "ondone");
        if (callback != 0 && V8Api.IsFunction(callback) != 0)
            Callbacks.Make(realm, slot, callback, isError ? [value, undefined] : [undefined, value], FsAsyncObject.ContextOf(realm, slot));
    }

    private static void Settle(Realm realm, nint resolver, nint value, bool isError)
    {
        if (isError)
            V8Api.ResolverReject(resolver, realm.Context, DomExceptions.Create(realm, "The operation failed for an operation-specific reason", "OperationError", value));
        else
            V8Api.ResolverResolve(resolver, realm.Context, value);
        V8Api.DisposeGlobal(resolver);
    }
}
