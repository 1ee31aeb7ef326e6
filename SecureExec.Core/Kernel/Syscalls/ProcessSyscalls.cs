using SecureExec.Abi;

namespace SecureExec.Kernel;

/// <summary>
/// The way into the kernel for one process. Paths are guest paths, relative ones start at the working directory. Nothing here
/// throws for what a guest passes: faults are errno values. Safe from any thread. Each method is one syscall through the one
/// <see cref="SyscallDispatcher"/>; any of them may answer EINTR when the process is being killed and ESRCH when it has ended.
/// </summary>
internal sealed class ProcessSyscalls
{
    private readonly SyscallDispatcher _dispatcher;
    private readonly Caller _caller;

    /// <summary>Makes the way in for one caller.</summary>
    internal ProcessSyscalls(SyscallDispatcher dispatcher, Caller caller)
    {
        _dispatcher = dispatcher;
        _caller = caller;
        Net = new SocketSyscalls(dispatcher, caller);
        Terminals = new TerminalSyscalls(dispatcher, caller);
    }

    /// <summary>The calls on sockets.</summary>
    public SocketSyscalls Net { get; }

    /// <summary>The calls on terminals and process groups.</summary>
    public TerminalSyscalls Terminals { get; }

    /// <summary>The limits of this machine, for callers that put several calls together.</summary>
    public ResourceLimits Limits => _dispatcher.Limits;

    /// <summary>Names of the host's functions.</summary>
    public IReadOnlySet<string> HostToolNames => _dispatcher.HostToolNames;

    /// <summary>What the guest may know of them, as JSON.</summary>
    public string HostToolsJson => _dispatcher.HostToolsJson;

    /// <summary><c>open</c>: the lowest free descriptor. <paramref name="mode"/> counts only with O_CREAT. Without <paramref name="wait"/> a FIFO is opened before its other side is:
    /// <see cref="NotifyOpened"/> tells.</summary>
    public SysResult<int> Open(string path, OpenFlags flags, int mode, bool wait = true) => _dispatcher.Run<OpenCall, int>(_caller, new OpenCall(path, flags, mode, wait));

    /// <summary>Runs <paramref name="once"/> once, on any thread, when the other side of a FIFO is open too, for which <c>open</c> did not wait. False, and nothing is kept, when there is
    /// nothing to wait for. EBADF.</summary>
    public SysResult<bool> NotifyOpened(int fd, Action once) => _dispatcher.Run<PollOpenCall, bool>(_caller, new PollOpenCall(fd, once));

    /// <summary><c>mkfifo</c>. EEXIST, EPERM where the file system has none, ENOSPC.</summary>
    public SysResult<Unit> Mkfifo(string path, int mode) => _dispatcher.Run<MkfifoCall, Unit>(_caller, new MkfifoCall(path, mode));

    /// <summary><c>close</c>. EBADF.</summary>
    public SysResult<Unit> Close(int fd) => _dispatcher.Run<CloseCall, Unit>(_caller, new CloseCall(fd));

    /// <summary><c>close_range</c> from a descriptor to the last.</summary>
    public SysResult<Unit> CloseFrom(int first) => _dispatcher.Run<CloseFromCall, Unit>(_caller, new CloseFromCall(first));

    /// <summary><c>dup</c>. EBADF, EMFILE.</summary>
    public SysResult<int> Dup(int fd) => _dispatcher.Run<DupCall, int>(_caller, new DupCall(fd));

    /// <summary><c>dup2</c>. EBADF.</summary>
    public SysResult<int> Dup2(int fd, int newFd) => _dispatcher.Run<Dup2Call, int>(_caller, new Dup2Call(fd, newFd));

    /// <summary><c>read</c>, or with a position not -1 <c>pread</c>. Zero is the end. Without data a stream answers EAGAIN, or with
    /// <paramref name="wait"/> blocks the thread until there is some (EINTR when the process is killed meanwhile).</summary>
    public SysResult<int> Read(int fd, Span<byte> buffer, long position, bool wait) =>
        _dispatcher.Run<ReadCall, int>(_caller, new ReadCall(fd, buffer, position, wait));

