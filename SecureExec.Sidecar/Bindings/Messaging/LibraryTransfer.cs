using SecureExec.Sidecar.Engine.Interop;

namespace SecureExec.Sidecar.Bindings;

/// <summary>An object of a library class (<c>markTransferMode</c>) inside a message: what makes it anew, and the data that it gave.</summary>
/// <param name="Info">"module:Class" for the library's factory.</param>
internal sealed record LibraryTransfer(string Info) : IHostTransfer
{
    public unsafe nint Receive(Realm realm, nint context)
    {
        if (!TargetContexts.IsMain(realm, context))
            return 0;
        var iso = realm.Isolate;
        var factory = realm[MessagingBinding.CreateObject];
        var info = V8.Str(iso, Info);
        var made = factory == 0 ? 0 : V8Api.FunctionCall(factory, iso, realm.Context, V8.Undefined(iso), 1, &info);
        if (made != 0 && V8Api.IsObject(made) != 0)
            return made;
        if (V8Api.HasPendingException(iso) == 0)
            V8.ThrowError(iso, $"Unknown deserialize spec {Info}");
        return 0;
    }

    public unsafe bool Finish(Realm realm, nint context, nint received, ValueReader reader)
    {
        var data = V8Api.VdReadValue(reader.Native, context);
        if (data == 0)
            return false;
        var method = V8Api.ObjectGet(received, context, realm.Symbol("messaging_deserialize_symbol"));
        return method != 0 && (V8Api.IsFunction(method) == 0 || V8Api.FunctionCall(method, realm.Isolate, context, received, 1, &data) != 0);
    }

    public void Abandon()
    {
        // Its data is part of the message.
    }
}
