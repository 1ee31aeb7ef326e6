using SecureExec.Abi;
using FileMode = SecureExec.Abi.FileMode;

namespace SecureExec.Kernel.Vfs;

/// <summary><c>/proc/[pid]</c>.</summary>
internal sealed class ProcPidDirectory : DirectoryInode
{
    private static readonly string[] s_names = ["cmdline", "comm", "cwd", "environ", "exe", "fd", "mounts", "stat", "status"];

    private readonly ProcFs _fs;
    private readonly GuestProcess _process;

    /// <summary>Makes the directory of one process.</summary>
    public ProcPidDirectory(ProcFs fs, ProcRootDirectory parent, GuestProcess process)
        : base(
            fs,
            InoOf(process.Pid),
            (FileMode)0x16D,
            process.Uid,
            process.Gid,
            fs.Now(),
            new DirectoryPlace(parent, process.Pid.ToString(System.Globalization.CultureInfo.InvariantCulture)))
    {
        _fs = fs;
        _process = process;
    }

    /// <inheritdoc/>
    public override bool IsRemoved => _process.State == ProcessState.Reaped;

    /// <summary>The inode number of a process's directory; its files have the numbers after it.</summary>
    public static ulong InoOf(int pid) => (ulong)pid << 20;

    /// <inheritdoc/>
    public override SysResult<Inode> Lookup(ReadOnlySpan<char> name, Caller caller)
    {
        VirtualKernel kernel = _fs.Kernel;
        return name switch
        {
            "cmdline" => Text(0, _ => string.Concat(_process.Argv.Select(a => a + "\0"))),
            "comm" => Text(1, _ => ProcessText.Name(_process) + "\n"),
            "cwd" => new ProcCwdLink(_fs, InoOf(_process.Pid) + 3, _process),
            "environ" => Text(3, c => ProcessText.Environ(_process, kernel, c), 0x100),
            "exe" => new FixedSymlink(_fs, InoOf(_process.Pid) + 5, BaseSystem.NodePath, _fs.Now()),
            "fd" => new ProcFdDirectory(_fs, this, _process),
            "mounts" => Text(6, _ => kernel.Mounts.Describe()),
            "stat" => Text(7, _ => ProcessText.Stat(_process, kernel)),
            "status" => Text(8, _ => ProcessText.Status(_process)),
            _ => Errno.ENOENT,
        };
    }

    /// <inheritdoc/>
    public override SysResult<IReadOnlyList<DirectoryEntry>> List(int maxEntries, Caller caller)
    {
        var entries = new List<DirectoryEntry>();
        for (int i = 0; i < s_names.Length; i++)
        {
            DirentType type = s_names[i] switch
            {
                "fd" => DirentType.Directory,
                "cwd" or "exe" => DirentType.Link,
                _ => DirentType.File,
            };
            entries.Add(new DirectoryEntry(s_names[i], type, InoOf(_process.Pid) + 1 + (ulong)i));
        }

        return entries.Count > maxEntries ? Errno.ENOMEM : SysResult.From<IReadOnlyList<DirectoryEntry>>(entries);
    }

    private ProcFile Text(uint index, Func<Caller, string> text, int permissions = 0x124) =>
        new(_fs, InoOf(_process.Pid) + 1 + index, _process.Uid, _process.Gid, text, permissions);
}
