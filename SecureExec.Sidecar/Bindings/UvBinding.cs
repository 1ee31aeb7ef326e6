using SecureExec.Sidecar.Engine.Interop;

namespace SecureExec.Sidecar.Bindings;

/// <summary><c>internalBinding('uv')</c>: names and texts of libuv's errors.</summary>
internal static unsafe class UvBinding
{
    public static void Define(BindingBuilder b) => b
        .Function("errname", &ErrorName)
        .Function("getErrorMap", &GetErrorMap)
        .Function("getErrorMessage", &GetErrorMessage);

    private static void ErrorName(CallInfo info)
    {
        var number = info.Int32(0);
        info.Return(Errors.ByUvNumber(number)?.Code ?? $"Unknown system error {number}");
    }

    private static void GetErrorMessage(CallInfo info)
    {
        var number = info.Int32(0);
        info.Return(Errors.ByUvNumber(number)?.Text ?? $"Unknown system error {number}");
    }

    private static void GetErrorMap(CallInfo info)
    {
        var (iso, context) = (info.Isolate, info.Context);
        var map = V8Api.MapNew(iso);
        foreach (var (number, (code, text)) in Errors.All)
            V8Api.MapSet(map, context, V8.Int(iso, number), V8.Array(iso, [V8.Str(iso, code), V8.Str(iso, text)]));
        info.Return(map);
    }
}
