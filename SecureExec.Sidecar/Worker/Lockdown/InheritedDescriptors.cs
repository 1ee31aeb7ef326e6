using SecureExec.Interop;

namespace SecureExec.Sidecar.Worker.Lockdown;

/// <summary>
/// Descriptors that the host's process let slip into the worker; only the three of the channel are meant. The host closes them on its side
/// where its C library can; this is for where it cannot, and is what the report rests on.
/// </summary>
internal static class InheritedDescriptors
{
    private const int FirstAfterChannel = 3;
    private const int FirstBeyondRuntime = 4096;
    private const int GetDescriptorFlags = 1; // F_GETFD
    private const int CloseOnExec = 1;

    /// <summary>Closes them. What .NET has opened until now has close-on-exec; what came through exec(2) has not that flag, by its nature.</summary>
    /// <returns>Whether none is left.</returns>
    internal static bool Close()
    {
        for (int fd = FirstAfterChannel; fd < FirstBeyondRuntime; fd++)
        {
            int flags = Libc.Fcntl(fd, GetDescriptorFlags, 0);
            if (flags >= 0 && (flags & CloseOnExec) == 0) Libc.Close(fd);
        }
        return Libc.Syscall((nint)HostSyscall.CloseRange, FirstBeyondRuntime, unchecked((nint)uint.MaxValue), 0, 0, 0, 0) == 0;
    }
}
