using System.Text;
using SecureExec.Abi;
using SecureExec.Kernel.Net;
using SecureExec.Kernel.Terminals;
using SecureExec.Kernel.Vfs;
using SecureExec.Permissions;

namespace SecureExec.Kernel;

/// <summary>
/// One virtual machine's kernel: file system, processes, policy and limits. No V8 and nothing of the host inside. Safe from any
/// thread.
/// </summary>
internal sealed class VirtualKernel : IDisposable
{
    private readonly AuditLog _audit;
    private readonly SyscallDispatcher _dispatcher;
    private readonly Budget _openFiles;
    private readonly Budget _bytes;
    private readonly Budget _inodes;
    private readonly List<HostFs> _hostMounts = [];
    private readonly TmpFs _rootFs;
    private readonly Budget _terminals;
    private int _lastTerminal = -1;
    private int _lastToolCall;

    /// <summary>Builds the file system and starts init.</summary>
    /// <exception cref="ArgumentException">Limits or policy are out of range, or a mount cannot be made.</exception>
    public VirtualKernel(KernelConfig config)
    {
        ArgumentNullException.ThrowIfNull(config);
        config.Limits.EnsureValid();
        Config = config;
        Policy = new PolicyEngine(config.Policy);
        BootTime = config.TimeProvider.GetUtcNow();
        BaseEnvironment = BaseSystem.Environment(config);
        _audit = new AuditLog(config.Limits.MaxAuditEvents, config.TimeProvider, config.OnAudit);
        _dispatcher = new SyscallDispatcher(this, config.OnInternalError);
        _openFiles = new Budget(config.Limits.MaxOpenFiles) { Watch = Watch("vm_open_fds", config.Limits.MaxOpenFiles) };
        _bytes = new Budget(config.Limits.MaxFilesystemBytes) { Watch = Watch("vm_filesystem_bytes", config.Limits.MaxFilesystemBytes) };
        _inodes = new Budget(config.Limits.MaxInodeCount) { Watch = Watch("vm_inodes", config.Limits.MaxInodeCount) };
        ToolCalls = new Budget(config.Limits.MaxHostFunctionCalls) { Watch = Watch("vm_host_function_calls", config.Limits.MaxHostFunctionCalls) };
        Threads = new Budget(config.Limits.MaxThreads) { Watch = Watch("vm_threads", config.Limits.MaxThreads) };
        _terminals = new Budget(config.Limits.MaxPtys) { Watch = Watch("vm_ptys", config.Limits.MaxPtys) };
        Watches = new WatchTable(config.Limits.MaxWatches);
        Net = new NetStack(config.Limits, config.Egress, config.TimeProvider, Watch) { ExemptPorts = config.LoopbackExemptPorts };
        Processes = new ProcessTable(config.Limits.MaxProcesses, Watch("vm_processes", config.Limits.MaxProcesses));
        _rootFs = new TmpFs(1, config.TimeProvider, _bytes, _inodes, (Abi.FileMode)0x1ED, 0, 0);
        Mounts = new MountTable(_rootFs);
        Caller host = HostCaller = NewHostCaller();
        Host = new HostFiles(_dispatcher, host);
        BaseSystem.Build(this, host);
        MountHostDirectories(config, host);
        Init = StartInit();
    }

    /// <summary>What the kernel was made from.</summary>
    public KernelConfig Config { get; }

    /// <summary>When the kernel was made.</summary>
    public DateTimeOffset BootTime { get; }

    /// <summary>The process table.</summary>
    public ProcessTable Processes { get; }

    /// <summary>The host's own access to the guest's files.</summary>
    public HostFiles Host { get; }

    /// <summary>The last denials, oldest first.</summary>
    public IReadOnlyList<AuditEvent> Audit => _audit.Snapshot();

    /// <summary>What a process without an environment of its own starts with.</summary>
    public IReadOnlyDictionary<string, string> BaseEnvironment { get; }

    /// <summary>The policy, ready to be asked.</summary>
    internal PolicyEngine Policy { get; }

    /// <summary>Bytes of all file systems in memory.</summary>
    internal Budget Bytes => _bytes;

    /// <summary>Inodes of all file systems in memory.</summary>
    internal Budget Inodes => _inodes;

    /// <summary>The root file system, which a fork of the machine's files starts from.</summary>
    internal TmpFs RootFs => _rootFs;

    /// <summary>On whose behalf the host acts.</summary>
    internal Caller HostCaller { get; }

    /// <summary>Calls of host functions under way.</summary>
    internal Budget ToolCalls { get; }

    /// <summary>Threads of all processes beside their main ones.</summary>
    internal Budget Threads { get; }

    /// <summary>Locks of <c>flock(2)</c>.</summary>
    internal FileLockTable Locks { get; } = new();

    /// <summary>Who watches which files.</summary>
    internal WatchTable Watches { get; }

