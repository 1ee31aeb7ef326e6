using SecureExec.Abi;
using SecureExec.Sidecar.Crypto;
using SecureExec.Sidecar.Crypto.Tls;
using SecureExec.Sidecar.Engine;
using SecureExec.Sidecar.Engine.Interop;

namespace SecureExec.Sidecar.Bindings;

/// <summary>
/// The native side of a <c>TLSWrap</c>: a stream whose bytes go encrypted over another one. What is written before the handshake is done waits for it; a server looks at
/// the client's first message, and lets the program choose by it, before its engine begins. Loop's thread.
/// </summary>
internal sealed class TlsHandle : IStreamBase, IStreamListener, IDisposable
{
    /// <summary>What one connection is counted with: keys, records and certificates under way.</summary>
    public const long Bytes = 96 * 1024;

    private readonly Realm _realm;
    private readonly IStreamBase _lower;
    private readonly bool _isServer;
    private readonly Queue<Waiting> _waiting = new();
    private byte[] _encrypted = [];

    private TlsEngine? _engine;
    private IStreamListener? _listener;
    private LoopRequest? _shutdown;
    private nint _userBuffer, _lowerObject;
    private bool _counted = true, _wasDone, _ended, _failed, _destroyed, _holdsOutput, _encryptedAhead, _pumping;

    /// <summary>Makes one whose <see cref="Bytes"/> are counted in already.</summary>
    public TlsHandle(Realm realm, IStreamBase lower, nint lowerObject, TlsSettings settings, bool isServer, bool holdsOutput)
    {
        (_realm, _lower, Settings, Sessions, _isServer, _holdsOutput) = (realm, lower, settings, settings.Sessions, isServer, holdsOutput);
        (Greeting, Events) = (new TlsGreeting(realm, this), new TlsSessionEvents(realm, this));
        _lowerObject = V8.Global(realm.Isolate, lowerObject);
        lower.SetListener(this);
    }

    public TlsSettings Settings { get; set; }

    /// <summary>What holds for sessions: that of the first context, whichever is chosen afterwards.</summary>
    public TlsSessionRules Sessions { get; }

    /// <summary>What a server asks the program first.</summary>
    public TlsGreeting Greeting { get; }

    /// <summary>What the program is told on the way.</summary>
    public TlsSessionEvents Events { get; }

    /// <summary>A session to go on with; null: none.</summary>
    public TlsStoredSession? Session { get; set; }

    /// <summary>A client's: whether it asks for an OCSP response.</summary>
    public bool RequestsStatus { get; set; }

    /// <summary>A server's OCSP response; null: none.</summary>
    public byte[]? Status { get; set; }

    public nint Object { get; private set; }

    /// <summary>Whether nothing is read or written any more.</summary>
    public bool IsDestroyed => _destroyed;

    public bool IsClosing => _destroyed || _lower.IsClosing;

    public int Fd => _lower.Fd;

    public long BytesRead { get; private set; }

    public long BytesWritten { get; private set; }

    public long QueuedBytes => _waiting.Sum(write => (long)write.Data.Length) + _lower.QueuedBytes;

    public bool IsServer => _isServer;

    /// <summary>The engine; null before it has begun.</summary>
    public TlsEngine? Engine => _engine;

    /// <summary>The host that the client wants.</summary>
    public string? ServerName { get; set; }

    /// <summary>Protocols to offer or to choose from, as they stand in the handshake.</summary>
    public byte[] Alpn { get; set; } = [];

    /// <summary>Bytes of the longest record that is sent.</summary>
    public int MaxFragment { get; set; } = TlsEngine.MaxRecord;

    public bool RequestsCertificate { get; set; }

    public bool RequiresCertificate { get; set; }

    /// <summary>What the peer's certificate is worth; null: it has none.</summary>
    public ChainResult? PeerCheck => _engine?.State.PeerCheck;

    /// <summary>Its JavaScript object from now on.</summary>
    public void Hold(nint wrapper) => Object = V8.Global(_realm.Isolate, wrapper);

    public Errno ReadStart() => _destroyed ? Errno.EPROTO : _lower.ReadStart();

    public Errno ReadStop() => _destroyed ? Errno.Success : _lower.ReadStop();

    public void UseBuffer(nint view)
    {
        if (_userBuffer != 0)
            V8Api.DisposeGlobal(_userBuffer);
        _userBuffer = V8.Global(_realm.Isolate, view);
    }

    public void SetListener(IStreamListener? listener) => _listener = listener;

    public void TellScript(ReadOnlySpan<byte> data, int status)
    {
        if (Object == 0)
            return;
        var answer = StreamMethods.CallOnRead(_realm, Object, _userBuffer, data, status);
        if (answer != 0 && !_destroyed)
            UseBuffer(answer);
    }