    /// <summary><c>write</c>, or with a position not -1 <c>pwrite</c>. May take fewer bytes than given. A stream without room
    /// answers EAGAIN, or with <paramref name="wait"/> blocks the thread until there is some.</summary>
    public SysResult<int> Write(int fd, ReadOnlySpan<byte> data, long position, bool wait = false) =>
        _dispatcher.Run<WriteCall, int>(_caller, new WriteCall(fd, data, position, wait));

    /// <summary><c>lseek</c>; whence 0, 1, 2 = start, current, end. ESPIPE.</summary>
    public SysResult<long> Seek(int fd, long offset, int whence) => _dispatcher.Run<SeekCall, long>(_caller, new SeekCall(fd, offset, whence));

    /// <summary>Runs <paramref name="once"/> once, on any thread, when a read of the descriptor would not block. False, and nothing is kept, when
    /// it would not block now or the descriptor is bad.</summary>
    public bool NotifyReadable(int fd, Action once)
    {
        SysResult<bool> kept = _dispatcher.Run<PollCall, bool>(_caller, new PollCall(fd, once));
        return kept.Ok && kept.Value;
    }

    /// <summary>The same for a write.</summary>
    public bool NotifyWritable(int fd, Action once)
    {
        SysResult<bool> kept = _dispatcher.Run<PollCall, bool>(_caller, new PollCall(fd, once, forWriting: true));
        return kept.Ok && kept.Value;
    }

    /// <summary><c>stat</c>, or without following <c>lstat</c>.</summary>
    public SysResult<FileStat> Stat(string path, bool followSymlinks) => _dispatcher.Run<StatCall, FileStat>(_caller, new StatCall(path, followSymlinks));

    /// <summary><c>fstat</c>. EBADF.</summary>
    public SysResult<FileStat> Fstat(int fd) => _dispatcher.Run<FstatCall, FileStat>(_caller, new FstatCall(fd));

    /// <summary><c>statfs</c>.</summary>
    public SysResult<StatFs> Statfs(string path) => _dispatcher.Run<StatfsCall, StatFs>(_caller, new StatfsCall(path));

    /// <summary><c>access</c>; mode is 0 or R_OK 4, W_OK 2, X_OK 1.</summary>
    public SysResult<Unit> Access(string path, int mode) => _dispatcher.Run<AccessCall, Unit>(_caller, new AccessCall(path, mode));

    /// <summary>All names in a directory with their types, in no particular order. ENOTDIR, ENOMEM.</summary>
    public SysResult<IReadOnlyList<DirectoryEntry>> ReadDir(string path) =>
        _dispatcher.Run<ReadDirCall, IReadOnlyList<DirectoryEntry>>(_caller, new ReadDirCall(path));

    /// <summary><c>mkdir</c>.</summary>
    public SysResult<Unit> Mkdir(string path, int mode) => _dispatcher.Run<MkdirCall, Unit>(_caller, new MkdirCall(path, mode));

    /// <summary><c>rmdir</c>.</summary>
    public SysResult<Unit> Rmdir(string path) => _dispatcher.Run<RmdirCall, Unit>(_caller, new RmdirCall(path));

    /// <summary><c>unlink</c>.</summary>
    public SysResult<Unit> Unlink(string path) => _dispatcher.Run<UnlinkCall, Unit>(_caller, new UnlinkCall(path));

    /// <summary><c>rename</c>.</summary>
    public SysResult<Unit> Rename(string from, string to) => _dispatcher.Run<RenameCall, Unit>(_caller, new RenameCall(from, to));

    /// <summary><c>link</c>.</summary>
    public SysResult<Unit> Link(string existing, string newPath) => _dispatcher.Run<LinkCall, Unit>(_caller, new LinkCall(existing, newPath));

    /// <summary><c>symlink</c>.</summary>
    public SysResult<Unit> Symlink(string target, string path) => _dispatcher.Run<SymlinkCall, Unit>(_caller, new SymlinkCall(target, path));

    /// <summary><c>readlink</c>. EINVAL when it is no link.</summary>
    public SysResult<string> ReadLink(string path) => _dispatcher.Run<ReadLinkCall, string>(_caller, new ReadLinkCall(path));

