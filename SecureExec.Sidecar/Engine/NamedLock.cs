namespace SecureExec.Sidecar.Engine;

/// <summary>A lock of the Web Locks API that a thread holds or waits for.</summary>
/// <param name="Id">Its number in the process.</param>
/// <param name="Owner">The thread.</param>
/// <param name="Name">What is locked.</param>
/// <param name="ClientId">What Node calls the thread.</param>
/// <param name="Shared">Whether others may share it.</param>
/// <param name="Steals">Whether it takes the name from those who hold it.</param>
/// <param name="IfAvailable">Whether it does not wait.</param>
internal sealed record NamedLock(long Id, GuestThread Owner, string Name, string ClientId, bool Shared, bool Steals, bool IfAvailable)
{
    // The records of both sides, on a 64-bit machine, with room to spare.
    private const int OwnBytes = 512;

    /// <summary>What it costs outside of V8's heap.</summary>
    public long Bytes => BytesOf(Name, ClientId);

    /// <summary>What one with these names costs.</summary>
    public static long BytesOf(string name, string clientId) => OwnBytes + sizeof(char) * ((long)name.Length + clientId.Length);
}
