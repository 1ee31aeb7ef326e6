using SecureExec.Sidecar.Engine.Interop;
using SecureExec.Sidecar.Http2;

namespace SecureExec.Sidecar.Bindings;

/// <summary>The class <c>Http2Session</c>.</summary>
internal static unsafe class Http2SessionClass
{
    private const int PingBytes = 8, Server = 0, Client = 1;

    public static void Define(BindingBuilder b) =>
        b.Class("Http2Session", FsAsyncObject.Methods(b.NewClass("Http2Session", FsAsyncObject.FirstOwnField, &Construct))
            .Method("origin", &Origin)
            .Method("altsvc", &AltSvc)
            .Method("ping", &Ping)
            .Method("consume", &Consume)
            .Method("receive", &Receive)
            .Method("destroy", &Destroy)
            .Method("goaway", &GoAway)
            .Method("hasPendingData", &HasPendingData)
            .Method("settings", &Settings)
            .Method("request", &Request)
            .Method("setNextStreamID", &SetNextStreamId)
            .Method("setLocalWindowSize", &SetLocalWindowSize)
            .Method("updateChunksSent", &UpdateChunksSent)
            .Method("refreshState", &RefreshState)
            .Method("localSettings", &LocalSettings)
            .Method("remoteSettings", &RemoteSettings)
            .Method("setGracefulClose", &SetGracefulClose));

    private static Http2SessionHandle? Of(CallInfo info) => info.Realm.Unwrap<Http2SessionHandle>(info.This);

    // (NGHTTP2_SESSION_SERVER or NGHTTP2_SESSION_CLIENT)
    private static void Construct(CallInfo info)
    {
        var realm = info.Realm;
        StreamWrapBinding.Construct(info);
        if (info.Int32(0) is not (Server or Client) and var type)
        {
            info.ThrowTypeError($"The \"type\" argument must be the type of a session. Received {type}");
            return;
        }
        if (!realm.State<ExternalMemory>().Take(realm, Http2SessionHandle.Bytes))
        {
            V8.ThrowRangeError(info.Isolate, "Failed to allocate memory", "ERR_MEMORY_ALLOCATION_FAILED");
            return;
        }
        var isServer = info.Int32(0) == Server;
        FsAsyncObject.Begin(realm, info.This, "HTTP2SESSION");
        realm.Wrap(info.This, new Http2SessionHandle(realm, info.This, isServer, Http2SessionOptions.Read(realm.State<Http2State>(), isServer)));
    }

    // (handle of a stream)
    private static void Consume(CallInfo info)
    {
        if (Of(info) is not { } session)
            return;
        if (info.IsObject(0) && V8Api.ObjectInternalFieldCountOfMap(info[0]) > 0 && info.Realm.Unwrap<IStreamBase>(info[0]) is { } stream)
            session.Consume(info.This, stream, info[0]);
        else
            info.ThrowTypeError("The \"stream\" argument must be the handle of a stream");
    }

    // (buffer): a copy is read, as the callbacks may do to the guest's memory what they like.
    private static void Receive(CallInfo info)
    {
        if (Of(info) is { } session && CryptoInput.Bytes(info, 0) is { } data)
            session.OnRead(data, data.Length);
    }

    // (code, whether the socket is closed)
    private static void Destroy(CallInfo info) => Of(info)?.Close((Http2ErrorCode)(uint)info.Int32(0), info.IsTrue(1));

    // (code, last stream or 0, data)
    private static void GoAway(CallInfo info)
    {
        if (Of(info) is { } session)
            session.GoAway((Http2ErrorCode)(uint)info.Int32(0), info.Int32(1), CryptoInput.Optional(info, 2) ?? []);
    }

    private static void HasPendingData(CallInfo info) => info.Return(Of(info)?.HasPendingData == true);

    private static void SetGracefulClose(CallInfo info) => Of(info)?.SetGracefulClose();

    // (callback)
    private static void Settings(CallInfo info)
    {
        if (Of(info) is { } session && RequireFunction(info, 0))
            info.Return(session.SubmitSettings(info[0]));
    }

