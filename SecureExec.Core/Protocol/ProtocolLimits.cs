namespace SecureExec.Protocol;

/// <summary>Sizes that hold on the channel between host and worker. Each is checked before anything is allocated.</summary>
internal static class ProtocolLimits
{
    /// <summary>Bytes before a frame's payload: its length (little-endian u32, kind byte included).</summary>
    internal const int HeaderBytes = 4;

    /// <summary>Largest kind byte plus payload of one frame.</summary>
    internal const int MaxFrameBytes = 16 * 1024 * 1024;

    /// <summary>Largest program text or JSON value carried in one message; leaves room in a frame for the rest of it.</summary>
    internal const int MaxTextBytes = 15 * 1024 * 1024;

    /// <summary>Largest piece of a file or of standard input in one message.</summary>
    internal const int ChunkBytes = 256 * 1024;

    /// <summary>Largest piece of standard output in one message: small, so that no control message waits long behind it.</summary>
    internal const int OutputChunkBytes = 32 * 1024;

    /// <summary>What the worker may have sent on one output stream of one run without the host having taken it.</summary>
    internal const int OutputWindowBytes = 256 * 1024;

    /// <summary>What the host may have sent to one run's standard input without the guest having read it.</summary>
    internal const int StdinWindowBytes = 256 * 1024;

    /// <summary>What one side may have sent on one connection to the outside, or as datagrams of one socket, without the other having passed it on.</summary>
    internal const int EgressWindowBytes = 256 * 1024;

    /// <summary>Largest piece of a connection to the outside in one message.</summary>
    internal const int EgressChunkBytes = 32 * 1024;

    /// <summary>What one side may have sent on one connection of the host into the VM without the other having passed it on.</summary>
    internal const int IngressWindowBytes = 256 * 1024;

    /// <summary>Largest piece of a connection into the VM in one message.</summary>
    internal const int IngressChunkBytes = 32 * 1024;

    /// <summary>Charged to a window for each message beside its bytes, so that one-byte messages do not evade it.</summary>
    internal const int ChunkOverheadBytes = 64;

    /// <summary>Most requests of one kind (host's or worker's) under way at once.</summary>
    internal const int MaxPendingRequests = 1024;

    /// <summary>Most calls of one resident process under way at once.</summary>
    internal const int MaxPendingCalls = 1024;

    /// <summary>Bytes of each output stream that the reply to a call carries.</summary>
    internal const int CallOutputBytes = 256 * 1024;

    /// <summary>Events of one kind that the worker may have told without the host having dealt with them.</summary>
    internal const int EventWindow = 256;

    /// <summary>Longest single text of an error, in UTF-16 units; guests can make V8 echo whole programs in a message.</summary>
    internal const int MaxErrorChars = 16 * 1024;

    /// <summary>The cost of a message of <paramref name="bytes"/> data bytes against a window.</summary>
    internal static int Charge(int bytes) => bytes + ChunkOverheadBytes;
}
