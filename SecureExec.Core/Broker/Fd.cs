using SecureExec.Interop;

namespace SecureExec.Broker;

/// <summary>A file descriptor of the host, closed once.</summary>
internal struct Fd(int value) : IDisposable
{
    /// <summary>No descriptor.</summary>
    internal static Fd None => new(-1);

    /// <summary>Its number, or -1.</summary>
    internal int Value { get; private set; } = value;

    /// <inheritdoc/>
    public void Dispose()
    {
        if (Value >= 0) Libc.Close(Value);
        Value = -1;
    }
}
