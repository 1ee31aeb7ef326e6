using System.Buffers;
using SecureExec.Abi;
using SecureExec.Sidecar.Engine;
using SecureExec.Sidecar.Http2;

namespace SecureExec.Sidecar.Bindings;

/// <content>Writing to the stream below, one write at a time; and the count of what the session holds.</content>
internal sealed partial class Http2SessionHandle
{
    // Smaller differences are not worth telling V8.
    private const long CountStep = 4096;

    /// <summary>Writes what is to be sent. False: that is under way, or input is being taken in, after which it happens.</summary>
    public bool Send()
    {
        if (_destroyed)
            return true;
        _writeScheduled = false;
        if (_sending || _receiving)
            return false;
        _sending = true;
        var isAll = Gather();
        if (_stream is { } stream && _output.WrittenCount > 0)
            Write(stream);
        else
            FinishWriting();
        if (_endedItself)
        {
            _endedItself = false;
            if (!_closing && !_destroyed)
                TellError(Http2Status.Protocol);
        }
        if (!isAll)
            ScheduleWrite();
        return true;
    }

    /// <summary>A stream whose reset waits until what is being written is.</summary>
    public void AddReset(int id)
    {
        if (!_resets.Contains(id))
            _resets.Add(id);
    }

    public bool HasReset(int id) => _resets.Contains(id);

    public void RemoveReset(int id) => _resets.Remove(id);

    /// <summary>Counts bytes that streams hold for sending. False: beyond the process's heap limit.</summary>
    public bool TryAddStreamBytes(long bytes) => TryCount(_streamBytes + bytes);

    /// <summary>They were sent, or dropped.</summary>
    public void RemoveStreamBytes(long bytes) => _streamBytes -= bytes;

    /// <summary>A write whose bytes are all in the output: told when that is written.</summary>
    public void AddWritten(Action<Errno> done) => _written.Add(done);

    /// <summary>Whether there is room for more within what the program allows (<c>maxSessionMemory</c>).</summary>
    public bool HasMemory(long bytes) => _connection.HeldBytes + _streamBytes + _inputBytes + HeaderBytes + bytes <= _options.MaxMemory;

    /// <summary>Bytes of headers that streams hold.</summary>
    public long HeaderBytes { get; set; }

    private bool Gather()
    {
        _gathering = true;
        var isAll = _connection.Send(_output, OutputLimit);
        _gathering = false;
        return isAll;
    }

    private void Write(IStreamBase stream)
    {
        _chunksSent++;
        _writing = true;
        var output = _output.WrittenMemory;
        _bytesSent += output.Length;
        var errno = stream.TryWrite(output.Span, out var taken);
        if (errno == Errno.Success && taken < output.Length)
        {
            var rest = output[taken..].ToArray();
            ResetOutput();
            stream.Enqueue(rest, AfterWrite);
        }
        else
        {
            _writing = false;
            FinishWriting();
            TellGracefulClose();
        }
        StopReadingWhenDone();
        Count();
    }

    private void AfterWrite(Errno errno)
    {
        TellGracefulClose();
        _writing = false;
        FinishWriting();
        if (_readingStopped && !_writing && _connection.WantsRead && !_destroyed)
        {
            _readingStopped = false;
            _stream?.ReadStart();
        }
        if (_destroyed)
            TellDone();
        else if (!_writeScheduled)
            ScheduleWrite();
        Count();
    }

    private void FinishWriting()
    {
        _sending = false;
        ResetOutput();
        var written = _written;
        _written = [];
        // As in Node, a write that failed below is told by the stream below.
        foreach (var done in written)
            done(Errno.Success);
        if (_resets.Count == 0)
            return;
        var resets = _resets;
        _resets = [];
        Send();
        foreach (var id in resets)
            Find(id)?.FlushReset();
    }

    private void ResetOutput()
    {
        if (_output.Capacity > KeptOutput)
            _output = new ArrayBufferWriter<byte>();
        else
            _output.ResetWrittenCount();
    }

    private void ScheduleWrite()
    {
        if (_writeScheduled || !_connection.WantsWrite || _realm.Guest.Loop.Stopped)
            return;
        _writeScheduled = true;
        _realm.Guest.Loop.PostImmediate(() =>
        {
            if (_writeScheduled)
                Send();
        });
    }

    private void StopReadingWhenDone()
    {
        if (_readingStopped || _closing || _connection.WantsRead)
            return;
        _readingStopped = true;
        _stream?.ReadStop();
    }

    private void TellGracefulClose()
    {
        if (_gracefulClose && !HasPendingData)
            CallScript("ongracefulclosecomplete");
    }

    private void Count()
    {
        if (TryCount(_streamBytes) || _broken || _destroyed)
            return;
        _broken = true;
        TellError(Http2Status.NoMemory);
    }

    // Holds what the session has, and so many bytes of its streams.
    private bool TryCount(long streamBytes)
    {
        if (_isDisposed)
            return false;
        var difference = Bytes + _connection.HeldBytes + HeaderBytes + _output.Capacity + streamBytes - _counted;
        var memory = _realm.State<ExternalMemory>();
        if (difference > CountStep)
        {
            if (!memory.Take(_realm, difference))
                return false;
            _counted += difference;
        }
        else if (difference < -CountStep)
        {
            memory.Give(_realm, -difference);
            _counted += difference;
        }
        _streamBytes = streamBytes;
        return true;
    }
}
