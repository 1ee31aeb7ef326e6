using SecureExec.Kernel.Vfs;
using FileMode = SecureExec.Abi.FileMode;

namespace SecureExec.Kernel;

/// <summary>Where a process is in the file system, as Linux's <c>fs_struct</c>: shared by its threads. Safe from any thread.</summary>
internal sealed class FileContext(DirectoryInode cwd)
{
    private volatile DirectoryInode _cwd = cwd;
    private int _umask = 0x12;

    /// <summary>Working directory.</summary>
    public DirectoryInode Cwd
    {
        get => _cwd;
        set => _cwd = value;
    }

    /// <summary>Mode bits that new files do not get; 022 at first.</summary>
    public FileMode Umask
    {
        get => (FileMode)Volatile.Read(ref _umask);
        set => Volatile.Write(ref _umask, (int)value);
    }
}