    /// <summary>A client begins the handshake.</summary>
    public void Start()
    {
        if (_isServer || _engine != null || _destroyed)
            return;
        if (Begin())
            Pump();
    }

    /// <summary>Bytes that came over the other stream before it was this one's.</summary>
    public void Receive(byte[] data) => OnRead(data, data.Length);

    public Errno TryWrite(ReadOnlySpan<byte> data, out int taken)
    {
        (taken, _encryptedAhead) = (0, false);
        if (_destroyed || _failed)
            return Errno.EPROTO;
        BytesWritten += data.Length;
        if (_engine is not { IsDone: true } engine || _waiting.Count > 0 || HoldsOutput)
            return Errno.Success;
        try
        {
            engine.Write(data.ToArray(), MaxFragment);
        }
        catch (CryptoFault)
        {
            return Errno.EPROTO;
        }
        var output = engine.ReadOutput();
        var errno = _lower.TryWrite(output, out var sent);
        if (errno != Errno.Success)
            return errno;
        if (sent == output.Length)
        {
            taken = data.Length;
            return Errno.Success;
        }
        (_encryptedAhead, _encrypted) = (true, output[sent..]);
        return Errno.Success;
    }

    public void Enqueue(byte[] rest, LoopRequest request) => Enqueue(rest, errno => request.Complete(errno, Object, V8.Undefined(_realm.Isolate)));

    public void Enqueue(byte[] rest, Action<Errno> done)
    {
        if (_encryptedAhead)
        {
            _encryptedAhead = false;
            _lower.Enqueue(_encrypted, done);
            _encrypted = [];
            return;
        }
        _waiting.Enqueue(new Waiting(rest, done));
        Pump();
    }

    public Errno Shutdown(LoopRequest request)
    {
        if (_destroyed)
            return Errno.ENOTCONN;
        if (_failed || _ended || _waiting.Count == 0 && _wasDone && !HoldsOutput)
            return ShutdownNow(request);
        _shutdown = request;
        return Errno.Success;
    }

    /// <summary>Writes of the stream's former user are done: output may follow.</summary>
    public void ReleaseOutput()
    {
        _holdsOutput = false;
        Pump();
    }

    /// <summary>A server's program has stored a session: output may follow.</summary>
    public void SessionStored()
    {
        Events.SessionStored();
        Pump();
    }

    /// <summary>A server's engine begins with what the client has said.</summary>
    public void BeginServer(byte[] hello)
    {
        if (Begin())
            Offer(hello);
    }

    public void OnRead(ReadOnlySpan<byte> data, int status)
    {
        if (_destroyed || _failed)
            return;
        if (status < 0)
        {
            Pump();
            _ended = true;
            if (!_destroyed)
                Deliver([], status);
            return;
        }
        BytesRead += data.Length;
        if (_isServer && _engine == null)
        {
            Greeting.Take(data);
            return;
        }
        if (_engine != null)
            Offer(data.ToArray());
    }

    public void OnStreamClosed()
    {
        while (_waiting.TryDequeue(out var write))
            write.Done(Errno.ECANCELED);
        var shutdown = _shutdown;
        _shutdown = null;
        shutdown?.Complete(Errno.ECANCELED, Object, V8.Undefined(_realm.Isolate));
        _listener?.OnStreamClosed();
        Release();
    }

    /// <summary>Ends it: nothing is read or written any more.</summary>
    public void Destroy()
    {
        if (_destroyed)
            return;
        _destroyed = true;
        _lower.SetListener(null);
        while (_waiting.TryDequeue(out var write))
            write.Done(Errno.ECANCELED);
        Release();
    }

    public void Dispose()
    {
        GiveMemory();
        _destroyed = true;
        (Object, _lowerObject, _userBuffer) = (0, 0, 0);
    }

    private bool HoldsOutput => _holdsOutput || Events.AwaitsProgram;

    private sealed record Waiting(byte[] Data, Action<Errno> Done);

    private void GiveMemory()
    {
        if (!_counted)
            return;
        _counted = false;
        _realm.State<ExternalMemory>().Give(_realm, Bytes);
    }

    private void Release()
    {
        GiveMemory();
        foreach (var slot in (ReadOnlySpan<nint>)[Object, _lowerObject, _userBuffer])
        {
            if (slot != 0)
                V8Api.DisposeGlobal(slot);
        }
        if (Object != 0)
            _destroyed = true;
        (Object, _lowerObject, _userBuffer) = (0, 0, 0);
    }

    private Errno ShutdownNow(LoopRequest request)
    {
        if (_engine != null && !_failed)
        {
            _engine.Close();
            Send();
        }
        return _lower.Shutdown(request);
    }

