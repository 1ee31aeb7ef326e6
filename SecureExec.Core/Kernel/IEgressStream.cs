namespace SecureExec.Kernel;

/// <summary>What the guest does with a connection to the outside. No call blocks or throws, also after its end.</summary>
internal interface IEgressStream
{
    /// <summary>Takes as many bytes as there is room for and tells how many; fewer than given: <see cref="IEgressStreamEvents.Writable"/> follows.</summary>
    int Write(ReadOnlySpan<byte> data);

    /// <summary>The guest writes no more: end of the stream for the other side after what was taken.</summary>
    void ShutdownWrite();

    /// <summary>The guest has read so many bytes: as many more may come.</summary>
    void Consumed(int bytes);

    /// <summary>The guest has closed it; no events follow. With <paramref name="reset"/> the other side sees a reset.</summary>
    void Close(bool reset);
}
