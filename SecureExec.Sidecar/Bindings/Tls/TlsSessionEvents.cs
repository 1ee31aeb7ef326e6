using SecureExec.Sidecar.Crypto.Tls;
using SecureExec.Sidecar.Engine.Interop;

namespace SecureExec.Sidecar.Bindings;

/// <summary>What a program is told of a connection's sessions, OCSP response and keys. Loop's thread.</summary>
internal sealed class TlsSessionEvents(Realm realm, TlsHandle handle)
{
    /// <summary>Whether it wants to know of sessions.</summary>
    public bool TellsSessions { get; set; }

    /// <summary>Whether it wants lines of the key log.</summary>
    public bool TellsKeys { get; set; }

    /// <summary>A server's program is storing a session: nothing is sent until it has.</summary>
    public bool AwaitsProgram { get; private set; }

    /// <summary>The program has stored the session.</summary>
    public void SessionStored() => AwaitsProgram = false;

    /// <summary>The handshake is done, and the program does not know yet.</summary>
    public void BeforeDone(TlsEngine engine)
    {
        if (TellsKeys)
        {
            foreach (var line in engine.State.KeyLog)
                handle.CallScript("onkeylog", NodeBuffer.Create(realm, System.Text.Encoding.ASCII.GetBytes(line)));
        }
        engine.State.KeyLog = [];
        if (handle.RequestsStatus && engine.Sessions.Resumed == null && !handle.IsDestroyed)
            handle.CallScript("onocspresponse", engine.State.Status is { } status ? NodeBuffer.Create(realm, status) : V8.Null(realm.Isolate));
        if (engine.Version != "TLSv1.3")
            TellNew(engine);
    }

    /// <summary>Tells of new sessions.</summary>
    public void TellNew(TlsEngine engine)
    {
        while (!handle.IsDestroyed && engine.Sessions.NextUntold() is { } session)
        {
            if (!TellsSessions || session.ToDer() is not { Length: <= TlsStoredSession.MaxBytes } der)
                continue;
            AwaitsProgram = handle.IsServer;
            handle.CallScript("onnewsession", NodeBuffer.Create(realm, session.Id), NodeBuffer.Create(realm, der));
        }
    }
}