    private bool Begin()
    {
        try
        {
            // The program may choose another context when it is asked.
            var alpn = _isServer ? Greeting.ChooseAlpn(Alpn) : TlsGreeting.Names(Alpn);
            _engine = TlsEngine.Create(new TlsOptions
            {
                Settings = Settings,
                ServerName = ServerName,
                Alpn = alpn,
                Sessions = Sessions,
                Session = Session,
                RequestsStatus = RequestsStatus,
                Status = Status,
                RequestsCertificate = RequestsCertificate,
                RequiresCertificate = RequiresCertificate,
            }, _isServer);
            return true;
        }
        catch (CryptoFault fault)
        {
            Fail(fault);
            return false;
        }
    }

    private void Offer(byte[] data)
    {
        CryptoFault? fault = null;
        try
        {
            _engine!.Offer(data);
        }
        catch (CryptoFault refused)
        {
            fault = refused;
        }
        Pump(fault);
    }

    // Sends what must go, tells that the handshake is done, delivers what was decrypted, and writes what waited.
    private void Pump(CryptoFault? fault = null)
    {
        if (_engine is not { } engine || _destroyed || _failed || _pumping)
            return;
        _pumping = true;
        try
        {
            // The last message of the handshake goes out only after the program has judged the peer, as OpenSSL's does in Node.
            if (engine.IsDone && !_wasDone)
            {
                _wasDone = true;
                Events.BeforeDone(engine);
                if (!_destroyed)
                    CallScript("onhandshakedone");
            }
            if (_wasDone)
                Events.TellNew(engine);
            while (!_destroyed && engine.ReadClear() is { Length: > 0 } clear)
                DeliverAll(clear);
            if (_destroyed)
                return;
            Send();
            if (fault != null)
            {
                Fail(fault);
                return;
            }
            WriteWaiting(engine);
            if (engine.IsClosed && !_ended && !_destroyed)
            {
                _ended = true;
                Deliver([], StreamHandle.EndOfFile);
            }
        }
        finally
        {
            _pumping = false;
        }
    }

    private void WriteWaiting(TlsEngine engine)
    {
        while (engine.IsDone && !HoldsOutput && !_destroyed && _waiting.TryDequeue(out var write))
        {
            try
            {
                engine.Write(write.Data, MaxFragment);
            }
            catch (CryptoFault)
            {
                write.Done(Errno.EPROTO);
                continue;
            }
            var output = engine.ReadOutput();
            var errno = _lower.TryWrite(output, out var sent);
            if (errno == Errno.Success)
                _lower.Enqueue(output[sent..], write.Done);
            else
                write.Done(errno);
        }
        if (_waiting.Count > 0 || !engine.IsDone || HoldsOutput || _shutdown is not { } request || _destroyed)
            return;
        _shutdown = null;
        if (ShutdownNow(request) is var failed and not Errno.Success)
            request.Complete(failed, Object, V8.Undefined(_realm.Isolate));
    }

    private void Send()
    {
        if (HoldsOutput || _engine!.ReadOutput() is not { Length: > 0 } output)
            return;
        if (_lower.TryWrite(output, out var sent) == Errno.Success && sent < output.Length)
            _lower.Enqueue(output[sent..], static _ => { });
    }

    /// <summary>Gives up: the program gets the error.</summary>
    public void Fail(CryptoFault fault)
    {
        _failed = true;
        if (_engine != null)
            Send();
        while (_waiting.TryDequeue(out var write))
            write.Done(Errno.EPROTO);
        if (!_destroyed)
            CallScript("onerror", CryptoErrors.Create(_realm, fault));
    }

    private void DeliverAll(byte[] clear)
    {
        for (var rest = clear.AsSpan(); !rest.IsEmpty && !_destroyed;)
        {
            var count = _listener == null && _userBuffer != 0 && V8.Bytes(_userBuffer, out var own) && !own.IsEmpty ? Math.Min(own.Length, rest.Length) : rest.Length;
            Deliver(rest[..count], count);
            rest = rest[count..];
        }
    }

    private void Deliver(ReadOnlySpan<byte> data, int status)
    {
        if (_listener is { } listener)
            listener.OnRead(data, status);
        else
            TellScript(data, status);
    }

    /// <summary>Calls a function of the JavaScript object, if it has one of that name.</summary>
    public void CallScript(string name, params ReadOnlySpan<nint> args)
    {
        if (Object == 0)
            return;
        var callback = V8.Get(_realm.Isolate, _realm.Context, Object, name);
        if (callback != 0 && V8Api.IsFunction(callback) != 0)
            Callbacks.Make(_realm, Object, callback, args, FsAsyncObject.ContextOf(_realm, Object));
    }
}
