using System.Globalization;
using SecureExec.Abi;
using FileMode = SecureExec.Abi.FileMode;

namespace SecureExec.Kernel.Vfs;

/// <summary>The top of <c>/proc</c>. Other processes show only when the policy permits <c>process.inspect</c> on them.</summary>
internal sealed class ProcRootDirectory : DirectoryInode
{
    private const ulong RootIno = 1;

    private readonly ProcFs _fs;
    private readonly Dictionary<string, Inode> _fixed = new(StringComparer.Ordinal);

    /// <summary>Makes the directory with its fixed files.</summary>
    public ProcRootDirectory(ProcFs fs)
        : base(fs, RootIno, (FileMode)0x16D, 0, 0, fs.Now(), null)
    {
        _fs = fs;
        VirtualKernel kernel = fs.Kernel;
        Add("cpuinfo", _ => SystemText.CpuInfo(kernel));
        Add("loadavg", _ => SystemText.LoadAverage(kernel));
        Add("meminfo", _ => SystemText.MemInfo());
        Add("stat", _ => SystemText.Stat(kernel));
        Add("filesystems", _ => "nodev\ttmpfs\nnodev\tdevtmpfs\nnodev\tproc\nnodev\toverlay\nnodev\thostfs\n");
        Add("uptime", _ => SystemText.Uptime(kernel));
        Add("version", _ => SystemText.Version());
        _fixed.Add("sys", Tree("sys", this, 300, [("kernel", SysKernel(kernel)), ("fs", SysFs(kernel)), ("vm", [("overcommit_memory", _ => "0\n")])]));
        _fixed.Add("mounts", new FixedSymlink(fs, 2 + (ulong)_fixed.Count, "self/mounts", fs.Now()));
    }

    /// <inheritdoc/>
    public override SysResult<Inode> Lookup(ReadOnlySpan<char> name, Caller caller)
    {
        if (name is "self" && caller.Process is not null)
        {
            return new FixedSymlink(_fs, 100, caller.Pid.ToString(CultureInfo.InvariantCulture), _fs.Now());
        }

        if (_fixed.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(name, out Inode? inode))
        {
            return inode;
        }

        if (name is not ['1' or '2' or '3' or '4' or '5' or '6' or '7' or '8' or '9', ..] ||
            !int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out int pid) ||
            _fs.Kernel.Processes.Find(pid) is not { } process || !MayInspect(process, caller))
        {
            return Errno.ENOENT;
        }

        return new ProcPidDirectory(_fs, this, process);
    }

    /// <inheritdoc/>
    public override SysResult<IReadOnlyList<DirectoryEntry>> List(int maxEntries, Caller caller)
    {
        var entries = new List<DirectoryEntry>();
        foreach (GuestProcess process in _fs.Kernel.Processes.All())
        {
            if (MayInspect(process, caller))
            {
                entries.Add(new DirectoryEntry(
                    process.Pid.ToString(CultureInfo.InvariantCulture), DirentType.Directory, ProcPidDirectory.InoOf(process.Pid)));
            }
        }

        entries.AddRange(_fixed.Select(e => new DirectoryEntry(e.Key, e.Value.DirentType, e.Value.Ino)));
        entries.Add(new DirectoryEntry("self", DirentType.Link, 100));
        return entries.Count > maxEntries ? Errno.ENOMEM : SysResult.From<IReadOnlyList<DirectoryEntry>>(entries);
    }

    private static (string Name, Func<Caller, string> Text)[] SysKernel(VirtualKernel kernel) =>
    [
        ("hostname", _ => kernel.Config.HostName + "\n"),
        ("osrelease", _ => BaseSystem.KernelRelease + "\n"),
        ("ostype", _ => "Linux\n"),
        ("version", _ => "#1\n"),
        ("pid_max", _ => "4194304\n"),
        ("threads-max", _ => Line(kernel.Config.Limits.MaxProcesses)),
    ];

    private static (string Name, Func<Caller, string> Text)[] SysFs(VirtualKernel kernel) =>
    [
        ("file-max", _ => Line(kernel.Config.Limits.MaxOpenFiles)),
        ("nr_open", _ => Line(kernel.Config.Limits.MaxOpenFds)),
    ];

    private static string Line(long value) => string.Create(CultureInfo.InvariantCulture, $"{value}\n");

    private FixedDirectory Tree(string name, DirectoryInode parent, ulong ino, (string Name, (string Name, Func<Caller, string> Text)[] Files)[] folders)
    {
        var tree = new FixedDirectory(_fs, ino++, (FileMode)0x16D, _fs.Now(), new DirectoryPlace(parent, name));
        foreach ((string folder, (string Name, Func<Caller, string> Text)[] files) in folders)
        {
            var directory = new FixedDirectory(_fs, ino++, (FileMode)0x16D, _fs.Now(), new DirectoryPlace(tree, folder));
            tree.Add(folder, directory);
            foreach ((string file, Func<Caller, string> text) in files)
            {
                directory.Add(file, new ProcFile(_fs, ino++, 0, 0, text));
            }
        }

        return tree;
    }

    private bool MayInspect(GuestProcess process, Caller caller) =>
        caller.IsHost || ReferenceEquals(process, caller.Process) ||
        _fs.Kernel.Policy.Allows(PermissionScope.Process, "inspect", $"process://{process.Pid}");

    private void Add(string name, Func<Caller, string> text) => _fixed.Add(name, new ProcFile(_fs, 2 + (ulong)_fixed.Count, 0, 0, text));
}
