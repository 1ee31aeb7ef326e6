using System.Runtime.InteropServices;
using SecureExec.Sidecar.Engine.Interop;
using SecureExec.Sidecar.Engine.Snapshots;

namespace SecureExec.Sidecar.Bindings;

/// <summary><c>util.defineLazyProperties</c>: data properties whose value is a member of a built-in module, loaded on first access.</summary>
internal static unsafe class LazyProperties
{
    // PropertyCallbackInfo[7] is V8's AccessorInfo; its data field is the second word of the heap object (tag 1).
    private const int CallbackInfoIndex = 7, DataField = 8 - 1;

    /// <summary>The address that V8 has of the getter.</summary>
    public static nint GetPointer => (nint)(delegate* unmanaged<nint, nint*, void>)&Get;

    public static void Define(CallInfo info)
    {
        // target, id, keys, enumerable = true
        if (!info.IsObject(0) || info.RequireString(1, "id") is not { } id || V8Api.IsArray(info[2]) == 0 || V8.Items(info[2], info.Context) is not { } keys)
            return;
        var modules = info.Realm.State<Modules>().Ids;
        var index = modules.IndexOf(id);
        if (index < 0)
        {
            index = modules.Count;
            modules.Add(id);
        }
        var attributes = info.Length > 3 && !info.IsTrue(3) ? V8.DontEnum : 0;
        foreach (var key in keys)
        {
            if (V8Api.IsString(key) != 0)
                V8Api.ObjectSetLazyData(info[0], info.Context, key, GetPointer, V8.Int(info.Isolate, index), attributes, 0, 0);
        }
    }

    [UnmanagedCallersOnly]
    private static void Get(nint name, nint* frame)
    {
        var info = new PropertyInfo(frame);
        try
        {
            var realm = Realm.Of(info.Isolate);
            var index = (int)(*(nint*)(frame[CallbackInfoIndex] + DataField) >> 32);
            var id = V8.Str(realm.Isolate, realm.State<Modules>().Ids[index]);
            var module = V8Api.FunctionCall(realm["requireBuiltin"], realm.Isolate, realm.Context, V8.Undefined(realm.Isolate), 1, &id);
            if (module != 0)
                info.Return(V8Api.ObjectGet(module, realm.Context, name));
        }
        catch (Exception e)
        {
            FunctionTable.Fault?.Invoke(nameof(LazyProperties), e);
        }
    }

    private sealed class Modules : ICarried
    {
        public List<string> Ids { get; } = [];

        public void Carry(StateCarrier carrier) => carrier.Texts(Ids);
    }
}
