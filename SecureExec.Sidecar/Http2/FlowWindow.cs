namespace SecureExec.Sidecar.Http2;

/// <summary>What a peer may send: of one stream, or of a connection (RFC 9113 5.2). What it has sent and the program has used up is given back by WINDOW_UPDATE.</summary>
internal sealed class FlowWindow
{
    private int _consumed, _reduction;

    /// <summary>Bytes of the whole window.</summary>
    public int Size { get; private set; } = 65535;

    /// <summary>Bytes that have come and were not given back; negative after the window was made smaller.</summary>
    public int Received { get; private set; }

    /// <summary>A WINDOW_UPDATE waits to be sent.</summary>
    public bool UpdateQueued { get; set; }

    /// <summary>Begins with another size.</summary>
    public static FlowWindow Of(uint size) => new() { Size = (int)size };

    /// <summary>Counts what came. False: more than there was room for.</summary>
    public bool TryReceive(int bytes)
    {
        if ((long)Received + bytes > Size)
            return false;
        Received += bytes;
        return true;
    }

    /// <summary>Counts what the program has used up. False: beyond what a window can be.</summary>
    public bool TryConsume(int bytes)
    {
        if ((long)_consumed + bytes > int.MaxValue)
            return false;
        _consumed += bytes;
        return true;
    }

    /// <summary>What a WINDOW_UPDATE should give back now; 0: it can wait.</summary>
    public int TakeUpdate()
    {
        var bytes = Math.Min(_consumed, Received);
        if (UpdateQueued || bytes <= 0 || bytes < Size / 2)
            return 0;
        Received -= bytes;
        _consumed -= bytes;
        return bytes;
    }

    /// <summary>The initial size has changed (RFC 9113 6.9.2). False: beyond what a window can be.</summary>
    public bool TryShift(long difference)
    {
        if (Size + difference is < int.MinValue or > int.MaxValue)
            return false;
        Size += (int)difference;
        return true;
    }

    /// <summary>Sets the size. What a WINDOW_UPDATE must give for it; 0: none; null: beyond what a window can be.</summary>
    public int? Resize(int size)
    {
        var difference = (long)size - Size;
        if (difference < 0)
        {
            if (Received + difference < int.MinValue || _reduction - difference > int.MaxValue)
                return null;
            Size = size;
            Received += (int)difference;
            _reduction -= (int)difference;
            return 0;
        }
        if (difference > int.MaxValue)
            return null;
        Size = size;
        var paid = (int)Math.Min(_reduction, difference);
        _reduction -= paid;
        Received += paid;
        return (int)difference - paid;
    }
}