    /// <summary>Sockets and the way out.</summary>
    internal NetStack Net { get; }

    /// <summary>What is mounted.</summary>
    internal MountTable Mounts { get; }

    /// <summary>The root directory.</summary>
    internal DirectoryInode Root => _rootFs.Root;

    /// <summary>Pid 1.</summary>
    internal GuestProcess Init { get; }

    /// <summary>Makes a process that has not run anything yet. E2BIG, EINVAL, EAGAIN (too many), ESRCH (no such parent), and for the
    /// working directory ENOENT, ENOTDIR or EACCES. After an error the given streams are closed.</summary>
    public SysResult<GuestProcess> CreateProcess(ProcessConfig config)
    {
        ArgumentNullException.ThrowIfNull(config);
        Errno errno = CheckArgv(config.Argv);
        ProcessEnvironment? environment = null;
        if (errno == Errno.Success)
        {
            ProcessEnvironment.Create(config.Env ?? BaseEnvironment, Config.Limits.MaxProcessEnvBytes).IsError(out environment, out errno);
        }

        GuestProcess? process = null;
        if (errno == Errno.Success)
        {
            AddProcess(config, environment!).IsError(out process, out errno);
        }

        if (process is not null && (errno = Equip(process, config)) != Errno.Success)
        {
            Abandon(process);
        }

        if (errno != Errno.Success)
        {
            foreach (FileDescription? stream in config.Fds ?? [config.Stdin, config.Stdout, config.Stderr])
            {
                stream?.Abandon();
            }

            return errno;
        }

        return process!;
    }

    /// <summary>Makes a terminal for a session that the host starts; the host closes it. ENOSPC.</summary>
    public SysResult<Terminal> CreateTerminal(WindowSize size) =>
        Terminal.Create(Interlocked.Increment(ref _lastTerminal), size, Processes, _terminals, Config.TimeProvider);

    /// <summary>A process was made and will not run: nobody hears of it.</summary>
    internal void Abandon(GuestProcess process)
    {
        process.Caller.Fds.CloseAll();
        Processes.Discard(process);
    }

    /// <summary>What is in use at this moment.</summary>
    public ResourceUsage Snapshot()
    {
        IReadOnlyList<GuestProcess> processes = Processes.All();
        return new ResourceUsage(
            processes.Count(p => p.State == ProcessState.Running && p.Pid != ProcessTable.InitPid),
            processes.Count(p => p.State == ProcessState.Zombie),
            Processes.Exited,
            processes.Sum(p => p.Caller.Fds.Count),
            _openFiles.Used,
            _bytes.Used,
            _inodes.Used,
            _hostMounts.Sum(m => m.Cache.Bytes),
            _hostMounts.Sum(m => (long)m.Cache.Entries),
            Net.Sockets.Used,
            Net.CountListeners(),
            Net.Connections.Used,
            Net.Pipes.Used,
            Processes.TotalSyscalls() + _dispatcher.HostCalls,
            _audit.Total,
            _dispatcher.InternalErrors);
    }

    /// <summary>Ends all processes by SIGKILL.</summary>
    public void Dispose()
    {
        foreach (GuestProcess process in Processes.All())
        {
            if (process.Pid != ProcessTable.InitPid)
            {
                process.Post(Signal.SIGKILL, force: true);
            }
        }
    }

    /// <summary>A number for a call of a host function.</summary>
    internal int NextToolCall() => Interlocked.Increment(ref _lastToolCall);

    private LimitWatch? Watch(string name, long capacity) =>
        Config.OnLimit is null ? null : new LimitWatch(name, "resource", capacity, Config.OnLimit);

    private Caller NewHostCaller() =>
        new(null, 0, 0, Root, new FdTable(Config.Limits.MaxOpenFds, _openFiles), _audit)
        {
            OwnerUid = Config.Uid,
            OwnerGid = Config.Gid,
        };

    private void MountHostDirectories(KernelConfig config, Caller host)
    {
        ulong dev = 0x100;
        var cache = new HostCache(config.Limits.HostMountCacheBytes, config.Limits.HostMountCacheEntries);
        foreach (MountConfig mount in config.Mounts)
        {
            IBroker broker = config.Broker ?? throw new ArgumentException("Mounts need a broker.");
            if (mount.GuestPath is not ['/', _, ..])
            {
                throw new ArgumentException($"Mount path '{mount.GuestPath}' must be absolute and not the root.");
            }

            var fs = new HostFs(dev++, config, mount, broker, cache);
            _hostMounts.Add(fs);
            Errno errno = Host.Mkdir(mount.GuestPath, recursive: true).Error;
            if (errno == Errno.Success)
            {
                errno = Mounts.Mount(fs, mount.GuestPath, host);
            }

            if (errno != Errno.Success)
            {
                throw new ArgumentException($"Cannot mount on '{mount.GuestPath}': {errno}.");
            }
        }
    }

