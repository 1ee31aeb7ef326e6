using SecureExec.Abi;

namespace SecureExec.Kernel;

/// <summary><c>pipe(2)</c>: a descriptor to read from and one to write to. EMFILE, ENFILE.</summary>
internal readonly struct PipeCall : ISyscall<(int Reader, int Writer)>
{
    public static Syscall Number => Syscall.Pipe;

    public SysResult<(int Reader, int Writer)> Execute(VirtualKernel kernel, Caller caller)
    {
        if (KernelPipe.Create(kernel.Net.Pipes, kernel.Config.TimeProvider).IsError(out (PipeEnd Reader, PipeEnd Writer) ends, out Errno errno))
        {
            return errno;
        }

        return caller.Fds.AddPair(ends.Reader, ends.Writer);
    }
}

/// <summary><c>fork(2)</c>, for programs that are part of the machine: a child with the same descriptors, directory, mask, environment, ignored and blocked signals. It runs nothing
/// until its maker gives it something to run. EAGAIN, ENFILE.</summary>
internal readonly struct ForkCall : ISyscall<GuestProcess>
{
    public static Syscall Number => Syscall.Fork;

    public SysResult<GuestProcess> Execute(VirtualKernel kernel, Caller caller)
    {
        if (caller.Process is not { } parent)
        {
            return Errno.ENOSYS;
        }

        IReadOnlyList<int> numbers = caller.Fds.Numbers();
        var fds = new FileDescription?[numbers.Count == 0 ? 0 : numbers[^1] + 1];
        foreach (int fd in numbers)
        {
            fds[fd] = caller.Fds.Get(fd);
        }

        var made = new ProcessConfig { Argv = parent.Argv, Env = parent.Environment.List().ToDictionary(StringComparer.Ordinal), Ppid = parent.Pid, Fds = fds };
        if (kernel.CreateProcess(made).IsError(out GuestProcess? child, out Errno errno))
        {
            return errno;
        }

        child.InheritSignals(parent);
        return child;
    }
}

/// <summary><c>execve(2)</c> or <c>execvpe(3)</c>: finds the program as <see cref="ExecPath"/> says and makes the process one that runs it. The caller, whose own program this ends, starts what is
/// answered. On an error nothing has changed.</summary>
/// <param name="file">Path or name.</param>
/// <param name="argv">Its command line; as in Linux one empty word when there is none.</param>
/// <param name="environment">The whole environment.</param>
/// <param name="closeOnExec">Descriptors that do not go with it.</param>
/// <param name="byName">Whether the file is looked for as <c>execvpe</c> does.</param>
internal readonly struct ExecCall(
    string file, IReadOnlyList<string> argv, IReadOnlyDictionary<string, string> environment, IReadOnlyCollection<int> closeOnExec, bool byName) : ISyscall<Executable>
{
    public static Syscall Number => Syscall.Exec;

    public SysResult<Executable> Execute(VirtualKernel kernel, Caller caller)
    {
        if (caller.Process is not { } process)
        {
            return Errno.ENOSYS;
        }

        IReadOnlyList<string> words = argv.Count == 0 ? [""] : argv;
        ResourceLimits limits = kernel.Config.Limits;
        if (ProcessEnvironment.Create(environment, limits.MaxProcessEnvBytes).IsError(out ProcessEnvironment? made, out Errno errno) ||
            (errno = kernel.CheckArgv(words)) != Errno.Success)
        {
            return errno;
        }

        ProcessEnvironment before = process.Environment;
        process.Environment = made;
        if (ExecPath.Resolve(kernel, caller, caller, file, words, byName).IsError(out Executable? program, out errno))
        {
            process.Environment = before;
            return errno;
        }

        foreach (int fd in closeOnExec)
        {
            caller.Fds.Close(fd);
        }

        process.BecomeProgram(program.Argv);
        return program;
    }
}
