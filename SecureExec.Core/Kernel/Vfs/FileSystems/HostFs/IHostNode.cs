using SecureExec.Abi;

namespace SecureExec.Kernel.Vfs;

/// <summary>What a host directory asks of the inodes it names. Precondition of all: tree lock.</summary>
internal interface IHostNode
{
    /// <summary>Takes in what the host says now.</summary>
    void Update(in FileStat stat, long timestamp);

    /// <summary>The name has changed.</summary>
    void MoveTo(DirectoryPlace place);

    /// <summary>The name is gone.</summary>
    void Detach();
}
