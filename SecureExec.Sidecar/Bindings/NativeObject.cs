using SecureExec.Sidecar.Engine;
using SecureExec.Sidecar.Engine.Interop;

namespace SecureExec.Sidecar.Bindings;

/// <summary>The object that our own bootstrap scripts (guest/bootstrap) get: never reachable from guest code.</summary>
internal static unsafe class NativeObject
{
    public static nint Create(Realm realm)
    {
        var target = V8Api.ObjectNew(realm.Isolate);
        var builder = new BindingBuilder(realm, "native", target)
            .Function("define", &Define)
            .Function("shape", &Shape)
            .Function("exists", &Exists)
            .Function("symbol", &Symbol)
            .Function("privateSymbol", &PrivateSymbol)
            .Function("writeError", &WriteError)
            .Function("setValue", &SetValue)
            .Function("checkValue", &CheckValue)
            .Function("callOutputLimit", &CallOutputLimit)
            .Function("callReply", &CallReply)
            .Function("platform", &Platform)
            .Function("allowedBuiltins", &AllowedBuiltins)
            .Function("moduleResolution", &ModuleResolution)
            .Function("thrownAt", &ThrownAt)
            .Function("unsettledAwait", &UnsettledAwait);
        ToolFunctions.Define(builder);
        LocksBinding.DefineNative(builder);
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
        if (info.RequireString(0, "json") is { } json && Fits(info, json.Length))
            info.Realm.Guest.ValueJson = json;
    }

    private static void CheckValue(CallInfo info)
    {
        if (info.IsString(0))
            Fits(info, V8Api.StringLength(info[0]));
    }

    private static bool Fits(CallInfo info, int length)
    {
        var limit = info.Realm.Guest.Program!.MaxValueLength;
        if (length <= limit)
            return true;
        V8.ThrowRangeError(info.Isolate, $"__return: the value has {length} characters of JSON, more than the limit of {limit} (maxResultBytes)", "ERR_OUT_OF_RANGE");
        return false;
    }

    private static void Platform(CallInfo info) => info.Return((int)info.Realm.Guest.Program!.Platform);

    private static void AllowedBuiltins(CallInfo info)
    {
        var program = info.Realm.Guest.Program!;
        if (program.Platform != JsPlatform.Node || program.ModuleResolution != JsModuleResolution.Node)
            info.Return(V8.StringArray(info.Isolate, []));
        else if (program.AllowedBuiltins is { } names)
            info.Return(V8.StringArray(info.Isolate, names));
    }

    private static void ModuleResolution(CallInfo info)
    {
        var text = info.Realm.Guest.Program!.ModuleResolution switch
        {
            JsModuleResolution.Relative => "relative",
            JsModuleResolution.None => "none",
            _ => null,
        };
        if (text != null)
            info.Return(text);
    }

    private static void CallOutputLimit(CallInfo info) => info.Return(info.Realm.Guest.Program!.CallOutputLength);

    // (id, outcome, json, name, message, stack, code, stdout, stderr, truncated)
    private static void CallReply(CallInfo info)
    {
        var guest = info.Realm.Guest;
        var id = info.Int32(0);
        if (info.Realm.State<CallMeters>().End(id, guest.Process!, (long)guest.HeapStatistics.UsedHeapSize) is not { } usage)
            return;
        var truncated = info.Int32(9);
        guest.Reply(new GuestCallReply
        {
            Id = id,
            Outcome = (GuestCallOutcome)info.Int32(1),
            ValueJson = Optional(info, 2),
            Error = Optional(info, 3) is { } name ? new GuestError(name, Optional(info, 4) ?? "", Optional(info, 5), Optional(info, 6)) : null,
            Stdout = Optional(info, 7) ?? "",
            Stderr = Optional(info, 8) ?? "",
            StdoutTruncated = (truncated & 1) != 0,
            StderrTruncated = (truncated & 2) != 0,
            Usage = usage,
        });
    }

    private static string? Optional(CallInfo info, int index) => info.IsString(index) ? info.Text(index) : null;

    // Where a value that is no error was thrown; errors carry it themselves.
    private static void ThrownAt(CallInfo info)
    {
        if (info.Realm.State<ThrownPlace>().Arrow is { } arrow)
            info.Return(arrow);
    }

    // Where the main module waits: file, line, carets.
    private static void UnsettledAwait(CallInfo info) => info.Return(StalledAwait.Describe(info.Realm) ?? "");
}
