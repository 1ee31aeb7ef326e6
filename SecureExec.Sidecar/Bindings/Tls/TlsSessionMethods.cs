using SecureExec.Sidecar.Crypto.Tls;
using SecureExec.Sidecar.Engine.Interop;

namespace SecureExec.Sidecar.Bindings;

/// <summary>The methods of a <c>TLSWrap</c> about sessions, OCSP responses, and what the handshake came to.</summary>
internal static unsafe class TlsSessionMethods
{
    private const int MaxStatus = 64 * 1024;

    public static ClassBuilder Add(ClassBuilder methods) => methods
        .Method("enableKeylogCallback", &EnableKeyLog)
        .Method("enableSessionCallbacks", &EnableSessions)
        .Method("newSessionDone", &SessionStored)
        .Method("loadSession", &SetSession)
        .Method("setSession", &SetSession)
        .Method("getSession", &GetSession)
        .Method("getTLSTicket", &GetTicket)
        .Method("isSessionReused", &IsReused)
        .Method("requestOCSP", &RequestStatus)
        .Method("setOCSPResponse", &SetStatus)
        .Method("getEphemeralKeyInfo", &GetGroup)
        .Method("getSharedSigalgs", &GetSharedSchemes)
        .Method("getFinished", &GetFinished)
        .Method("getPeerFinished", &GetPeerFinished);

    private static TlsHandle? Of(CallInfo info) => info.Realm.Unwrap<TlsHandle>(info.This);

    private static void EnableKeyLog(CallInfo info)
    {
        if (Of(info) is { } handle)
            handle.Events.TellsKeys = true;
    }

    private static void EnableSessions(CallInfo info)
    {
        if (Of(info) is { } handle)
            handle.Events.TellsSessions = handle.Greeting.AsksForSession = true;
    }

    private static void SessionStored(CallInfo info) => Of(info)?.SessionStored();

    // (session, or nothing): bytes that are none are no mistake, as in Node; the handshake is then a whole one.
    private static void SetSession(CallInfo info)
    {
        if (Of(info) is { Engine: null } handle && CryptoInput.Optional(info, 0) is { Length: <= TlsStoredSession.MaxBytes } der)
            handle.Session = TlsStoredSession.FromDer(der);
    }

    private static void GetSession(CallInfo info)
    {
        if (Of(info)?.Engine?.Sessions.Current is { } session)
            info.Return(NodeBuffer.Create(info.Realm, session.ToDer()));
    }

    private static void GetTicket(CallInfo info)
    {
        if (Of(info)?.Engine?.Sessions.Current is { Ticket.Length: > 0 } session)
            info.Return(NodeBuffer.Create(info.Realm, session.Ticket));
    }

    private static void IsReused(CallInfo info) => info.Return(Of(info)?.Engine is { IsDone: true, Sessions.Resumed: not null });

    private static void RequestStatus(CallInfo info)
    {
        if (Of(info) is { IsServer: false } handle)
            handle.RequestsStatus = true;
    }

    // (response)
    private static void SetStatus(CallInfo info)
    {
        if (Of(info) is not { IsServer: true } handle || CryptoInput.Bytes(info, 0) is not { } response)
            return;
        if (response.Length > MaxStatus)
            V8.ThrowRangeError(info.Isolate, "The OCSP response is too long", "ERR_OUT_OF_RANGE");
        else
            handle.Status = response;
    }

    // Servers answer null, as Node's do.
    private static void GetGroup(CallInfo info)
    {
        if (Of(info) is not { IsServer: false } handle)
        {
            info.ReturnNull();
            return;
        }
        var (iso, context, target) = (info.Isolate, info.Context, V8Api.ObjectNew(info.Isolate));
        if (handle.Engine?.State.Group is { } group)
        {
            V8.Set(iso, context, target, "type", V8.Str(iso, group.IsFiniteField ? "DH" : group.Bits == 0 ? "TLSGroup" : "ECDH"));
            if (!group.IsFiniteField)
                V8.Set(iso, context, target, "name", V8.Str(iso, group.Names[0]));
            if (group.Bits > 0)
                V8.Set(iso, context, target, "size", V8.Int(iso, group.Bits));
        }
        info.Return(target);
    }

    private static void GetSharedSchemes(CallInfo info) => info.Return(V8.StringArray(info.Isolate, Of(info)?.Engine?.State.SharedSchemes ?? []));

    private static void GetFinished(CallInfo info)
    {
        if (Of(info)?.Engine?.State.Finished is { } finished)
            info.Return(NodeBuffer.Create(info.Realm, finished.Own));
    }

    private static void GetPeerFinished(CallInfo info)
    {
        if (Of(info)?.Engine?.State.Finished is { } finished)
            info.Return(NodeBuffer.Create(info.Realm, finished.Peer));
    }
}
