using SecureExec.Sidecar.Engine.Interop;

namespace SecureExec.Sidecar.Bindings;

/// <summary><c>internalBinding('mksnapshot')</c>: guests do not build snapshots; the callbacks are kept as Node does outside of a build.</summary>
internal static unsafe class MkSnapshotBinding
{
    public static void Define(BindingBuilder b)
    {
        b.SharedUint8("isBuildingSnapshotBuffer", 1, out _);
        b.Function("setSerializeCallback", &SetCallback)
            .Function("setDeserializeCallback", &SetCallback)
            .Function("setDeserializeMainFunction", &SetCallback);
    }

    // Only a snapshot that is being built would call them.
    private static void SetCallback(CallInfo info)
    {
    }
}