    /// <summary><c>realpath</c>: the canonical path.</summary>
    public SysResult<string> RealPath(string path) => _dispatcher.Run<RealPathCall, string>(_caller, new RealPathCall(path));

    /// <summary>Makes a directory named <paramref name="prefix"/> and six random characters and tells its path.</summary>
    public SysResult<string> Mkdtemp(string prefix) => _dispatcher.Run<MkdtempCall, string>(_caller, new MkdtempCall(prefix));

    /// <summary><c>truncate</c>.</summary>
    public SysResult<Unit> Truncate(string path, long length) => _dispatcher.Run<TruncateCall, Unit>(_caller, new TruncateCall(path, length));

    /// <summary><c>ftruncate</c>.</summary>
    public SysResult<Unit> Ftruncate(int fd, long length) => _dispatcher.Run<FtruncateCall, Unit>(_caller, new FtruncateCall(fd, length));

    /// <summary><c>chmod</c>.</summary>
    public SysResult<Unit> Chmod(string path, int mode) => _dispatcher.Run<ChmodCall, Unit>(_caller, new ChmodCall(path, mode));

    /// <summary><c>fchmod</c>.</summary>
    public SysResult<Unit> Fchmod(int fd, int mode) => _dispatcher.Run<FchmodCall, Unit>(_caller, new FchmodCall(fd, mode));

    /// <summary><c>chown</c> or <c>lchown</c>; -1 leaves one as it is.</summary>
    public SysResult<Unit> Chown(string path, int uid, int gid, bool followSymlinks) =>
        _dispatcher.Run<ChownCall, Unit>(_caller, new ChownCall(path, uid, gid, followSymlinks));

    /// <summary><c>fchown</c>.</summary>
    public SysResult<Unit> Fchown(int fd, int uid, int gid) => _dispatcher.Run<FchownCall, Unit>(_caller, new FchownCall(fd, uid, gid));

    /// <summary><c>utimes</c> or <c>lutimes</c>; seconds since 1970 with a fraction.</summary>
    public SysResult<Unit> Utimes(string path, double atimeSec, double mtimeSec, bool followSymlinks) =>
        _dispatcher.Run<UtimesCall, Unit>(
            _caller, new UtimesCall(path, Timespec.FromSeconds(atimeSec), Timespec.FromSeconds(mtimeSec), followSymlinks));

    /// <summary><c>futimes</c>.</summary>
    public SysResult<Unit> Futimes(int fd, double atimeSec, double mtimeSec) =>
        _dispatcher.Run<FutimesCall, Unit>(_caller, new FutimesCall(fd, Timespec.FromSeconds(atimeSec), Timespec.FromSeconds(mtimeSec)));

    /// <summary><c>fsync</c>.</summary>
    public SysResult<Unit> Fsync(int fd) => _dispatcher.Run<SyncCall, Unit>(_caller, new SyncCall(fd));

    /// <summary><c>fdatasync</c>.</summary>
    public SysResult<Unit> Fdatasync(int fd) => _dispatcher.Run<SyncCall, Unit>(_caller, new SyncCall(fd));

    /// <summary>Copies a regular file.</summary>
    public SysResult<Unit> CopyFile(string source, string destination, CopyFileFlags flags) =>
        _dispatcher.Run<CopyFileCall, Unit>(_caller, new CopyFileCall(source, destination, flags));

    /// <summary><c>flock</c>. EAGAIN with LOCK_NB, EBADF, EINVAL; else it blocks the thread until the lock is free.</summary>
    public SysResult<Unit> Flock(int fd, LockOperation operation) => _dispatcher.Run<FlockCall, Unit>(_caller, new FlockCall(fd, operation));

    /// <summary><c>inotify_init1</c>: a descriptor whose reads give events. EMFILE, ENFILE.</summary>
    public SysResult<int> InotifyInit(OpenFlags flags) => _dispatcher.Run<WatchInitCall, int>(_caller, new WatchInitCall(flags));

