using SecureExec.Sidecar.Crypto;
using SecureExec.Sidecar.Crypto.Tls;
using SecureExec.Sidecar.Engine;
using SecureExec.Sidecar.Engine.Interop;

namespace SecureExec.Sidecar.Bindings;

/// <summary>What a server asks the program when it has read a client's first message, and before its engine begins. Loop's thread.</summary>
internal sealed class TlsGreeting(Realm realm, TlsHandle handle)
{
    /// <summary>Bytes that wait for the program's choice at most: more than any client has to say before it must be answered.</summary>
    internal const int MaxHello = 64 * 1024;

    private readonly List<byte> _bytes = [];
    private ClientHello? _hello;
    private bool _waits;

    /// <summary>What the program wants to be asked.</summary>
    public bool AsksForSession { get; set; }

    public bool AsksForContext { get; set; }

    public bool AsksForAlpn { get; set; }

    /// <summary>Takes bytes from the client.</summary>
    public void Take(ReadOnlySpan<byte> data)
    {
        _bytes.AddRange(data);
        if (_bytes.Count > MaxHello)
        {
            _bytes.Clear();
            handle.Fail(TlsFault.ExcessiveMessage());
            return;
        }
        if (_waits || !ClientHello.TryRead(_bytes.ToArray(), out _hello))
            return;
        handle.CallScript("onhandshakestart", V8.Number(realm.Isolate, realm.Guest.Loop.Now));
        if (handle.IsDestroyed)
            return;
        handle.ServerName = _hello?.ServerName;
        _waits = true;
        if (AsksForSession && _hello != null)
            AskForSession(_hello);
        else
            AskForContext();
    }

    /// <summary>Session lookup is over: the choice of a context follows.</summary>
    public void ContinueAfterSession()
    {
        if (_waits)
            AskForContext();
    }

    /// <summary>The program has chosen: a waiting server goes on.</summary>
    public void Continue()
    {
        if (!_waits || handle.IsDestroyed)
            return;
        _waits = false;
        if (AsksForContext && !TakeContext())
            return;
        var bytes = _bytes.ToArray();
        _bytes.Clear();
        handle.BeginServer(bytes);
    }

    /// <summary>The protocols that the server takes: the program's own choice among what the client offers, otherwise all of its own.</summary>
    public List<string> ChooseAlpn(byte[] own)
    {
        const string nobodys = "\0"; // the engine then refuses
        if (!AsksForAlpn || _hello?.Alpn is not { Length: > 0 } offered)
            return Names(own);
        var iso = realm.Isolate;
        var callback = V8.Get(iso, realm.Context, handle.Object, "ALPNCallback");
        if (callback == 0 || V8Api.IsFunction(callback) == 0)
            return [];
        var answer = Callbacks.Make(realm, handle.Object, callback, [NodeBuffer.Create(realm, offered)], FsAsyncObject.ContextOf(realm, handle.Object));
        if (answer == 0 || V8Api.IsNumber(answer) == 0)
            return [nobodys];
        var at = (int)V8Api.NumberValue(answer, realm.Context).Value;
        return at >= 0 && at < offered.Length && at + 1 + offered[at] <= offered.Length ? [System.Text.Encoding.Latin1.GetString(offered, at + 1, offered[at])] : [nobodys];
    }

    /// <summary>Names of protocols as they stand in the handshake.</summary>
    public static List<string> Names(byte[] list)
    {
        var names = new List<string>();
        for (var at = 0; at < list.Length && at + 1 + list[at] <= list.Length; at += 1 + list[at])
            names.Add(System.Text.Encoding.Latin1.GetString(list, at + 1, list[at]));
        return names;
    }

    private bool TakeContext()
    {
        var chosen = V8.Get(realm.Isolate, realm.Context, handle.Object, "sni_context");
        if (chosen == 0 || V8Api.IsObject(chosen) == 0)
            return true;
        if (SecureContextClass.Of(realm, chosen) is { } settings)
        {
            handle.Settings = settings;
            return true;
        }
        handle.Fail(new CryptoFault("Invalid SNI context", "ERR_TLS_INVALID_CONTEXT", CryptoFaultKind.TypeError));
        return false;
    }

    private void AskForSession(ClientHello hello)
    {
        var (iso, context) = (realm.Isolate, realm.Context);
        var target = V8Api.ObjectNew(iso);
        V8.Set(iso, context, target, "sessionId", NodeBuffer.Create(realm, hello.SessionId));
        V8.Set(iso, context, target, "servername", V8.Str(iso, hello.ServerName ?? ""));
        V8.Set(iso, context, target, "tlsTicket", V8.Bool(iso, hello.HasTicket));
        handle.CallScript("onclienthello", target);
    }

    private void AskForContext()
    {
        if (!AsksForContext || _hello == null)
        {
            Continue();
            return;
        }
        var (iso, context) = (realm.Isolate, realm.Context);
        var target = V8Api.ObjectNew(iso);
        V8.Set(iso, context, target, "OCSPRequest", V8.Bool(iso, _hello.WantsStatus));
        V8.Set(iso, context, target, "servername", V8.Str(iso, _hello.ServerName ?? ""));
        handle.CallScript("oncertcb", target);
    }
}
