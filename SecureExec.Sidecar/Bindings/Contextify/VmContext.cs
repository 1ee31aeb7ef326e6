using System.Runtime.InteropServices;
using SecureExec.Sidecar.Engine.Interop;

namespace SecureExec.Sidecar.Bindings;

/// <summary>
/// Contexts of <c>vm</c>. The sandbox (or, without contextification, the new global) holds a wrapper made in the context under a
/// private symbol; the context holds the sandbox in its embedder data. So each keeps the other alive and V8's collector sees all of it.
/// </summary>
internal static unsafe class VmContext
{
    /// <summary>Embedder data index of the sandbox.</summary>
    public const int SandboxIndex = 41;

    /// <summary>Embedder data index of the permission to compile WebAssembly.</summary>
    public const int WasmIndex = 42;

    private const string WrapperSymbol = "contextify_context_private_symbol";
    private const string GlobalTemplate = "vmGlobalTemplate", WrapperTemplate = "vmWrapperTemplate";
    private const int ExplicitMicrotasks = 0;

    /// <summary>The context of a sandbox or of a context's global (a local); 0: it is neither.</summary>
    public static nint Of(Realm realm, nint holder) => WrapperOf(realm, holder) is var wrapper and not 0 ? V8Api.ObjectCreationContext(wrapper, realm.Isolate) : 0;

    /// <summary>The context's own microtask queue; 0: none.</summary>
    public static nint QueueOf(Realm realm, nint holder) => WrapperOf(realm, holder) is var wrapper and not 0 ? realm.Unwrap<VmContextQueue>(wrapper)?.Queue ?? 0 : 0;

    /// <summary>(contextObject or symbol, name, origin, strings, wasm, ownMicrotaskQueue, hostDefinedOptionId): gives the sandbox, or the global without contextification.</summary>
    public static void Make(CallInfo info)
    {
        var (iso, realm, current) = (info.Isolate, info.Realm, info.Context);
        var vanilla = !info.IsObject(0);
        if (V8Api.IsSymbol(info[6]) == 0 || vanilla && V8Api.IsSymbol(info[0]) == 0 || !vanilla && WrapperOf(realm, info[0]) != 0)
        {
            info.ThrowTypeError("The object cannot become a vm context");
            return;
        }
        nint queue = 0;
        if (info.IsTrue(5))
            V8Api.MicrotaskQueueNew((nint)(&queue), iso, ExplicitMicrotasks);
        var native = new VmContextQueue(queue);
        var context = V8Api.ContextNew(iso, 0, vanilla ? 0 : GlobalOf(realm), 0, default, queue, default, default);
        if (context == 0)
        {
            native.Dispose();
            if (V8Api.HasPendingException(iso) == 0)
                info.Throw("Could not create the context", "ERR_CONTEXT_NOT_INITIALIZED");
            return;
        }
        V8Api.ContextSetSecurityToken(context, V8Api.ContextGetSecurityToken(realm.Context));
        if (!info.IsTrue(3))
        {
            V8Api.ContextAllowCodeGen(context, 0);
            V8Api.ContextSetCodeGenError(context, V8.Str(iso, "Code generation from strings disallowed for this context"));
        }
        V8Api.ContextSetEmbedderData(context, WasmIndex, V8.Bool(iso, info.IsTrue(4)));
        if (!info.IsTrue(4))
            V8Api.SetAllowWasmCodeGeneration(iso, (nint)(delegate* unmanaged<nint, nint, byte>)&AllowWasm);
        var global = V8Api.ContextGlobal(context);
        V8Api.ContextEnter(context);
        V8Api.ObjectSetPrivate(global, context, realm.Private("host_defined_option_symbol"), info[6]);
        Prepare(realm, context, global);
        realm.State<GarbageCollection>().Expose(realm, context);
        if (!vanilla)
            Tag(iso, context, global, info[0]);
        var wrapper = V8Api.ObjectTemplateNewInstance(Wrapper(realm), context);
        V8Api.ContextExit(context);
        if (wrapper == 0)
            return;
        realm.Wrap(wrapper, native);
        var holder = vanilla ? global : info[0];
        V8Api.ContextSetEmbedderData(context, SandboxIndex, vanilla ? V8.Undefined(iso) : info[0]); // from here on the interceptors see the sandbox
        V8Api.ObjectSetPrivate(holder, current, realm.Private(WrapperSymbol), wrapper);
        if (!vanilla)
            V8Api.ObjectSetPrivate(info[0], current, realm.Private("host_defined_option_symbol"), info[6]);
        info.Return(holder);
    }

    // V8 asks before it compiles WebAssembly; the main context may, a vm context as it was made.
    [UnmanagedCallersOnly]
    private static byte AllowWasm(nint context, nint source)
    {
        try
        {
            var realm = Realm.Of(V8Api.IsolateGetCurrent());
            return V8.Same(context, realm.Context) || V8Api.IsTrue(V8Api.ContextGetEmbedderData(context, WasmIndex)) != 0 ? (byte)1 : (byte)0;
        }
        catch (Exception e)
        {
            FunctionTable.Fault?.Invoke(nameof(VmContext), e);
            return 0;
        }
    }

    private static nint WrapperOf(Realm realm, nint holder)
    {
        var wrapper = V8Api.ObjectGetPrivate(holder, V8Api.CurrentContext(realm.Isolate), realm.Private(WrapperSymbol));
        return wrapper != 0 && V8Api.IsObject(wrapper) != 0 ? wrapper : 0;
    }

    // As Node's InitializeContextRuntime: V8's non-standard leftovers go, and what the process's option says.
    private static void Prepare(Realm realm, nint context, nint global)
    {
        var iso = realm.Isolate;
        Remove("Intl", "v8BreakIterator");
        Remove("Atomics", "wake");
        if (realm.Guest.Group.Main.OptionValue("--disable-proto") is { } mode)
        {
            var args = stackalloc nint[2] { V8.Str(iso, mode), V8.Get(iso, context, V8.Get(iso, context, global, "Object"), "prototype") };
            V8Api.FunctionCall(realm["disableProto"], iso, context, V8.Undefined(iso), 2, args);
        }

        void Remove(string holder, string property)
        {
            var target = V8.Get(iso, context, global, holder);
            if (target != 0 && V8Api.IsObject(target) != 0)
                V8Api.ObjectDelete(target, context, V8.Name(iso, property));
        }
    }

    // Node: the context's global shows the class name of its sandbox, so that Object.prototype.toString agrees.
    private static void Tag(nint iso, nint context, nint global, nint sandbox)
    {
        var name = V8Api.ObjectGetConstructorName(sandbox);
        if (name != 0 && V8.Text(iso, name) != "Object")
            V8Api.ObjectDefineOwn(global, context, V8Api.SymbolToStringTag(iso), name, V8.DontEnum);
    }

    private static nint GlobalOf(Realm realm)
    {
        if (realm[GlobalTemplate] is var known and not 0)
            return known;
        var function = V8Api.FunctionTemplateNew(realm.Isolate, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0);
        var template = V8Api.FunctionTemplateInstance(function);
        VmContextHandlers.Install(template);
        return realm[GlobalTemplate] = realm.Keep(template);
    }

    private static nint Wrapper(Realm realm)
    {
        if (realm[WrapperTemplate] is var known and not 0)
            return known;
        var template = V8Api.ObjectTemplateNew(realm.Isolate, 0);
        V8Api.ObjectTemplateSetInternalFieldCount(template, 1);
        return realm[WrapperTemplate] = realm.Keep(template);
    }
}
