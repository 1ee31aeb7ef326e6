using SecureExec.Abi;
using SecureExec.Broker.Tools;
using SecureExec.Kernel;
using SecureExec.Sidecar.Engine;
using SecureExec.Sidecar.Engine.Interop;

namespace SecureExec.Sidecar.Bindings;

/// <summary>Functions of the host for <c>guest/bootstrap/tools.js</c>; never reachable from guest code.</summary>
internal static unsafe class ToolFunctions
{
    /// <summary>Makes <c>callHostTool</c> and the globals of collections; gives the array of their names, undefined when the host has no functions, or 0 with an exception pending.</summary>
    public static nint Prepare(Realm realm)
    {
        if (realm.Guest.Sys.HostToolNames.Count == 0)
            return V8.Undefined(realm.Isolate);
        var function = BuiltinModules.CompileBootstrap(realm, "tools", "require", "primordials", "native");
        if (function == 0)
            return 0;
        var args = stackalloc nint[3] { realm["requireBuiltin"], realm["primordials"], realm["native"] };
        return V8Api.FunctionCall(function, realm.Isolate, realm.Context, V8.Undefined(realm.Isolate), 3, args);
    }

    public static void Define(BindingBuilder b) => b
        .Function("toolNames", &Names)
        .Function("toolFacts", &Facts)
        .Function("callTool", &Call)
        .Function("cancelTool", &Cancel);

    private static void Names(CallInfo info) => info.Return(V8.StringArray(info.Isolate, [.. info.Realm.Guest.Sys.HostToolNames.Order(StringComparer.Ordinal)]));

    private static void Facts(CallInfo info) => info.Return(info.Realm.Guest.Sys.HostToolsJson);

    // (name, json, callback(code, text)): the call's number
    private static void Call(CallInfo info)
    {
        if (info.RequireString(0, "name") is not { } name || info.RequireString(1, "json") is not { } json || !info.IsFunction(2))
            return;
        var realm = info.Realm;
        var (loop, sys, slot) = (realm.Guest.Loop, realm.Guest.Sys, V8.Global(info.Isolate, info[2]));
        var key = new object();
        realm.State<ActiveResources>().BeginRequest(key, "HostTool", 0);
        loop.Ref();
        if (!sys.CallTool(name, json, reply => loop.Post(() => Finish(realm, key, slot, reply))).IsError(out var id, out var errno))
        {
            info.Return(id);
            return;
        }
        End(realm, key, slot);
        var refusal = Refusal(errno, name, sys.Limits);
        info.Throw(refusal.Text, refusal.Code!);
    }

    private static void Cancel(CallInfo info) => info.Realm.Guest.Sys.CancelTool(info.Int32(0));

    private static void Finish(Realm realm, object key, nint slot, HostToolReply reply)
    {
        var iso = realm.Isolate;
        Callbacks.Make(realm, V8.Undefined(iso), slot, [reply.Code == null ? V8.Undefined(iso) : V8.Str(iso, reply.Code), V8.Str(iso, reply.Text)], AsyncContext.None);
        End(realm, key, slot);
    }

    private static void End(Realm realm, object key, nint slot)
    {
        V8Api.DisposeGlobal(slot);
        realm.State<ActiveResources>().EndRequest(key);
        realm.Guest.Loop.Unref();
    }

    /// <summary>What the guest is told when the system call is refused.</summary>
    internal static HostToolReply Refusal(Errno errno, string name, ResourceLimits limits) => errno switch
    {
        Errno.EACCES => HostToolErrors.Denied(name),
        Errno.ENOENT => HostToolErrors.Unknown(name),
        Errno.E2BIG => HostToolErrors.InputTooLarge(name, limits),
        Errno.EAGAIN => HostToolErrors.TooMany(limits),
        _ => HostToolErrors.Failed(name),
    };
}