    /// <summary><c>inotify_add_watch</c>: the watch's number. ENOSPC when there are too many.</summary>
    public SysResult<int> InotifyAdd(int fd, string path, WatchEvents mask) => _dispatcher.Run<WatchAddCall, int>(_caller, new WatchAddCall(fd, path, mask));

    /// <summary><c>inotify_rm_watch</c>. EINVAL.</summary>
    public SysResult<Unit> InotifyRemove(int fd, int watch) => _dispatcher.Run<WatchRemoveCall, Unit>(_caller, new WatchRemoveCall(fd, watch));

    /// <summary><c>chdir</c>.</summary>
    public SysResult<Unit> Chdir(string path) => _dispatcher.Run<ChdirCall, Unit>(_caller, new ChdirCall(path));

    /// <summary><c>getcwd</c>. ENOENT when the directory was removed.</summary>
    public SysResult<string> Getcwd() => _dispatcher.Run<GetcwdCall, string>(_caller, default);

    /// <summary><c>umask</c>: sets a new one unless null, tells the one before.</summary>
    public SysResult<int> Umask(int? newMask) => _dispatcher.Run<UmaskCall, int>(_caller, new UmaskCall(newMask));

    /// <summary>One environment variable. ENOENT when unset or denied.</summary>
    public SysResult<string> Getenv(string name) => _dispatcher.Run<GetenvCall, string>(_caller, new GetenvCall(name));

    /// <summary>Sets an environment variable. EINVAL, EACCES, ENOMEM.</summary>
    public SysResult<Unit> Setenv(string name, string value) => _dispatcher.Run<SetenvCall, Unit>(_caller, new SetenvCall(name, value));

    /// <summary>Removes an environment variable. EINVAL, EACCES.</summary>
    public SysResult<Unit> Unsetenv(string name) => _dispatcher.Run<UnsetenvCall, Unit>(_caller, new UnsetenvCall(name));

    /// <summary>The environment, without what is denied, in the order it was set.</summary>
    public SysResult<IReadOnlyList<KeyValuePair<string, string>>> ListEnv() =>
        _dispatcher.Run<ListEnvCall, IReadOnlyList<KeyValuePair<string, string>>>(_caller, default);

    /// <summary><c>kill</c>: signal 0 only probes; pid 0, -1 and below -1 mean groups. ESRCH, EPERM, EINVAL, EACCES.</summary>
    public SysResult<Unit> Kill(int pid, Signal signal) => _dispatcher.Run<KillCall, Unit>(_caller, new KillCall(pid, signal));

    /// <summary>What the process does with a signal. EINVAL for SIGKILL and SIGSTOP.</summary>
    public SysResult<Unit> SetSignalDisposition(Signal signal, SignalDisposition disposition) =>
        _dispatcher.Run<SigActionCall, Unit>(_caller, new SigActionCall(signal, disposition));

    /// <summary>Blocks signals or lets them through again; the mask before. EINVAL.</summary>
    public SysResult<SignalSet> SetSignalMask(SignalMaskChange how, SignalSet set) =>
        _dispatcher.Run<SigProcMaskCall, SignalSet>(_caller, new SigProcMaskCall(how, set));

    /// <summary>Blocked signals that have come.</summary>
    public SysResult<SignalSet> GetPendingSignals() => _dispatcher.Run<SigPendingCall, SignalSet>(_caller, default);

    /// <summary>Reaps an ended child, or tells of another change that is asked for. <see cref="ChildWait.Pid"/> says which. ECHILD; EAGAIN while there is nothing to tell.</summary>
    public SysResult<WaitStatus> Wait(int pid, WaitOptions options = WaitOptions.None) => _dispatcher.Run<WaitCall, WaitStatus>(_caller, new WaitCall(new ChildWait(pid, options)));

    /// <summary>Starts a child; its pid. What <see cref="SpawnCall"/> says.</summary>
    public SysResult<int> Spawn(SpawnConfig config) => _dispatcher.Run<SpawnCall, int>(_caller, new SpawnCall(config));

    /// <summary>A child that runs nothing yet. What <see cref="ForkCall"/> says.</summary>
    public SysResult<GuestProcess> Fork() => _dispatcher.Run<ForkCall, GuestProcess>(_caller, default);

