using SecureExec.Sidecar.Crypto;
using SecureExec.Sidecar.Engine.Interop;

namespace SecureExec.Sidecar.Bindings;

/// <summary>Faults of the cryptographic engine as Node's errors.</summary>
internal static class CryptoErrors
{
    /// <summary>Runs an operation; what it cannot do is thrown into the guest, and the answer is false.</summary>
    public static bool Try(CallInfo info, Action operation)
    {
        try
        {
            operation();
            return true;
        }
        catch (CryptoFault fault)
        {
            Throw(info.Realm, fault);
            return false;
        }
    }

    /// <summary>Runs an operation; null: what it cannot do was thrown into the guest.</summary>
    public static T? Try<T>(CallInfo info, Func<T> operation) where T : class
    {
        T? result = null;
        return Try(info, () => { result = operation(); }) ? result : null;
    }

    public static void Throw(Realm realm, CryptoFault fault)
    {
        var error = Create(realm, fault);
        if (V8Api.HasPendingException(realm.Isolate) == 0)
            V8Api.ThrowException(realm.Isolate, error);
    }

    /// <summary>The error object, as a local.</summary>
    public static nint Create(Realm realm, CryptoFault fault)
    {
        var (iso, context) = (realm.Isolate, V8Api.CurrentContext(realm.Isolate));
        var message = V8.Str(iso, fault.Message);
        var error = fault.Kind switch
        {
            CryptoFaultKind.TypeError => V8Api.NewTypeError(message, 0),
            CryptoFaultKind.RangeError => V8Api.NewRangeError(message, 0),
            _ => V8Api.NewError(message, 0),
        };
        if (fault.Library != null)
            V8.Set(iso, context, error, "library", V8.Str(iso, fault.Library));
        if (fault.Reason != null)
            V8.Set(iso, context, error, "reason", V8.Str(iso, fault.Reason));
        if (fault.Code != null)
            V8.Set(iso, context, error, "code", V8.Str(iso, fault.Code));
        return error;
    }
}
