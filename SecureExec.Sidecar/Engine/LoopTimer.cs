namespace SecureExec.Sidecar.Engine;

/// <summary>A timer of native code on an event loop, beside the one that Node's timer lists share. Loop's thread.</summary>
/// <param name="loop">The loop.</param>
/// <param name="callback">Runs in the loop's timer phase, with the isolate held.</param>
internal sealed class LoopTimer(EventLoop loop, Action callback)
{
    private double _repeat;
    private bool _active;

    /// <summary>When it is due, in loop milliseconds.</summary>
    public double Due { get; private set; }

    /// <summary>Whether it keeps the loop alive while it runs.</summary>
    public bool Referenced { get; set; } = true;

    /// <summary>Starts it anew: due in <paramref name="after"/> milliseconds, then every <paramref name="repeat"/>; 0: once.</summary>
    public void Start(double after, double repeat = 0)
    {
        _repeat = repeat;
        Due = loop.Now + after;
        if (_active)
            return;
        _active = true;
        loop.Add(this);
    }

    public void Stop()
    {
        if (!_active)
            return;
        _active = false;
        loop.Remove(this);
    }

    /// <summary>Runs the callback; a repeating timer is due again from now, as in libuv: turns that were missed are not made up for.</summary>
    public void Fire()
    {
        if (_repeat > 0)
            Due = loop.Now + _repeat;
        else
            Stop();
        callback();
    }
}
