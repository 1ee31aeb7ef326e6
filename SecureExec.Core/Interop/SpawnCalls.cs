using System.Runtime.InteropServices;

namespace SecureExec.Interop;

/// <summary>Starting and reaping a process. Linux x64 with glibc; the <c>posix_spawn</c> family returns its errno, the others as in <see cref="Libc"/>.</summary>
internal static unsafe partial class SpawnCalls
{
    /// <summary>Room for glibc's opaque <c>posix_spawnattr_t</c> (336 bytes), <c>posix_spawn_file_actions_t</c> (80) and <c>sigset_t</c> (128).</summary>
    internal const int OpaqueBytes = 512;

    internal const short SetSignalDefaults = 0x04;
    internal const short SetSignalMask = 0x08;
    internal const short NewSession = 0x80;

    internal const int NoHang = 1;
    internal const int ECHILD = 10;

    private static readonly delegate* unmanaged<byte*, int, int> s_closeFrom = FindCloseFrom();

    internal const int RLIMIT_DATA = 2;
    internal const int RLIMIT_AS = 9;

    [LibraryImport("libc", EntryPoint = "posix_spawn")]
    internal static partial int Spawn(int* pid, byte* path, byte* fileActions, byte* attributes, byte** arguments, byte** environment);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_init")]
    internal static partial int ActionsInit(byte* actions);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_adddup2")]
    internal static partial int ActionsDup2(byte* actions, int from, int to);

    /// <summary>Closes everything from a number on, where glibc can: since 2.34. Returns 0 where it cannot.</summary>
    internal static int ActionsCloseFrom(byte* actions, int from) => s_closeFrom is null ? 0 : s_closeFrom(actions, from);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_destroy")]
    internal static partial int ActionsDestroy(byte* actions);

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_init")]
    internal static partial int AttributesInit(byte* attributes);

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_setflags")]
    internal static partial int AttributesFlags(byte* attributes, short flags);

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_setsigdefault")]
    internal static partial int AttributesSignalDefaults(byte* attributes, byte* signals);

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_setsigmask")]
    internal static partial int AttributesSignalMask(byte* attributes, byte* signals);

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_destroy")]
    internal static partial int AttributesDestroy(byte* attributes);

    [LibraryImport("libc", EntryPoint = "sigfillset")]
    internal static partial int FillSignals(byte* signals);

    [LibraryImport("libc", EntryPoint = "sigemptyset")]
    internal static partial int EmptySignals(byte* signals);

    [LibraryImport("libc", EntryPoint = "pipe2", SetLastError = true)]
    internal static partial int Pipe2(int* ends, int flags);

    [LibraryImport("libc", EntryPoint = "waitpid", SetLastError = true)]
    internal static partial int WaitPid(int pid, int* status, int options);

    [LibraryImport("libc", EntryPoint = "prlimit64", SetLastError = true)]
    internal static partial int ProcessLimit(int pid, int resource, ulong* set, ulong* old);

    [LibraryImport("libc", EntryPoint = "clock_gettime", SetLastError = true)]
    internal static partial int ClockGetTime(int clock, long* secondsAndNanoseconds);

    private static delegate* unmanaged<byte*, int, int> FindCloseFrom() =>
        NativeLibrary.TryLoad("libc.so.6", out nint libc) && NativeLibrary.TryGetExport(libc, "posix_spawn_file_actions_addclosefrom_np", out nint function)
            ? (delegate* unmanaged<byte*, int, int>)function
            : null;
}
