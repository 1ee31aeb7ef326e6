using SecureExec.Sidecar.Engine;
using SecureExec.Sidecar.Engine.Interop;
using SecureExec.Sidecar.Http2;

namespace SecureExec.Sidecar.Bindings;

/// <content>Streams that are opened here, pings and settings.</content>
internal sealed partial class Http2SessionHandle
{
    private readonly Queue<Http2Reply> _pings = new(), _settings = new();

    /// <summary>Opens a stream with a request; null: it cannot be.</summary>
    public Http2StreamHandle? Request(IReadOnlyList<HeaderField> fields, Http2StreamOptions options, out Http2Status status)
    {
        using var scope = Enter();
        status = _connection.SubmitRequest(fields, (options & Http2StreamOptions.EmptyPayload) == 0, out var id);
        return status == Http2Status.Success ? AddStream(id, HeadersCategory.Headers, options) : null;
    }

    /// <summary>Promises a response; null: it cannot be.</summary>
    public Http2StreamHandle? Promise(int parentId, IReadOnlyList<HeaderField> fields, Http2StreamOptions options, out Http2Status status)
    {
        using var scope = Enter();
        status = _connection.SubmitPushPromise(parentId, fields, out var id);
        return status == Http2Status.Success ? AddStream(id, HeadersCategory.Headers, options) : null;
    }

    /// <summary>Announces the settings of the page. False: too many wait to be accepted.</summary>
    public bool SubmitSettings(nint callback)
    {
        if (Http2Reply.Begin(_realm, callback, "HTTP2SETTINGS") is not { } reply)
            return false;
        if (_settings.Count >= _options.MaxSettings)
        {
            reply.Complete(answered: false, []);
            return false;
        }
        var settings = _realm.State<Http2State>().ReadSettings();
        foreach (var (id, value) in settings)
        {
            if ((int)id >= Http2State.NamedSettings && (LocalCustomSettings.ContainsKey(id) || LocalCustomSettings.Count < Http2State.MaxCustomSettings))
                LocalCustomSettings[id] = value;
        }
        using var scope = Enter();
        if (_connection.SubmitSettings(settings) != Http2Status.Success)
        {
            reply.Complete(answered: false, []);
            return false;
        }
        _settings.Enqueue(reply);
        return true;
    }

    /// <summary>Sends a ping. False: too many wait for their answer.</summary>
    public bool Ping(ReadOnlySpan<byte> payload, nint callback)
    {
        if (Http2Reply.Begin(_realm, callback, "HTTP2PING") is not { } reply)
            return false;
        if (_pings.Count >= _options.MaxPings)
        {
            reply.Complete(answered: false, []);
            return false;
        }
        using var scope = Enter();
        _connection.SubmitPing(payload);
        _pings.Enqueue(reply);
        return true;
    }

    /// <summary>Takes a stream out: nothing more happens to it.</summary>
    public bool Remove(Http2StreamHandle stream) => _streams.Remove(stream.Id);

    private Http2StreamHandle? AddStream(int id, HeadersCategory category, Http2StreamOptions options)
    {
        using var handles = new HandleScope(_realm.Isolate);
        if (Http2StreamHandle.Create(_realm, this, id, category, options) is not { } stream)
            return null;
        _streams[id] = stream;
        CountStream();
        return stream;
    }

    private void CompleteSettings()
    {
        if (_settings.TryDequeue(out var reply))
            reply.Complete(answered: true, []);
    }

    private bool CompletePing(ReadOnlySpan<byte> payload)
    {
        if (!_pings.TryDequeue(out var reply))
            return false;
        _pingRoundTrip = reply.Elapsed;
        reply.Complete(answered: true, payload);
        return true;
    }

    private void CancelPings()
    {
        while (_pings.TryDequeue(out var reply))
            _realm.Guest.Loop.PostImmediate(() => reply.Complete(answered: false, []));
    }

    private void ForgetReplies()
    {
        foreach (var reply in _pings.Concat(_settings))
            reply.Dispose();
        _pings.Clear();
        _settings.Clear();
    }
}
