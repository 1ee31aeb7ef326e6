using System.Runtime.InteropServices;
using SecureExec.Sidecar.Engine.Interop;

namespace SecureExec.Sidecar.Engine;

/// <summary>Lets Node's library format <c>error.stack</c> (<c>Error.prepareStackTrace</c>, source maps), as Node's own isolate callback does.</summary>
internal static unsafe class StackTraces
{
    /// <summary>Key of the callback that <c>errors.setPrepareStackTraceCallback</c> stores.</summary>
    public const string Callback = "prepareStackTraceCallback";

    [UnmanagedCallersOnly]
    public static nint Prepare(nint context, nint error, nint sites)
    {
        try
        {
            var iso = V8Api.IsolateGetCurrent();
            var realm = Realm.Of(iso);
            if (realm[Callback] == 0)
                return V8Api.ValueToString(error, context);
            var args = stackalloc nint[3] { V8Api.ContextGlobal(context), error, sites };
            return V8Api.FunctionCall(realm[Callback], iso, context, V8.Undefined(iso), 3, args);
        }
        catch (Exception e)
        {
            FunctionTable.Fault?.Invoke(nameof(StackTraces), e);
            return error;
        }
    }
}
