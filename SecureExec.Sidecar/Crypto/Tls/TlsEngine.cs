using System.Text;
using Org.BouncyCastle.Tls;
using Org.BouncyCastle.X509;

namespace SecureExec.Sidecar.Crypto.Tls;

/// <summary>One side of a TLS connection over buffers: what comes in is offered, what must go out is taken. One thread at a time.</summary>
internal sealed class TlsEngine
{
    /// <summary>Bytes that a record may hold: the least and the most that a program may choose.</summary>
    public const int MinRecord = 512, MaxRecord = 16 * 1024;

    private const int Head = 8;

    private readonly TlsProtocol _protocol;
    private readonly TlsPeerState _state;
    private readonly TlsSessionBook _book;
    private readonly Func<TlsContext?> _context;
    private readonly bool _isServer;
    private readonly byte[] _head = new byte[Head];
    private readonly TlsRecordBounds _records = new();
    private readonly Queue<byte[]> _clear = new();
    private int _headLength;

    private TlsEngine(TlsOptions options, bool isServer)
    {
        _isServer = isServer;
        _state = new TlsPeerState(options.Settings);
        _book = new TlsSessionBook(options, _state);
        var crypto = new TlsEngineCrypto(KernelRandom.Source);
        if (isServer)
        {
            var (protocol, side) = (new TlsServerEndpoint(options, _state, _book), new TlsServerSide(crypto, options, _state, _book));
            (_protocol, _context) = (protocol, () => side.Context);
            protocol.Accept(side);
        }
        else
        {
            var (protocol, side) = (new TlsClientEndpoint(options, _state, _book), new TlsClientSide(crypto, options, _state, _book));
            (_protocol, _context) = (protocol, () => side.Context);
            protocol.Connect(side);
        }
    }

    /// <summary>Whether the handshake is done.</summary>
    public bool IsDone => _state.IsDone;

    /// <summary>Whether the peer has said that it sends no more.</summary>
    public bool IsClosed => _state.IsClosed || _protocol.IsClosed;

    /// <summary>What is known of the peer and of the handshake.</summary>
    public TlsPeerState State => _state;

    /// <summary>What the connection has to do with sessions.</summary>
    public TlsSessionBook Sessions => _book;

    /// <summary>What the peer sent, its own certificate first.</summary>
    public IReadOnlyList<X509Certificate> PeerChain => _state.PeerChain;

    /// <summary>The certificate that was shown to the peer; null: none.</summary>
    public X509Certificate? OwnCertificate => _state.Identity?.Chain[0];

    /// <summary>The protocol agreed on; null: none.</summary>
    public string? Alpn => Parameters?.ApplicationProtocol is { } name ? Encoding.Latin1.GetString(name.GetBytes()) : null;

    /// <summary>The cipher suite; null: not yet.</summary>
    public TlsSuite? Suite => Parameters is { } parameters ? TlsSuites.Find(parameters.CipherSuite) : null;

    /// <summary>The version as Node names it; null: not yet.</summary>
    public string? Version => Parameters?.NegotiatedVersion?.FullVersion switch
    {
        TlsSettings.Tls13 => "TLSv1.3",
        TlsSettings.Tls12 => "TLSv1.2",
        TlsSettings.Tls11 => "TLSv1.1",
        TlsSettings.Tls10 => "TLSv1",
        _ => null,
    };

    private SecurityParameters? Parameters => _context()?.SecurityParameters;

    /// <summary>Begins.</summary>
    /// <exception cref="CryptoFault">Nothing is left to offer.</exception>
    public static TlsEngine Create(TlsOptions options, bool isServer)
    {
        if (options.Settings.Versions.Count == 0)
            throw TlsFault.NoVersions();
        try
        {
            return new TlsEngine(options, isServer);
        }
        catch (Exception fault) when (KeyReader.IsOfInput(fault))
        {
            throw TlsFault.NoCiphers();
        }
    }

    /// <summary>Takes what came from the peer.</summary>
    /// <exception cref="CryptoFault">It breaks the protocol, or the peer has given up. What is to be sent still is.</exception>
    public void Offer(byte[] data)
    {
        if (_headLength < Head)
        {
            var count = Math.Min(Head - _headLength, data.Length);
            data.AsSpan(0, count).CopyTo(_head.AsSpan(_headLength));
            _headLength += count;
        }
        for (var at = 0; at < data.Length && !_protocol.IsClosed;)
        {
            var (from, count) = (at, _records.Next(data.AsSpan(at)));
            at += count;
            Guard(() => _protocol.OfferInput(data, from, count));
            var clear = new byte[_protocol.GetAvailableInputBytes()];
            if (clear.Length > 0)
                _clear.Enqueue(clear[.._protocol.ReadInput(clear, 0, clear.Length)]);
        }
    }

    /// <summary>Encrypts.</summary>
    /// <param name="data">What to send.</param>
    /// <param name="maxFragment">Bytes of it that one record may hold.</param>
    /// <exception cref="CryptoFault">The connection is over.</exception>
    public void Write(byte[] data, int maxFragment) => Guard(() =>
    {
        for (var at = 0; at == 0 || at < data.Length; at += maxFragment)
            _protocol.WriteApplicationData(data, at, Math.Min(maxFragment, data.Length - at));
    });

    /// <summary>What the next record held; empty: nothing.</summary>
    public byte[] ReadClear() => _clear.TryDequeue(out var data) ? data : [];

    /// <summary>What must be sent; empty: nothing.</summary>
    public byte[] ReadOutput()
    {
        var data = new byte[_protocol.GetAvailableOutputBytes()];
        return data.Length == 0 ? data : data[.._protocol.ReadOutput(data, 0, data.Length)];
    }

    /// <summary>Tells the peer that nothing more is sent.</summary>
    public void Close()
    {
        if (_protocol.IsClosed)
            return;
        try
        {
            if (_state.IsDone)
                ((ITlsEndpoint)_protocol).CloseOutput();
            else
                _protocol.Close();
        }
        catch (Exception fault) when (KeyReader.IsOfInput(fault))
        {
            // In the middle of a handshake there is nothing to say.
        }
    }

    /// <summary>Keys for another protocol (RFC 5705); null: there is no connection yet.</summary>
    public byte[]? ExportKeys(int length, string label, byte[]? context) => IsDone ? _state.Exporter?.Export(label, context, length) : null;

    private void Guard(Action action)
    {
        try
        {
            action();
        }
        catch (Exception fault) when (KeyReader.IsOfInput(fault))
        {
            if (_state.Reason is { } reason)
                throw reason;
            if (_state.Received is { } received)
                throw TlsFault.OfAlert(received);
            var alert = _state.Raised ?? (fault as TlsFatalAlert)?.AlertDescription ?? AlertDescription.internal_error;
            throw TlsFault.OfEngine(alert, _state.IsDone ? [] : _head.AsSpan(0, _headLength), _isServer);
        }
    }
}
