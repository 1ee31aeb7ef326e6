using SecureExec.Sidecar.Engine.Interop;

namespace SecureExec.Sidecar.Bindings;

/// <summary>A native object that a message can take along to another thread, which leaves it empty behind.</summary>
internal interface ITransferableHandle
{
    /// <summary>Whether it can be taken now.</summary>
    bool CanTransfer { get; }

    /// <summary>Takes what it stands for out of it.</summary>
    IHostTransfer Transfer();
}