    private GuestProcess StartInit()
    {
        ProcessEnvironment environment = ProcessEnvironment.Create(BaseEnvironment, long.MaxValue).Value;
        return Processes.Add(0, newSession: true, (pid, pgid, sid) => Make(new ProcessIdentity(pid, 0, pgid, sid, ["init"]), new ProcessJob(), 0, 0, Root, environment)).Value;
    }

    private SysResult<GuestProcess> AddProcess(ProcessConfig config, ProcessEnvironment environment)
    {
        GuestProcess? parent = Processes.Find(config.Ppid);
        bool inherits = parent is not null && parent.Pid != ProcessTable.InitPid;
        int uid = config.Uid ?? (inherits ? parent!.Uid : Config.Uid);
        int gid = config.Gid ?? (inherits ? parent!.Gid : Config.Gid);
        DirectoryInode cwd = inherits ? parent!.Caller.Cwd : Root;
        ProcessJob job = inherits ? parent!.Job : new ProcessJob();
        Terminal? terminal = config.NewSession ? config.Terminal : inherits ? parent!.Terminal : null;
        SysResult<GuestProcess> added = Processes.Add(
            config.Ppid,
            config.NewSession,
            (pid, pgid, sid) => Make(new ProcessIdentity(pid, config.Ppid, pgid, sid, [.. config.Argv]), job, uid, gid, cwd, environment, terminal));
        if (!added.Ok)
        {
            return added;
        }

        if (config.NewSession)
        {
            terminal?.Foreground = added.Value.Pgid;
        }

        if (inherits)
        {
            added.Value.Caller.Umask = parent!.Caller.Umask;
        }

        if (job.TryAdd(added.Value))
        {
            return added;
        }

        Processes.Discard(added.Value);
        return Errno.ESRCH;
    }

    private GuestProcess Make(ProcessIdentity identity, ProcessJob job, int uid, int gid, DirectoryInode cwd, ProcessEnvironment environment, Terminal? terminal = null)
    {
        var process = new GuestProcess(Processes, identity, environment, Config.TimeProvider.GetUtcNow()) { Job = job, Terminal = terminal };
        var fds = new FdTable(Config.Limits.MaxOpenFds, _openFiles);
        process.Attach(new Caller(process, uid, gid, cwd, fds, _audit) { MaxPathBytes = Config.Limits.MaxPathBytes }, _dispatcher);
        return process;
    }

    private Errno Equip(GuestProcess process, ProcessConfig config)
    {
        string? cwd = config.Cwd ?? (config.Ppid == ProcessTable.InitPid ? BaseSystem.WorkDirectory : null);
        Errno errno = cwd is null ? Errno.Success : EnterDirectory(process.Caller, cwd);
        if (config.Fds is { } given)
        {
            for (int fd = 0; fd < given.Count && errno == Errno.Success; fd++)
            {
                errno = given[fd] is { } description ? process.Caller.Fds.Set(fd, description) : Errno.Success;
            }

            return errno;
        }

        foreach ((FileDescription? stream, OpenFlags flags) in
            new[] { (config.Stdin, OpenFlags.O_RDONLY), (config.Stdout, OpenFlags.O_WRONLY), (config.Stderr, OpenFlags.O_WRONLY) })
        {
            if (errno == Errno.Success)
            {
                process.Caller.Fds.Add(stream ?? new DeviceDescription(BaseSystem.NullDevice(this), flags)).IsError(out _, out errno);
            }
        }

        return errno;
    }

    // Where the host starts a process is not the guest's doing, so only permission bits are judged.
    private Errno EnterDirectory(Caller caller, string path)
    {
        var buffer = new char[PathWalk.BufferSize];
        Errno errno = PathWalk.Resolve(Root, caller, path, WalkOptions.Follow, buffer, out Dentry dentry);
        if (errno != Errno.Success)
        {
            return errno;
        }

        if (dentry.Inode is not DirectoryInode directory)
        {
            return dentry.Inode is null ? Errno.ENOENT : Errno.ENOTDIR;
        }

        errno = VfsAccess.Check(directory, caller, AccessMode.X_OK);
        if (errno == Errno.Success)
        {
            caller.Cwd = directory;
        }

        return errno;
    }

    /// <summary>EINVAL without words or with NUL in one, E2BIG.</summary>
    internal Errno CheckArgv(IReadOnlyList<string> argv)
    {
        if (argv.Count == 0)
        {
            return Errno.EINVAL;
        }

        long bytes = 0;
        foreach (string argument in argv)
        {
            if (argument.Contains('\0', StringComparison.Ordinal))
            {
                return Errno.EINVAL;
            }

            bytes += Encoding.UTF8.GetByteCount(argument) + 1;
        }

        return bytes > Config.Limits.MaxProcessArgvBytes ? Errno.E2BIG : Errno.Success;
    }
}
