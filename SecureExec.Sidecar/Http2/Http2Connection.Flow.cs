namespace SecureExec.Sidecar.Http2;

/// <content>Windows (RFC 9113 5.2).</content>
internal sealed partial class Http2Connection
{
    /// <summary>The program has used up data of the connection.</summary>
    public void ConsumeConnection(int bytes) => GiveBack(_window, 0, bytes);

    /// <summary>The program has used up data of a stream.</summary>
    public void ConsumeStream(int id, int bytes)
    {
        if (Find(id) is { } stream)
            GiveBack(stream.Local, id, bytes);
    }

    /// <summary>Sets what the peer may send on all streams together.</summary>
    public Http2Status SetLocalWindow(int size)
    {
        if (size < 0)
            return Http2Status.InvalidArgument;
        if (_window.Resize(size) is not { } increment)
            return Http2Status.FlowControl;
        if (increment > 0)
            QueueWindowUpdate(_window, 0, increment);
        return Http2Status.Success;
    }

    private void GiveBack(FlowWindow window, int id, int bytes)
    {
        if (!window.TryConsume(bytes))
        {
            Terminate(Http2ErrorCode.FlowControlError);
            return;
        }
        if (window.TakeUpdate() is var update and > 0)
            QueueWindowUpdate(window, id, update);
    }

    // False: more than was allowed, and the connection ends.
    private bool TakeIn(FlowWindow window, int bytes)
    {
        if (window.TryReceive(bytes))
            return true;
        Terminate(Http2ErrorCode.FlowControlError);
        return false;
    }

    // The peer's new initial window; false: beyond what a window can be.
    private bool ShiftRemoteWindows(uint size)
    {
        foreach (var stream in _streams.Values)
        {
            stream.RemoteWindow += (long)size - Remote.InitialWindowSize;
            if (stream.RemoteWindow > int.MaxValue)
                return false;
            WakeForWindow(stream);
        }
        return true;
    }

    private bool ShiftLocalWindows(uint size)
    {
        foreach (var stream in _streams.Values)
        {
            if (!stream.Local.TryShift((long)size - Local.InitialWindowSize))
                return false;
            GiveBack(stream.Local, stream.Id, 0);
        }
        return true;
    }

    private void WakeForWindow(Http2Stream stream)
    {
        if (stream.RemoteWindow <= 0 || !stream.WaitsForWindow)
            return;
        stream.WaitsForWindow = false;
        MakeReady(stream);
    }
}
