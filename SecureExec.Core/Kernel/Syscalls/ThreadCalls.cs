using SecureExec.Abi;

namespace SecureExec.Kernel;

/// <summary><c>clone(2)</c> with CLONE_THREAD: a further thread of the calling process, which has not run anything yet. EAGAIN when the machine has as many as it may have,
/// E2BIG and EINVAL for the environment, ESRCH when the process is ending.</summary>
internal readonly struct CloneCall(ThreadConfig config) : ISyscall<ProcessThread>
{
    public static Syscall Number => Syscall.Clone;

    public SysResult<ProcessThread> Execute(VirtualKernel kernel, Caller caller)
    {
        if (caller.Thread is not { } creator)
        {
            return Errno.EINVAL;
        }

        ProcessEnvironment? environment = creator.Environment;
        if (!config.SharesEnvironment)
        {
            IReadOnlyDictionary<string, string> values = config.Environment ?? new Dictionary<string, string>(creator.Environment.List(), StringComparer.Ordinal);
            if (ProcessEnvironment.Create(values, kernel.Config.Limits.MaxProcessEnvBytes).IsError(out environment, out Errno errno))
            {
                return errno;
            }
        }

        return creator.Process.AddThread(environment, kernel.Threads);
    }
}
