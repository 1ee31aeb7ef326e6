using SecureExec.Abi;
using SecureExec.Sidecar.Engine;
using SecureExec.Sidecar.Engine.Interop;

namespace SecureExec.Sidecar.Bindings;

/// <summary>
/// One asynchronous operation of <c>fs</c>: an <c>FSReqCallback</c> whose <c>oncomplete</c> is called, or a promise. Operations in memory
/// have their outcome at once; it reaches the guest from the event loop.
/// </summary>
internal sealed unsafe class FsRequest
{
    private readonly Realm _realm;
    private readonly nint _slot, _frame;
    private readonly double _asyncId, _triggerId;

    private FsRequest(Realm realm, nint target, bool isPromise, bool bigInt)
    {
        _realm = realm;
        _slot = V8.Global(realm.Isolate, target);
        IsPromise = isPromise;
        UseBigInt = bigInt;
        if (isPromise)
        {
            var hooks = realm.State<AsyncHooks>();
            (_asyncId, _triggerId) = (hooks.NewAsyncId(), hooks.TriggerId());
            _frame = V8.Global(realm.Isolate, V8Api.GetContinuationData(realm.Isolate));
            if (hooks.Fields != null && hooks.Fields[AsyncHooks.Init] > 0)
                hooks.EmitInit(realm, _asyncId, "FSREQPROMISE", _triggerId, V8Api.ObjectNew(realm.Isolate));
        }
        realm.State<ActiveResources>().BeginRequest(this, isPromise ? "FSReqPromise" : "FSReqCallback", isPromise ? 0 : _slot);
        realm.Guest.Loop.Ref();
    }

    /// <summary>Whether a promise waits; then every value is an object of its own.</summary>
    public bool IsPromise { get; }

    /// <summary>Whether <c>stat</c> numbers are bigints.</summary>
    public bool UseBigInt { get; }

    /// <summary>
    /// Reads the request argument. Null: the call is synchronous. A promise becomes the call's return value.
    /// False: the argument is something else, a TypeError is pending.
    /// </summary>
    public static bool TryBegin(CallInfo info, int index, out FsRequest? request, bool bigInt = false)
    {
        request = null;
        if (index >= info.Length || info.IsUndefined(index))
            return true;
        var (realm, argument) = (info.Realm, info[index]);
        var state = realm.State<FsState>();
        if (V8.Same(argument, state.UsePromises))
        {
            var resolver = V8Api.ResolverNew(info.Context);
            if (resolver == 0)
                return false;
            request = new FsRequest(realm, resolver, isPromise: true, bigInt);
            info.Return(V8Api.ResolverPromise(resolver));
            return true;
        }
        if (!V8.IsSmi(argument) && V8Api.FunctionTemplateHasInstance(state.RequestTemplate, argument) != 0)
        {
            request = new FsRequest(realm, argument, isPromise: false, bigInt || FsRequestClass.UsesBigInt(argument));
            return true;
        }
        info.ThrowTypeError("The \"req\" argument must be an instance of FSReqCallback");
        return false;
    }

    /// <summary>Hands the outcome of the system call just made over, on the thread that made it; it reaches the guest from the loop.</summary>
    public void Complete(Errno errno, string syscall, string? path = null, string? dest = null, FsMake? make = null)
    {
        var denied = Errors.DenialOf(errno);
        _realm.Guest.Loop.Post(() => Finish(errno, syscall, path, dest, denied, make));
    }

    private void Finish(Errno errno, string syscall, string? path, string? dest, string? denied, FsMake? make)
    {
        var realm = _realm;
        realm.Guest.Loop.Unref();
        realm.State<ActiveResources>().EndRequest(this);
        var error = errno == Errno.Success ? 0 : Errors.Create(realm, errno, syscall, path, dest, denied);
        var value = error == 0 && make != null ? make(realm, this) : 0;
        if (error == 0 && make != null && value == 0)
            error = V8Api.NewError(V8.Str(realm.Isolate, $"The result of {syscall} is too large"), 0);
        if (IsPromise)
            Settle(error, value);
        else
            Call(error, value);
        V8Api.DisposeGlobal(_slot);
        if (_frame != 0)
            V8Api.DisposeGlobal(_frame);
    }

    private void Settle(nint error, nint value)
    {
        var (realm, context) = (_realm, new AsyncContext(_asyncId, _triggerId, _frame, 0));
        var previous = context.Enter(realm);
        if (error != 0)
            V8Api.ResolverReject(_slot, realm.Context, error);
        else
            V8Api.ResolverResolve(_slot, realm.Context, value != 0 ? value : V8.Undefined(realm.Isolate));
        context.Exit(realm, previous);
        realm.State<AsyncHooks>().QueueDestroy(realm, _asyncId);
    }

    private void Call(nint error, nint value)
    {
        var realm = _realm;
        var callback = V8Api.ObjectGet(_slot, realm.Context, realm.State<FsState>().OnComplete);
        if (callback != 0 && V8Api.IsFunction(callback) != 0)
        {
            ReadOnlySpan<nint> args = error != 0 ? [error] : value != 0 ? [V8.Null(realm.Isolate), value] : [V8.Null(realm.Isolate)];
            Callbacks.Make(realm, _slot, callback, args, FsAsyncObject.ContextOf(realm, _slot));
        }
        FsAsyncObject.End(realm, _slot);
    }
}
