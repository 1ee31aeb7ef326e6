using SecureExec.Sidecar.Engine.Interop;

namespace SecureExec.Sidecar.Bindings;

/// <summary>The class <c>FSReqCallback</c>: carries <c>oncomplete</c> and the async identity of one operation.</summary>
internal static unsafe class FsRequestClass
{
    private const int BigIntField = FsAsyncObject.FirstOwnField;

    public static void Define(BindingBuilder b)
    {
        var built = FsAsyncObject.Methods(b.NewClass("FSReqCallback", BigIntField + 1, &Construct)).Method("cancel", &Cancel);
        b.Realm.State<FsState>().RequestTemplate = b.Class("FSReqCallback", built);
    }

    /// <summary>Whether the request was made for bigint numbers.</summary>
    public static bool UsesBigInt(nint wrapper) => V8.SmiValue(V8Api.ObjectGetInternal(wrapper, BigIntField)) != 0;

    private static void Construct(CallInfo info)
    {
        V8Api.ObjectSetInternal(info.This, BigIntField, V8.Int(info.Isolate, info.IsTrue(0) ? 1 : 0));
        FsAsyncObject.Begin(info.Realm, info.This, "FSREQCALLBACK");
    }

    // Work in memory is over before anyone could cancel it, as in Node when the thread pool has begun: the completion comes.
    private static void Cancel(CallInfo info)
    {
    }
}
