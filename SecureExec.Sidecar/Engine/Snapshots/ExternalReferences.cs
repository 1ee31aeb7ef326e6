using System.Runtime.InteropServices;
using SecureExec.Sidecar.Bindings;
using SecureExec.Sidecar.Engine.Interop;

namespace SecureExec.Sidecar.Engine.Snapshots;

/// <summary>
/// Every address of ours that objects in a snapshot hold, in an order that is the same when it is made and when it is used: the blob has
/// indexes into this table. V8 refuses to make a snapshot with an address that is not in it.
/// </summary>
internal static unsafe class ExternalReferences
{
    /// <summary>V8's form: ends with 0. Lives as long as the process.</summary>
    public static nint* Table { get; } = Make();

    private static nint* Make()
    {
        nint[] all = [FunctionTable.InvokePointer, FunctionTable.ConstructPointer, .. EnvironmentProxy.Callbacks, LazyProperties.GetPointer, BuiltinsBinding.NativesPointer, .. NodeLibrary.Resources, 0];
        var table = (nint*)NativeMemory.Alloc((nuint)all.Length * (nuint)sizeof(nint));
        all.CopyTo(new Span<nint>(table, all.Length));
        return table;
    }
}
