using SecureExec.Sidecar.Engine;
using SecureExec.Sidecar.Engine.Interop;

namespace SecureExec.Sidecar.Bindings;

/// <summary>What a message port needs of the context it is in: in a <c>vm</c> context Node's scripts for each context run when the first port comes there.</summary>
internal static unsafe class PortContexts
{
    private const string Exports = "per_context_binding_exports";
    private static readonly string[] Scripts = ["internal/per_context/primordials", "internal/per_context/domexception", "internal/per_context/messageport"];

    /// <summary>The function that gives a message to a port's object (a local); 0: there is none, or an exception is pending.</summary>
    public static nint EmitMessage(Realm realm, nint context)
    {
        var exports = Of(realm, context);
        return exports != 0 && V8.Get(realm.Isolate, context, exports, "emitMessage") is var emit and not 0 && V8Api.IsFunction(emit) != 0 ? emit : 0;
    }

    /// <summary>The class <c>DOMException</c> for errors of the code that runs now: that of its context, if a port was there, else the main one's.</summary>
    public static nint DomException(Realm realm)
    {
        var context = V8Api.CurrentContext(realm.Isolate);
        var exports = Known(realm, context) is var own and not 0 ? own : realm["perContextExports"];
        return V8.Get(realm.Isolate, context, exports, "DOMException");
    }

    // What the scripts gave, if they ran there.
    private static nint Known(Realm realm, nint context)
    {
        if (V8.Same(context, realm.Context))
            return realm["perContextExports"];
        var known = V8Api.ObjectGetPrivate(V8Api.ContextGlobal(context), context, realm.Private(Exports));
        return known != 0 && V8Api.IsObject(known) != 0 ? known : 0;
    }

    private static nint Of(Realm realm, nint context)
    {
        if (Known(realm, context) is var known and not 0)
            return known;
        var global = V8Api.ContextGlobal(context);
        V8Api.ContextEnter(context);
        var exports = Run(realm, context);
        V8Api.ContextExit(context);
        if (exports != 0)
            V8Api.ObjectSetPrivate(global, context, realm.Private(Exports), exports);
        return exports;
    }

    private static nint Run(Realm realm, nint context)
    {
        var iso = realm.Isolate;
        var (exports, primordials) = (V8Api.ObjectNew(iso), V8Api.ObjectNew(iso));
        var privateSymbols = V8.Get(iso, realm.Context, BindingTable.Require(realm, "util"), "privateSymbols");
        var args = stackalloc nint[4] { exports, primordials, privateSymbols, BindingTable.Require(realm, "symbols") };
        foreach (var id in Scripts)
        {
            var script = BuiltinModules.Compile(realm, id);
            if (script == 0 || V8Api.FunctionCall(script, iso, context, V8.Undefined(iso), 4, args) == 0)
                return 0;
        }
        return exports;
    }
}
