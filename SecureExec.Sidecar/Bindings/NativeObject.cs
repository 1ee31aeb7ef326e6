using SecureExec.Sidecar.Engine;
using SecureExec.Sidecar.Engine.Interop;

namespace SecureExec.Sidecar.Bindings;

/// <summary>The object that our own bootstrap scripts (guest/bootstrap) get: never reachable from guest code.</summary>
internal static unsafe class NativeObject
{
    public static nint Create(Realm realm)
    {
        var target = V8Api.ObjectNew(realm.Isolate);
        new BindingBuilder(realm, "native", target)
            .Function("define", &Define)
            .Function("shape", &Shape)
            .Function("exists", &Exists)
            .Function("symbol", &Symbol)
            .Function("privateSymbol", &PrivateSymbol)
            .Function("writeError", &WriteError)
            .Function("setValue", &SetValue)
            .Function("thrownAt", &ThrownAt)
            .Function("unsettledAwait", &UnsettledAwait);
        return target;
    }

    /// <summary><c>process._linkedBinding</c>: there are none.</summary>
    public static void GetLinkedBinding(CallInfo info) => info.Throw($"No such binding: {info.Text(0)}", "ERR_INVALID_MODULE");

    private static void Define(CallInfo info)
    {
        if (info.RequireString(0, "name") is { } name && info.IsObject(1))
            BindingTable.Define(info.Realm, name, info[1]);
    }

    private static void Shape(CallInfo info)
    {
        if (info.RequireString(0, "name") is not { } name)
            return;
        var json = NodeLibrary.Json("binding/" + name);
        if (!json.IsEmpty)
            info.Return(V8.Utf8(info.Isolate, json));
    }

    private static void Exists(CallInfo info) => info.Return(info.RequireString(0, "name") is { } name && BindingTable.Exists(name));

    private static void Symbol(CallInfo info)
    {
        if (info.RequireString(0, "name") is { } name)
            info.Return(info.Realm.Symbol(name));
    }

    private static void PrivateSymbol(CallInfo info)
    {
        if (info.RequireString(0, "name") is { } name)
            info.Return(info.Realm.Private(name));
    }

    private static void WriteError(CallInfo info)
    {
        if (info.RequireString(0, "text") is { } text)
            info.Realm.Guest.WriteError(text);
    }

    private static void SetValue(CallInfo info)
    {
        if (info.RequireString(0, "json") is not { } json)
            return;
        var guest = info.Realm.Guest;
        if (json.Length > guest.Program!.MaxValueLength)
            V8.ThrowRangeError(info.Isolate, $"__return: the value has {json.Length} characters of JSON, more than the limit of {guest.Program.MaxValueLength} (maxResultBytes)", "ERR_OUT_OF_RANGE");
        else
            guest.ValueJson = json;
    }

    // Where a value that is no error was thrown; errors carry it themselves.
    private static void ThrownAt(CallInfo info)
    {
        if (info.Realm.State<ThrownPlace>().Arrow is { } arrow)
            info.Return(arrow);
    }

    // Where the main module waits: file, line, carets.
    private static void UnsettledAwait(CallInfo info) => info.Return(StalledAwait.Describe(info.Realm) ?? "");
}