    /// <summary>Makes the process one that runs another program, found as <c>execvpe</c> does; the caller starts it. What <see cref="ExecCall"/> says.</summary>
    public SysResult<Executable> Exec(string file, IReadOnlyList<string> argv, IReadOnlyDictionary<string, string> environment, IReadOnlyCollection<int> closeOnExec) =>
        _dispatcher.Run<ExecCall, Executable>(_caller, new ExecCall(file, argv, environment, closeOnExec, byName: true));

    /// <summary>The same with a path, as <c>execve</c>. All descriptors stay: the caller closes those that do not go with it.</summary>
    public SysResult<Executable> Execve(string path, IReadOnlyList<string> argv, IReadOnlyDictionary<string, string> environment) =>
        _dispatcher.Run<ExecCall, Executable>(_caller, new ExecCall(path, argv, environment, [], byName: false));

    /// <summary><c>pipe</c>: reader and writer. EMFILE, ENFILE.</summary>
    public SysResult<(int Reader, int Writer)> Pipe() => _dispatcher.Run<PipeCall, (int Reader, int Writer)>(_caller, default);

    /// <summary>Makes a further thread of this process, which the caller ends. EAGAIN, E2BIG, EINVAL.</summary>
    public SysResult<ProcessThread> Clone(ThreadConfig config) => _dispatcher.Run<CloneCall, ProcessThread>(_caller, new CloneCall(config));

    /// <summary>Two connected streams. EMFILE, ENFILE.</summary>
    public SysResult<(int First, int Second)> SocketPair() => _dispatcher.Run<SocketPairCall, (int First, int Second)>(_caller, default);

    /// <summary>Runs <paramref name="once"/> once, on any thread, when a child has ended. False, and nothing is kept, when it has. ECHILD.</summary>
    public SysResult<bool> NotifyExit(int pid, Action once) => _dispatcher.Run<PollChildCall, bool>(_caller, new PollChildCall(pid, once));

    /// <summary>Blocks until one of the descriptors is ready or <see cref="Wait"/> has something to tell. EAGAIN, EINTR, EBADF, ECHILD.</summary>
    /// <param name="descriptors">What is waited for.</param>
    /// <param name="children">The children that are waited for; null for none.</param>
    /// <param name="milliseconds">-1: for ever.</param>
    /// <param name="signals">What else ends the wait, without an error.</param>
    public SysResult<Unit> WaitEvents(IReadOnlyList<(int Fd, bool ForWriting)> descriptors, ChildWait? children, int milliseconds, PendingSignals? signals = null) =>
        _dispatcher.Run<WaitEventsCall, Unit>(_caller, new WaitEventsCall(descriptors, children, milliseconds, signals));

    /// <summary>Fills with random bytes.</summary>
    public SysResult<Unit> GetRandom(Span<byte> buffer) => _dispatcher.Run<GetRandomCall, Unit>(_caller, new GetRandomCall(buffer));

    /// <summary>Calls a function of the host; the call's number. EACCES, ENOENT, E2BIG, EAGAIN.</summary>
    public SysResult<int> CallTool(string name, string inputJson, Action<HostToolReply> done) => _dispatcher.Run<ToolCall, int>(_caller, new ToolCall(name, inputJson, done));

    /// <summary>The same, blocking until its end. EINTR too.</summary>
    public SysResult<HostToolReply> CallToolAndWait(string name, string inputJson) =>
        _dispatcher.Run<ToolCallAndWait, HostToolReply>(_caller, new ToolCallAndWait(name, inputJson));

    /// <summary>Gives up a call of a function of the host. ESRCH.</summary>
    public SysResult<Unit> CancelTool(int id) => _dispatcher.Run<ToolCancel, Unit>(_caller, new ToolCancel(id));

    /// <summary>Counts and answers a call that the kernel does not have. ENOSYS.</summary>
    public SysResult<Unit> Refuse(Syscall number) => _dispatcher.Run<RefusedCall, Unit>(_caller, new RefusedCall(number));
}
