using System.Runtime.InteropServices;
using SecureExec.Sidecar.Engine.Interop;

namespace SecureExec.Sidecar.Bindings;

/// <summary><c>import()</c>: V8 asks, Node's loader answers with a promise. V8 calls these directly, so each is guarded here.</summary>
internal static unsafe class ModuleWrapImports
{
    /// <summary>Elements for each import attribute in a module request: key, value, position.</summary>
    public const int RequestStep = 3;

    private const int Frozen = 0; // v8::IntegrityLevel

    private const int DynamicStep = 2; // key, value
    private const int EvaluationPhase = 2;
    private const string Callback = "importModuleDynamically";

    /// <summary>(callback): <c>(referrerSymbol, specifier, phase, attributes, referrerName) => promise</c></summary>
    public static void SetImportCallback(CallInfo info)
    {
        if (!info.IsFunction(0))
            return;
        info.Realm[Callback] = info.Realm.Keep(info[0]);
        V8Api.SetHostImportModuleDynamicallyCallback(info.Isolate, (nint)(delegate* unmanaged<nint, nint, nint, nint, nint, nint>)&Import);
        V8Api.SetHostImportModuleWithPhaseDynamicallyCallback(info.Isolate, (nint)(delegate* unmanaged<nint, nint, nint, nint, int, nint, nint>)&ImportWithPhase);
    }

    /// <summary>Import attributes as an object without prototype.</summary>
    public static nint Attributes(nint iso, nint fixedArray, int step)
    {
        var count = V8Api.FixedArrayLength(fixedArray) / step;
        var (names, values) = (new nint[count], new nint[count]);
        for (var i = 0; i < count; i++)
        {
            names[i] = V8Api.FixedArrayGet(fixedArray, i * step);
            values[i] = V8Api.FixedArrayGet(fixedArray, i * step + 1);
        }
        fixed (nint* n = names, v = values)
        {
            var attributes = V8Api.ObjectNewWith(iso, V8.Null(iso), n, v, (nuint)count);
            _ = V8Api.SetIntegrityLevel(attributes, V8Api.CurrentContext(iso), Frozen);
            return attributes;
        }
    }

    /// <summary>A promise resolved with <paramref name="value"/>; 0 when the isolate is ending.</summary>
    public static nint Resolved(nint iso, nint context, nint value)
    {
        var resolver = V8Api.ResolverNew(context);
        if (resolver == 0)
            return 0;
        _ = V8Api.ResolverResolve(resolver, context, value);
        return V8Api.ResolverPromise(resolver);
    }

    /// <summary>Answers V8 after a bug of ours: reports it and throws into the guest.</summary>
    public static nint Fail(nint iso, Exception e)
    {
        FunctionTable.Fault?.Invoke("module_wrap callback", e);
        if (V8Api.HasPendingException(iso) == 0)
            V8.ThrowError(iso, "Internal error in module_wrap", "ERR_INTERNAL_ASSERTION");
        return 0;
    }

    [UnmanagedCallersOnly]
    private static nint Import(nint context, nint hostOptions, nint resource, nint specifier, nint attributes) =>
        Ask(context, hostOptions, resource, specifier, EvaluationPhase, attributes);

    [UnmanagedCallersOnly]
    private static nint ImportWithPhase(nint context, nint hostOptions, nint resource, nint specifier, int phase, nint attributes) =>
        Ask(context, hostOptions, resource, specifier, phase, attributes);

    private static nint Ask(nint context, nint hostOptions, nint resource, nint specifier, int phase, nint attributes)
    {
        var iso = V8Api.IsolateGetCurrent();
        try
        {
            var realm = Realm.Of(iso);
            var symbol = Referrer(realm, context, hostOptions);
            if (symbol == 0 || realm[Callback] == 0)
            {
                if (V8Api.HasPendingException(iso) == 0)
                    V8.ThrowTypeError(iso, "import() has no loader here", "ERR_VM_DYNAMIC_IMPORT_CALLBACK_MISSING");
                return 0;
            }
            var args = stackalloc nint[5] { symbol, specifier, V8.Int(iso, phase + 1), Attributes(iso, attributes, DynamicStep), resource };
            var promise = V8Api.FunctionCall(realm[Callback], iso, context, V8.Undefined(iso), 5, args);
            return promise == 0 ? 0 : Resolved(iso, context, promise);
        }
        catch (Exception e)
        {
            return Fail(iso, e);
        }
    }

    // The symbol that the importing code was compiled with; code without one (new Function, eval) has that of its context.
    private static nint Referrer(Realm realm, nint context, nint hostOptions)
    {
        var symbol = V8Api.FixedArrayLength(hostOptions) == 1
            ? V8Api.FixedArrayGet(hostOptions, 0)
            : V8Api.ObjectGetPrivate(V8Api.ContextGlobal(context), context, realm.Private("host_defined_option_symbol"));
        return symbol != 0 && V8Api.IsSymbol(symbol) != 0 ? symbol : 0;
    }
}
