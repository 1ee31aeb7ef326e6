using SecureExec.Sidecar.Engine.Interop;
using SecureExec.Sidecar.Engine.Snapshots;

namespace SecureExec.Sidecar.Bindings;

/// <summary>
/// <c>internalBinding('mksnapshot')</c>: guests do not build snapshots; the callbacks are kept as Node does outside of a build. While our own
/// start-up snapshot is made the library learns it here, as in Node's build.
/// </summary>
internal static unsafe class MkSnapshotBinding
{
    private const string Serialize = "runSerializeCallbacks", Flag = "isBuildingSnapshotBuffer";

    public static void Define(BindingBuilder b)
    {
        b.SharedUint8(Flag, 1, out var building);
        if (SnapshotBuilder.Building)
        {
            *building = 1;
            b.Realm[Flag] = b.Realm.Keep(V8Api.ViewBuffer(V8.Get(b.Isolate, b.Realm.Context, b.Target, Flag)));
        }
        b.Function("setSerializeCallback", &SetSerializeCallback)
            .Function("setDeserializeCallback", &SetCallback)
            .Function("setDeserializeMainFunction", &SetCallback);
    }

    /// <summary>Lets the library prepare itself for being written out; from then on it is as one that was never told.</summary>
    /// <exception cref="InvalidOperationException">It threw.</exception>
    public static void Finish(Realm realm)
    {
        V8Api.ContextEnter(realm.Context);
        if (realm[Serialize] != 0 && V8Api.FunctionCall(realm[Serialize], realm.Isolate, realm.Context, V8.Undefined(realm.Isolate), 0, null) == 0)
            throw new InvalidOperationException("Node's library could not be prepared for a start-up snapshot.");
        V8Api.ContextExit(realm.Context);
        *(byte*)V8Api.BufferData(realm[Flag]) = 0;
        realm[Flag] = realm[Serialize] = 0;
    }

    private static void SetSerializeCallback(CallInfo info)
    {
        if (info.IsFunction(0))
            info.Realm[Serialize] = info.Realm.Keep(info[0]);
    }

    // The library runs these by itself when a program starts.
    private static void SetCallback(CallInfo info)
    {
    }
}
