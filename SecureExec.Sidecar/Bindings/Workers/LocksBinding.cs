using SecureExec.Sidecar.Engine;
using SecureExec.Sidecar.Engine.Interop;

namespace SecureExec.Sidecar.Bindings;

/// <summary>
/// <c>internalBinding('locks')</c>: the Web Locks API over the process's <see cref="LockTable"/>. The promises and callbacks of a thread are kept by
/// <c>guest/bootstrap/locks.js</c>, which its first request loads. What a lock holds outside of V8's heap is counted with the heap's limit.
/// </summary>
internal static unsafe class LocksBinding
{
    private const int Parameters = 6;
    private const string Request = "locks request", Query = "locks query", TakeTurns = "locks take turns";

    public static void Define(BindingBuilder b) => b
        .Function("request", &CallRequest)
        .Function("query", &CallQuery)
        .Value("LOCK_MODE_SHARED", "shared")
        .Value("LOCK_MODE_EXCLUSIVE", "exclusive")
        .Value("LOCK_STOLEN_ERROR", "LOCK_STOLEN");

    /// <summary>For <c>guest/bootstrap/locks.js</c>.</summary>
    public static void DefineNative(BindingBuilder b) => b
        .Function("requestLock", &Add)
        .Function("nextLock", &Next)
        .Function("releaseLock", &Release)
        .Function("takeStolenLocks", &TakeStolen)
        .Function("listLocks", &List);

    /// <summary>Lets a thread take the turns that it has now; any thread.</summary>
    public static void Wake(GuestThread thread) => thread.Loop.Post(() => Callbacks.Call(thread.Realm, V8.Undefined(thread.Realm.Isolate), thread.Realm[TakeTurns], []));

    private static void CallRequest(CallInfo info) => Pass(info, Request);

    private static void CallQuery(CallInfo info) => Pass(info, Query);

    private static void Pass(CallInfo info, string function)
    {
        var realm = info.Realm;
        if (realm[function] == 0 && !Load(realm))
            return;
        var args = stackalloc nint[Parameters];
        for (var i = 0; i < Parameters; i++)
            args[i] = info[i];
        if (V8Api.FunctionCall(realm[function], info.Isolate, realm.Context, V8.Undefined(info.Isolate), Parameters, args) is var result and not 0)
            info.Return(result);
    }

    private static bool Load(Realm realm)
    {
        var script = BuiltinModules.CompileBootstrap(realm, "locks", "require", "primordials", "native");
        if (script == 0)
            return false;
        var args = stackalloc nint[3] { realm["requireBuiltin"], realm["primordials"], realm["native"] };
        var made = V8Api.FunctionCall(script, realm.Isolate, realm.Context, V8.Undefined(realm.Isolate), 3, args);
        if (made == 0)
            return false;
        var functions = V8.Items(made, realm.Context)!;
        (realm[Request], realm[Query], realm[TakeTurns]) = (realm.Keep(functions[0]), realm.Keep(functions[1]), realm.Keep(functions[2]));
        return true;
    }

    // (name, clientId, shared, steal, ifAvailable): the request's number
    private static void Add(CallInfo info)
    {
        if (info.RequireString(0, "name") is not { } name || info.RequireString(1, "clientId") is not { } clientId)
            return;
        var (realm, guest) = (info.Realm, info.Realm.Guest);
        if (!realm.State<ExternalMemory>().Take(realm, NamedLock.BytesOf(name, clientId)))
        {
            V8.ThrowRangeError(info.Isolate, "Failed to allocate memory", "ERR_MEMORY_ALLOCATION_FAILED");
            return;
        }
        var request = guest.Group.Locks.Request(guest, name, clientId, info.IsTrue(2), info.IsTrue(3), info.IsTrue(4));
        info.Return((double)request.Id);
    }

    // The request's number, negative when it is refused; 0 for none.
    private static void Next(CallInfo info)
    {
        var (realm, guest) = (info.Realm, info.Realm.Guest);
        if (guest.Group.Locks.Next(guest) is not { } turn)
        {
            info.Return(0);
            return;
        }
        if (!turn.Granted)
            realm.State<ExternalMemory>().Give(realm, turn.Request.Bytes);
        info.Return(turn.Granted ? turn.Request.Id : -(double)turn.Request.Id);
    }

    private static void Release(CallInfo info)
    {
        var (realm, guest) = (info.Realm, info.Realm.Guest);
        if (guest.Group.Locks.Release(guest, info.Int64(0)) is { } released)
            realm.State<ExternalMemory>().Give(realm, released.Bytes);
    }

    private static void TakeStolen(CallInfo info)
    {
        var (realm, guest) = (info.Realm, info.Realm.Guest);
        var stolen = guest.Group.Locks.TakeStolen(guest);
        realm.State<ExternalMemory>().Give(realm, stolen.Sum(held => held.Bytes));
        info.Return(V8.Array(info.Isolate, [.. stolen.Select(held => V8Api.NumberNew(realm.Isolate, held.Id))]));
    }

    // (pending): name, mode, clientId of each in turn
    private static void List(CallInfo info)
    {
        var guest = info.Realm.Guest;
        info.Return(V8.StringArray(info.Isolate, [.. guest.Group.Locks.Of(guest, info.IsTrue(0)).SelectMany(one => (string[])[one.Name, one.Shared ? "shared" : "exclusive", one.ClientId])]));
    }
}
