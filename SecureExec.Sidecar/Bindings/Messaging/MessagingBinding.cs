using SecureExec.Sidecar.Engine.Interop;

namespace SecureExec.Sidecar.Bindings;

/// <summary><c>internalBinding('messaging')</c>: structured clone, message ports, <c>DOMException</c>.</summary>
internal static unsafe class MessagingBinding
{
    /// <summary>Key of the function that makes an object of a library class while a message is read.</summary>
    public const string CreateObject = "deserializerCreateObject";

    public static void Define(BindingBuilder b)
    {
        var (iso, realm) = (b.Isolate, b.Realm);
        foreach (var name in (string[])["DOMException", "QuotaExceededError"])
            b.Value(name, V8.Get(iso, realm.Context, realm["perContextExports"], name));
        MessagePortClass.Define(b);
        b.Function("exposeLazyDOMExceptionProperty", &ExposeDomException)
            .Function("setDeserializerCreateObjectFunction", &SetCreateObject)
            .Function("structuredClone", &StructuredClone);
    }

    private static void ExposeDomException(CallInfo info)
    {
        if (!info.IsObject(0))
            return;
        var value = V8.Get(info.Isolate, info.Realm.Context, info.Realm["perContextExports"], "DOMException");
        if (value != 0)
            V8Api.ObjectDefineOwn(info[0], info.Context, V8.Name(info.Isolate, "DOMException"), value, V8.DontEnum);
    }

    private static void SetCreateObject(CallInfo info)
    {
        if (info.IsFunction(0))
            info.Realm[CreateObject] = info.Realm.Keep(info[0]);
    }

    // (value, {transfer})
    private static void StructuredClone(CallInfo info)
    {
        if (info.Length == 0)
        {
            info.ThrowTypeError("The value argument must be specified", "ERR_MISSING_ARGS");
            return;
        }
        const string refusal = "Failed to execute 'structuredClone': ";
        if (!info.IsNullish(1) && !info.IsObject(1))
        {
            info.ThrowTypeError(refusal + "Options cannot be converted to a dictionary");
            return;
        }
        nint[]? transfer = info.IsNullish(1) ? [] : MessagePortClass.Transfer(info, info[1], refusal + "transfer in Options cannot be converted to sequence.");
        if (transfer == null)
            return;
        using var message = MessageWriter.Serialize(info.Realm, info.Context, info[0], transfer, 0);
        if (message != null)
            info.Return(MessageReader.Deserialize(info.Realm, info.Context, message, out _));
    }
}
