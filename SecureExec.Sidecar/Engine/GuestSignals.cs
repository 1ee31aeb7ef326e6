using SecureExec.Abi;

namespace SecureExec.Sidecar.Engine;

/// <summary>
/// The signals that a guest process catches: from the kernel's sender, on any thread, to the handlers, on the loop. What the kernel is told
/// (<c>sigaction</c>) follows the number of handlers.
/// </summary>
internal sealed class GuestSignals(GuestThread guest)
{
    private readonly List<(Signal Signal, Action<Signal> Handler)> _handlers = [];
    private Interceptor? _interceptor;

    /// <summary>A caught signal has come; any thread.</summary>
    public void Deliver(Signal signal)
    {
        if (Volatile.Read(ref _interceptor) is { } interceptor && interceptor.Signal == signal)
            interceptor.Taken();
        else
            guest.Loop.Post(() => Handle(signal));
    }

    private void Handle(Signal signal)
    {
        foreach (var (caught, handler) in _handlers.ToArray())
        {
            if (caught == signal && !guest.Loop.Stopped)
                handler(signal);
        }
    }

    /// <summary>Takes a signal on the sender's thread in place of its handlers, which may not come to run. EINVAL: it cannot be caught. Loop's thread.</summary>
    public Errno Intercept(Signal signal, Action taken)
    {
        var errno = guest.Process!.Sys.SetSignalDisposition(signal, Kernel.SignalDisposition.Catch).Error;
        if (errno == Errno.Success)
            Volatile.Write(ref _interceptor, new Interceptor(signal, taken));
        return errno;
    }

    /// <summary>The handlers have it again. Loop's thread.</summary>
    public void EndIntercept(Signal signal)
    {
        Volatile.Write(ref _interceptor, null);
        RestoreDefault(signal);
    }

    /// <summary>Catches a signal. EINVAL: it cannot be caught. Loop's thread.</summary>
    public Errno Add(Signal signal, Action<Signal> handler)
    {
        var errno = guest.Process!.Sys.SetSignalDisposition(signal, Kernel.SignalDisposition.Catch).Error;
        if (errno == Errno.Success)
            _handlers.Add((signal, handler));
        return errno;
    }

    /// <summary>No longer; with its last handler a signal does again what it does by default. Loop's thread.</summary>
    public void Remove(Signal signal, Action<Signal> handler)
    {
        if (_handlers.Remove((signal, handler)))
            RestoreDefault(signal);
    }

    private void RestoreDefault(Signal signal)
    {
        if (_interceptor?.Signal != signal && !_handlers.Exists(entry => entry.Signal == signal))
            guest.Process!.Sys.SetSignalDisposition(signal, Kernel.SignalDisposition.Default);
    }

    private sealed record Interceptor(Signal Signal, Action Taken);
}
