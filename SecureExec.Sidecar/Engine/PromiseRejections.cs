using System.Runtime.InteropServices;
using SecureExec.Sidecar.Engine.Interop;

namespace SecureExec.Sidecar.Engine;

/// <summary>Tells Node's library of promises that reject without a handler or get one late (<c>process.on('unhandledRejection')</c>).</summary>
internal static unsafe class PromiseRejections
{
    /// <summary>Key of the callback that <c>task_queue.setPromiseRejectCallback</c> stores.</summary>
    public const string Callback = "promiseRejectCallback";

    private const int NoHandler = 0, HandlerAddedAfterReject = 1;

    /// <summary>Tells the library that native code has handled a rejected promise (a local).</summary>
    public static void TellHandled(Realm realm, nint promise)
    {
        if (realm[Callback] == 0)
            return;
        var iso = realm.Isolate;
        var args = stackalloc nint[3] { V8.Int(iso, HandlerAddedAfterReject), promise, V8.Undefined(iso) };
        _ = V8Api.FunctionCall(realm[Callback], iso, realm.Context, V8.Undefined(iso), 3, args);
    }

    [UnmanagedCallersOnly]
    public static void OnReject(PromiseRejectMessage message)
    {
        try
        {
            var iso = V8Api.IsolateGetCurrent();
            var realm = Realm.Of(iso);
            if (realm[Callback] == 0 || V8Api.IsExecutionTerminating(iso) != 0)
                return;
            var args = stackalloc nint[3];
            args[0] = V8.Int(iso, message.Event);
            args[1] = message.Promise;
            args[2] = message.Event == HandlerAddedAfterReject || message.Value == 0 ? V8.Undefined(iso) : message.Value;
            TryCatch storage;
            using var caught = new TryCatchScope(iso, &storage);
            _ = V8Api.FunctionCall(realm[Callback], iso, V8Api.CurrentContext(iso), V8.Undefined(iso), 3, args);
        }
        catch (Exception e)
        {
            FunctionTable.Fault?.Invoke(nameof(PromiseRejections), e);
        }
    }
}
