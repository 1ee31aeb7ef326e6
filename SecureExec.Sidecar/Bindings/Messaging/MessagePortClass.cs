using SecureExec.Sidecar.Engine;
using SecureExec.Sidecar.Engine.Interop;

namespace SecureExec.Sidecar.Bindings;

/// <summary>The JavaScript classes <c>MessagePort</c> and <c>MessageChannel</c>, and the functions around ports.</summary>
internal static unsafe class MessagePortClass
{
    private const int ProviderType = 24; // MESSAGEPORT in Node's list

    public static void Define(BindingBuilder b)
    {
        var handle = b.NewClass("HandleWrap", 1, null)
            .Method("close", &Close)
            .Method("hasRef", &HasRef)
            .Method("ref", &Reference)
            .Method("unref", &Unreference)
            .Method("getAsyncId", &GetAsyncId)
            .Method("getProviderType", &GetProviderType);
        b.Realm[MessagePort.Template] = b.Class("MessagePort", b.NewClass("MessagePort", MessagePort.FieldCount, &RefuseConstruction, handle.Template)
            .Method("postMessage", &PostMessage)
            .Method("start", &Start));
        b.Class("MessageChannel", b.NewClass("MessageChannel", 1, &NewChannel));
        b.Function("stopMessagePort", &StopMessagePort)
            .Function("drainMessagePort", &DrainMessagePort)
            .Function("receiveMessageOnPort", &ReceiveMessageOnPort)
            .Function("moveMessagePortToContext", &MoveToContext)
            .Function("broadcastChannel", &BroadcastChannel);
    }

    /// <summary>The transfer list of a second argument: an array or another iterable, or an object with one under <c>transfer</c>; null: an exception is pending.</summary>
    public static nint[]? TransferList(CallInfo info, nint argument)
    {
        var (iso, context) = (info.Isolate, info.Context);
        if (V8Api.IsNull(argument) != 0 || V8.IsUndefined(iso, argument))
            return [];
        if (V8Api.IsObject(argument) == 0)
        {
            info.ThrowTypeError("Optional transferList argument must be an iterable");
            return null;
        }
        if (Iterables.Read(iso, context, argument, out var items))
            return items;
        return Transfer(info, argument, "Optional options.transfer argument must be an iterable");
    }

    /// <summary>What an options object has under <c>transfer</c>; null: an exception is pending, with <paramref name="refusal"/> where it is no iterable.</summary>
    public static nint[]? Transfer(CallInfo info, nint options, string refusal)
    {
        var (iso, context) = (info.Isolate, info.Context);
        var transfer = V8.Get(iso, context, options, "transfer");
        if (transfer == 0)
            return null;
        if (V8.IsUndefined(iso, transfer))
            return [];
        if (V8Api.IsObject(transfer) != 0 && Iterables.Read(iso, context, transfer, out var items))
            return items;
        if (V8Api.HasPendingException(iso) == 0)
            info.ThrowTypeError(refusal);
        return null;
    }

    private static void RefuseConstruction(CallInfo info) => info.ThrowTypeError("Constructor cannot be called", "ERR_CONSTRUCT_CALL_INVALID");

    private static void NewChannel(CallInfo info)
    {
        var realm = info.Realm;
        var first = MessagePort.Create(realm);
        var second = first == 0 ? 0 : MessagePort.Create(realm);
        if (second == 0)
            return;
        if (MessagePort.Of(realm, first)?.Queue is { } one && MessagePort.Of(realm, second)?.Queue is { } other)
            MessageGroup.Entangle(one, other);
        V8.Set(info.Isolate, info.Context, info.This, "port1", first);
        V8.Set(info.Isolate, info.Context, info.This, "port2", second);
    }

    // (message, transfer list or options)
    private static void PostMessage(CallInfo info)
    {
        var realm = info.Realm;
        if (info.Length == 0)
        {
            info.ThrowTypeError("Not enough arguments to MessagePort.postMessage", "ERR_MISSING_ARGS");
            return;
        }
        if (TransferList(info, info[1]) is not { } transfer)
            return;
        // Serialized though the port may be closed: what is transferred is then gone, as the standard has it.
        using var message = MessageWriter.Serialize(realm, info.Context, info[0], transfer, info.This);
        if (message == null || MessagePort.Of(realm, info.This) is not { IsDetached: false } port)
            return;
        if (port.Post(message))
            info.Return(true);
        else
            info.Throw("Transferables cannot be used with multiple destinations.");
    }

    private static void Start(CallInfo info) => Of(info)?.Start();

    private static void Close(CallInfo info) => Of(info)?.Close();

    private static void Reference(CallInfo info) => Of(info)?.SetReferenced(true);

    private static void Unreference(CallInfo info) => Of(info)?.SetReferenced(false);

    private static void HasRef(CallInfo info)
    {
        if (Of(info) is { } port)
            info.Return(port.IsReferenced);
    }

    private static void GetAsyncId(CallInfo info) => info.Return(Of(info)?.AsyncId ?? -1);

    private static void GetProviderType(CallInfo info) => info.Return(ProviderType);

    private static MessagePort? Of(CallInfo info) => MessagePort.Of(info.Realm, info.This);

    private static void StopMessagePort(CallInfo info)
    {
        if (MessagePort.IsPort(info.Realm, info[0]))
            MessagePort.Of(info.Realm, info[0])?.Stop();
    }

    private static void DrainMessagePort(CallInfo info)
    {
        if (MessagePort.IsPort(info.Realm, info[0]))
            MessagePort.Of(info.Realm, info[0])?.Deliver(force: true);
    }

    private static void ReceiveMessageOnPort(CallInfo info)
    {
        var realm = info.Realm;
        if (!MessagePort.IsPort(realm, info[0]))
        {
            info.ThrowTypeError("The \"port\" argument must be a MessagePort instance");
            return;
        }
        if (MessagePort.Of(realm, info[0]) is not { } port)
        {
            info.Return(realm.Symbol("no_message_symbol"));
            return;
        }
        var value = port.Receive(force: true, out _, out var none);
        info.Return(none ? realm.Symbol("no_message_symbol") : value);
    }

    // (port, contextified object): another port in that context
    private static void MoveToContext(CallInfo info)
    {
        var realm = info.Realm;
        if (!info.IsObject(0) || !MessagePort.IsPort(realm, info[0]))
        {
            info.ThrowTypeError("The \"port\" argument must be a MessagePort instance");
            return;
        }
        if (MessagePort.Of(realm, info[0]) is not { IsClosing: false } port)
        {
            info.Throw("Cannot send data on closed MessagePort", "ERR_CLOSED_MESSAGE_PORT");
            return;
        }
        var context = info.IsObject(1) ? VmContext.Of(realm, info[1]) : 0;
        if (context == 0)
        {
            info.ThrowTypeError("Invalid context argument");
            return;
        }
        if (PortContexts.EmitMessage(realm, context) == 0)
            return;
        var queue = port.Detach();
        V8Api.ContextEnter(context);
        info.Return(MessagePort.Create(realm, context, queue));
        V8Api.ContextExit(context);
    }

    private static void BroadcastChannel(CallInfo info)
    {
        var realm = info.Realm;
        if (info.RequireString(0, "name") is not { } name)
            return;
        var port = MessagePort.Create(realm);
        if (port == 0)
            return;
        if (MessagePort.Of(realm, port)?.Queue is { } queue)
            realm.Guest.Group.Broadcasts.Join(name, queue);
        info.Return(port);
    }
}
