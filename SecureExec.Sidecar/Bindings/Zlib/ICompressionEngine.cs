using SecureExec.Sidecar.Compression;

namespace SecureExec.Sidecar.Bindings;

/// <summary>One compressed stream under way. One thread at a time.</summary>
internal interface ICompressionEngine : IDisposable
{
    /// <summary>Where the input of a step comes from and its output goes to.</summary>
    ZlibBuffers Buffers { get; }

    /// <summary>Works until input or room is used up. How it went is told by <see cref="Check"/>.</summary>
    /// <param name="flush">The format's number for what must come out; 0: nothing yet.</param>
    void Step(int flush);

    /// <summary>What was wrong with the last step; null: nothing.</summary>
    CompressionError? Check(int flush);

    /// <summary>Changes level and strategy.</summary>
    CompressionError? SetParameters(int level, int strategy);

    /// <summary>Begins anew with the same parameters.</summary>
    CompressionError? Reset();
}
