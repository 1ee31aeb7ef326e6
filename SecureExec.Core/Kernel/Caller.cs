using SecureExec.Kernel.Vfs;
using FileMode = SecureExec.Abi.FileMode;

namespace SecureExec.Kernel;

/// <summary>On whose behalf a syscall runs: a guest process, or the host itself.</summary>
internal sealed class Caller
{
    private readonly AuditLog _audit;
    private readonly FileContext _context;

    /// <summary>Makes the credentials of a process, or with null of the host.</summary>
    public Caller(GuestProcess? process, int uid, int gid, DirectoryInode cwd, FdTable fds, AuditLog audit)
    {
        Process = process;
        Uid = uid;
        Gid = gid;
        OwnerUid = uid;
        OwnerGid = gid;
        _context = new FileContext(cwd);
        Fds = fds;
        _audit = audit;
    }

    private Caller(Caller process, ProcessThread thread)
    {
        Process = process.Process;
        Thread = thread;
        Uid = process.Uid;
        Gid = process.Gid;
        OwnerUid = process.OwnerUid;
        OwnerGid = process.OwnerGid;
        MaxPathBytes = process.MaxPathBytes;
        Fds = process.Fds;
        _context = process._context;
        _audit = process._audit;
    }

    /// <summary>The process; null for the host.</summary>
    public GuestProcess? Process { get; }

    /// <summary>The thread of the process; null for the host.</summary>
    public ProcessThread? Thread { get; }

    /// <summary>The process id; 0 for the host.</summary>
    public int Pid => Process?.Pid ?? 0;

    /// <summary>User.</summary>
    public int Uid { get; }

    /// <summary>Group.</summary>
    public int Gid { get; }

    /// <summary>Owner of what it makes: its own user, or for the host the guest's default user.</summary>
    public int OwnerUid { get; init; }

    /// <summary>Group of what it makes.</summary>
    public int OwnerGid { get; init; }

    /// <summary>Bytes of the longest path, its end marker included.</summary>
    public int MaxPathBytes { get; init; } = Abi.AbiLimits.PathMax;

    /// <summary>User 0: permission bits do not bind.</summary>
    public bool IsRoot => Uid == 0;

    /// <summary>The host itself: the guest's policy does not bind.</summary>
    public bool IsHost => Process is null;

    /// <summary>Working directory; all threads of a process have the same.</summary>
    public DirectoryInode Cwd
    {
        get => _context.Cwd;
        set => _context.Cwd = value;
    }

    /// <summary>Open files.</summary>
    public FdTable Fds { get; }

    /// <summary>Mode bits that new files do not get; 022 at first. All threads of a process have the same.</summary>
    public FileMode Umask
    {
        get => _context.Umask;
        set => _context.Umask = value;
    }

    /// <summary>The credentials of one thread of the process.</summary>
    public Caller ForThread(ProcessThread thread) => new(this, thread);

    /// <summary>Notes that the policy denied something.</summary>
    public void NoteDenied(PermissionScope scope, string operation, string resource)
    {
        Process?.Usage.CountDenial();
        LastDenial.Note(PermissionOperations.CapabilityOf(scope, operation));
        _audit.Add(scope, operation, resource, Pid);
    }
}
