using SecureExec.Kernel;

namespace SecureExec.Sidecar.Programs;

/// <summary>Lets work that makes no system call stop when a signal has ended its process: whatever takes more than linear time asks at each step.</summary>
internal static class LongWork
{
    private const int StepsBetween = 4096;

    [ThreadStatic]
    private static GuestProcess? t_process;

    [ThreadStatic]
    private static int t_steps;

    /// <summary>The calling thread works for a process from now on.</summary>
    public static void Begin(GuestProcess process) => t_process = process;

    /// <summary>One more step.</summary>
    /// <exception cref="ProcessEndedException">The process has ended.</exception>
    public static void Step()
    {
        if (++t_steps % StepsBetween == 0 && t_process is { IsEnding: true })
            throw new ProcessEndedException();
    }
}
