using System.Buffers.Binary;
using SecureExec.Sidecar.Engine.Interop;

namespace SecureExec.Sidecar.Bindings;

/// <summary>
/// <c>session.fields</c>: twelve bytes by which the library tells who listens and how much is forgiven. They are the guest's, which may have taken them away: then the defaults hold.
/// </summary>
internal sealed class Http2Fields : IDisposable
{
    /// <summary>Bits of the first byte.</summary>
    public const int RemoteSettingsListeners = 1, RemoteSettingsUpToDate = 2, PingListeners = 4, AltSvcListeners = 8;

    private const int Size = 12, InvalidFramesOffset = 4, RejectedStreamsOffset = 8;
    private const uint DefaultInvalidFrames = 1000, DefaultRejectedStreams = 100;

    private nint _view;

    /// <summary>Makes them and puts them onto the session's object.</summary>
    public Http2Fields(Realm realm, nint session)
    {
        Span<byte> bytes = stackalloc byte[Size];
        bytes.Clear();
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[InvalidFramesOffset..], DefaultInvalidFrames);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[RejectedStreamsOffset..], DefaultRejectedStreams);
        var view = V8.Uint8Array(realm.Isolate, bytes);
        V8.Set(realm.Isolate, realm.Context, session, "fields", view);
        _view = V8.Global(realm.Isolate, view);
    }

    /// <summary>Frames that are not allowed before the session ends.</summary>
    public uint MaxInvalidFrames => Bytes is { Length: Size } bytes ? BinaryPrimitives.ReadUInt32LittleEndian(bytes[InvalidFramesOffset..]) : DefaultInvalidFrames;

    /// <summary>Streams that are refused before the session ends.</summary>
    public uint MaxRejectedStreams => Bytes is { Length: Size } bytes ? BinaryPrimitives.ReadUInt32LittleEndian(bytes[RejectedStreamsOffset..]) : DefaultRejectedStreams;

    private Span<byte> Bytes => _view != 0 && V8.Bytes(_view, out var bytes) ? bytes : [];

    /// <summary>Whether a bit is set.</summary>
    public bool Has(int bit) => Bytes is { Length: Size } bytes && (bytes[0] & bit) != 0;

    /// <summary>Takes a bit away.</summary>
    public void Clear(int bit)
    {
        if (Bytes is { Length: Size } bytes)
            bytes[0] &= (byte)~bit;
    }

    public void Dispose()
    {
        if (_view != 0)
            V8Api.DisposeGlobal(_view);
        _view = 0;
    }
}
