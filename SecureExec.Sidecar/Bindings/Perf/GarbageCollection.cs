using SecureExec.Sidecar.Engine;
using SecureExec.Sidecar.Engine.Interop;

namespace SecureExec.Sidecar.Bindings;

/// <summary>
/// The function <c>gc</c> of <c>--expose-gc</c>. V8's own belongs to a flag of the whole host process; this one collects the guest's
/// isolate alone, and always completely.
/// </summary>
internal sealed unsafe class GarbageCollection
{
    private const string Option = "--expose-gc";

    // The resolver of the collection that the loop will do: one answers all who ask meanwhile.
    private nint _pending;

    /// <summary>Whether contexts made from now on get the function.</summary>
    public bool Exposed { get; set; }

    /// <summary>Takes the program's switch and gives the main context the function.</summary>
    public static void Prepare(Realm realm)
    {
        var state = realm.State<GarbageCollection>();
        state.Exposed |= realm.Guest.Group.Main.HasOption(Option);
        state.Expose(realm, realm.Context);
    }

    /// <summary>Whether a text for <c>v8.setFlagsFromString</c> is this switch; then it is done.</summary>
    public static bool TryFlag(Realm realm, string flag)
    {
        var name = flag.Trim().Replace('_', '-');
        if (name is not (Option or "--no-expose-gc"))
            return false;
        realm.State<GarbageCollection>().Exposed = name == Option;
        return true;
    }

    /// <summary>Defines the function on a context's global, if contexts get it.</summary>
    public void Expose(Realm realm, nint context)
    {
        if (!Exposed)
            return;
        V8Api.ContextEnter(context);
        V8Api.ObjectDefineOwn(V8Api.ContextGlobal(context), context, V8.Name(realm.Isolate, "gc"), realm.NewFunction("global.gc", "gc", &Collect), V8.DontDelete);
        V8Api.ContextExit(context);
    }

    // ({ execution: 'async' } or nothing)
    private static void Collect(CallInfo info)
    {
        var (iso, context) = (info.Isolate, info.Context);
        var execution = info.IsObject(0) ? V8.Get(iso, context, info[0], "execution") : V8.Undefined(iso);
        if (execution == 0)
            return;
        if (V8Api.IsString(execution) == 0 || V8.Text(iso, execution) != "async")
        {
            CollectionEntries.Force(info.Realm);
            return;
        }
        var state = info.Realm.State<GarbageCollection>();
        if (state._pending == 0 && !state.Schedule(info.Realm))
            return;
        info.Return(ModuleWrapImports.Resolved(iso, context, V8Api.ResolverPromise(state._pending))); // of the caller's context
    }

    private bool Schedule(Realm realm)
    {
        var resolver = V8Api.ResolverNew(realm.Context);
        if (resolver == 0)
            return false;
        _pending = V8.Global(realm.Isolate, resolver);
        var loop = realm.Guest.Loop;
        loop.Ref();
        loop.Post(() =>
        {
            loop.Unref();
            CollectionEntries.Force(realm);
            var done = _pending;
            _pending = 0;
            V8Api.ResolverResolve(done, realm.Context, V8.Undefined(realm.Isolate));
            V8Api.DisposeGlobal(done);
        });
        return true;
    }
}
