using SecureExec.Sidecar.CjsLexer;
using SecureExec.Sidecar.Engine.Interop;

namespace SecureExec.Sidecar.Bindings;

/// <summary><c>internalBinding('cjs_lexer')</c>: the likely named exports of a CommonJS module.</summary>
internal static unsafe class CjsLexerBinding
{
    public static void Define(BindingBuilder b) => b.Function("parse", &Parse);

    /// <summary>Answers <c>[Set of export names, array of reexported specifiers]</c>.</summary>
    private static void Parse(CallInfo info)
    {
        if (info.RequireString(0, "source") is not { } source)
            return;
        var shape = CjsModuleLexer.Parse(source);
        var iso = info.Isolate;
        var exports = V8Api.SetNew(iso);
        foreach (var name in shape.Exports)
        {
            using var scope = new HandleScope(iso);
            V8Api.SetAdd(exports, info.Context, V8.Str(iso, name));
        }

        info.Return(V8.Array(iso, [exports, V8.StringArray(iso, shape.Reexports)]));
    }
}
