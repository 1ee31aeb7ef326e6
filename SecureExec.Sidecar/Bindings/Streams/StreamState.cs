using SecureExec.Sidecar.Engine.Interop;
using SecureExec.Sidecar.Engine.Snapshots;

namespace SecureExec.Sidecar.Bindings;

/// <summary>What the streams of a realm share with Node's library: the page <c>streamBaseState</c>, and the classes that native code makes or recognizes.</summary>
internal sealed unsafe class StreamState : ICarried
{
    private const int ReadBytesOrError = 0, ArrayBufferOffset = 1, BytesWritten = 2, LastWriteWasAsync = 3, LastWriteError = 4, Fields = 5;

    private int* _page;
    private nint _writeStatus;

    /// <summary>Class templates, as persistent handles; 0 until a binding has defined them.</summary>
    public nint WriteTemplate { get; set; }

    public nint ShutdownTemplate { get; set; }

    /// <summary>The class whose methods all streams on descriptors inherit.</summary>
    public nint StreamTemplate { get; set; }

    public nint TcpTemplate { get; set; }

    public nint TcpConnectTemplate { get; set; }

    public nint PipeTemplate { get; set; }

    public nint UdpTemplate { get; set; }

    public nint PipeConnectTemplate { get; set; }

    /// <summary>Makes the page and puts it into the binding.</summary>
    public void Define(BindingBuilder b)
    {
        b.SharedInt32("streamBaseState", Fields, out _page);
        _writeStatus = b.Realm.Keep(V8.Name(b.Isolate, "writeStatus"));
    }

    /// <summary>Tells what a read gave, before JavaScript is called.</summary>
    public void SetRead(int countOrError)
    {
        if (_page == null)
            return;
        _page[ReadBytesOrError] = countOrError;
        _page[ArrayBufferOffset] = 0;
    }

    /// <summary>Tells what a write did.</summary>
    public void SetWritten(int bytes, bool isAsync, int error)
    {
        if (_page == null)
            return;
        _page[BytesWritten] = bytes;
        _page[LastWriteWasAsync] = isAsync ? 1 : 0;
        _page[LastWriteError] = error;
    }

    /// <summary>A request object for a write that JavaScript brought none for, as a local; 0 when it cannot be made.</summary>
    public nint NewWrite(Realm realm)
    {
        if (WriteTemplate == 0)
            return 0;
        var made = V8Api.FunctionNewInstance(V8Api.FunctionTemplateGetFunction(WriteTemplate, realm.Context), realm.Context, 0, null);
        if (made != 0)
            V8Api.ObjectSet(made, realm.Context, _writeStatus, V8.Null(realm.Isolate));
        return made;
    }

    public void Carry(StateCarrier carrier)
    {
        _page = carrier.Page(_page);
        _writeStatus = carrier.Handle(_writeStatus);
        WriteTemplate = carrier.Handle(WriteTemplate);
        ShutdownTemplate = carrier.Handle(ShutdownTemplate);
        StreamTemplate = carrier.Handle(StreamTemplate);
        TcpTemplate = carrier.Handle(TcpTemplate);
        TcpConnectTemplate = carrier.Handle(TcpConnectTemplate);
        PipeTemplate = carrier.Handle(PipeTemplate);
        UdpTemplate = carrier.Handle(UdpTemplate);
        PipeConnectTemplate = carrier.Handle(PipeConnectTemplate);
    }
}
