using SecureExec.Kernel;
using SecureExec.Sidecar.Engine;

namespace SecureExec.Sidecar.Programs;

/// <summary>Where the programs of the machine get others from: by path, and started in a process that was made for them.</summary>
internal sealed class NativeMachine(Action<GuestProcess, Executable, IGuestRunEvents> start, Func<GuestProcess, IGuestRunEvents> session)
{
    /// <summary>The machine's clock; null for the host's.</summary>
    public Func<DateTimeOffset>? Now { get; init; }

    /// <summary>The native program at a canonical path; null when it is another kind of program.</summary>
    public static NativeMain? Find(string path) => NativePrograms.Find(path);

    /// <summary>Starts a program of any kind.</summary>
    public void Start(GuestProcess process, Executable program, IGuestRunEvents events) => start(process, program, events);

    /// <summary>Starts a program in a new child.</summary>
    public void Start(GuestProcess process, Executable program) => start(process, program, session(process));

    /// <summary>Goes on in a forked child: <paramref name="main"/> is the rest of its program.</summary>
    public void Fork(GuestProcess child, IReadOnlyList<string> argv, NativeMain main) =>
        NativeThread.Start(this, child, new NativeContext(this, child, argv), main, session(child));
}