    // (eight bytes or undefined, callback)
    private static void Ping(CallInfo info)
    {
        if (Of(info) is not { } session || !RequireFunction(info, 1))
            return;
        var payload = CryptoInput.Optional(info, 0) ?? BitConverter.GetBytes(System.Diagnostics.Stopwatch.GetTimestamp());
        if (payload.Length == PingBytes)
            info.Return(session.Ping(payload, info[1]));
        else
            info.ThrowTypeError("The \"payload\" argument must have eight bytes");
    }

    // (headers, options): a stream, or nghttp2's error. Priorities (RFC 9113 5.3.2) follow and have no effect.
    private static void Request(CallInfo info)
    {
        if (Of(info) is not { } session)
            return;
        var options = (Http2StreamOptions)info.Int32(1);
        if (Http2HeaderText.Read(info, 0) is { } fields)
            Return(info, session.Request(fields, options, out var status), status);
    }

    /// <summary>Gives a new stream's object, or the error.</summary>
    public static void Return(CallInfo info, Http2StreamHandle? stream, Http2Status status)
    {
        if (stream != null)
            info.Return(stream.Object);
        else
            info.Return((int)status);
    }

    // (number)
    private static void SetNextStreamId(CallInfo info) => info.Return(Of(info)?.Connection.SetNextStreamId(info.Int32(0)) == true);

    // (bytes)
    private static void SetLocalWindowSize(CallInfo info)
    {
        if (Of(info) is { } session)
            info.Return((int)session.Connection.SetLocalWindow(info.Int32(0)));
    }

    private static void UpdateChunksSent(CallInfo info)
    {
        if (Of(info) is not { } session)
            return;
        V8.Set(info.Isolate, info.Context, info.This, "chunksSentSinceLastWrite", V8.Number(info.Isolate, session.ChunksSent));
        info.Return((double)session.ChunksSent);
    }

    private static void RefreshState(CallInfo info)
    {
        if (Of(info) is not { Connection: var connection })
            return;
        var window = connection.Window;
        info.Realm.State<Http2State>().TellSession(
        [
            window.Size, Math.Max(0, window.Received), connection.NextStreamId, window.Size - window.Received, connection.LastProcessedId, connection.RemoteWindow, connection.QueuedFrames,
            connection.DeflateTableSize, connection.InflateTableSize,
        ]);
    }

    private static void LocalSettings(CallInfo info)
    {
        if (Of(info) is { } session)
            info.Realm.State<Http2State>().WriteSettings(session.Connection.Local, session.LocalCustomSettings);
    }

    private static void RemoteSettings(CallInfo info)
    {
        if (Of(info) is { } session)
            info.Realm.State<Http2State>().WriteSettings(session.Connection.Remote, session.RemoteCustomSettings);
    }

    // (stream, origin, value)
    private static void AltSvc(CallInfo info)
    {
        if (Of(info) is not { } session || info.RequireString(1, "origin") == null || info.RequireString(2, "alt") == null)
            return;
        using var scope = session.Enter();
        session.Connection.SubmitAltSvc(info.Int32(0), Http2HeaderText.Latin1(info.Isolate, info[1]), Http2HeaderText.Latin1(info.Isolate, info[2]));
    }

    // (origins, each with a NUL behind it)
    private static void Origin(CallInfo info)
    {
        if (Of(info) is not { } session || info.RequireString(0, "origins") == null)
            return;
        List<byte[]> origins = [];
        for (var rest = Http2HeaderText.Latin1(info.Isolate, info[0]).AsSpan(); rest.IndexOf((byte)0) is >= 0 and var end; rest = rest[(end + 1)..])
            origins.Add(rest[..end].ToArray());
        using var scope = session.Enter();
        session.Connection.SubmitOrigin(origins);
    }

    private static bool RequireFunction(CallInfo info, int index)
    {
        if (info.IsFunction(index))
            return true;
        info.ThrowTypeError("The \"callback\" argument must be of type function.");
        return false;
    }
}
