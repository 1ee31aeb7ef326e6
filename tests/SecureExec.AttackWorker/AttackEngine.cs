using System.Text;
using SecureExec.Kernel;
using SecureExec.Sidecar.Engine;
using SecureExec.Sidecar.Worker;

namespace SecureExec.AttackWorker;

/// <summary>
/// Runs programs as the engine beneath does, except those that begin with <c>//attack THREAD CALL</c>: they make that system call on the
/// process's first thread, on one that is older than the lock-down (<c>old</c>) or on one that is younger (<c>new</c>), and print what came of it.
/// CALL <c>*</c> stands for all that are not hostile.
/// </summary>
internal sealed class AttackEngine(IGuestEngine engine, AttackThread first) : IGuestEngine
{
    private const long GetPid = 39;

    internal const string Prefix = "//attack ";

    private readonly AttackThread _old = new();

    public SnapshotMode SnapshotMode => engine.SnapshotMode;

    public void WarmUp()
    {
        engine.WarmUp();
        new Thread(_old.Serve) { IsBackground = true }.Start();
        // It is running, not only asked for, when the lock comes; and what the runtime compiles on first use is compiled.
        _old.Do(() => _ = new Attack("warm", GetPid, default, Refusal.None).Try());
    }

    public IGuestRun Start(GuestProcess process, GuestProgram program, IGuestRunEvents events)
    {
        if (program.Source?.StartsWith(Prefix, StringComparison.Ordinal) != true) return engine.Start(process, program, events);
        string[] words = program.Source[Prefix.Length..].Trim().Split(' ');
        var output = new StringBuilder();
        Action work = () => Try(words[1], output);
        switch (words[0])
        {
            case "first": first.Do(work); break;
            case "old": _old.Do(work); break;
            default: work(); break;
        }
        process.Sys.Write(1, Encoding.UTF8.GetBytes(output.ToString()), -1);
        process.Exit(0, null);
        events.OnExit(new GuestExit { Outcome = GuestOutcome.Exited, ExitCode = 0 });
        return new EndedRun();
    }

    public void Dispose() => engine.Dispose();

    private static void Try(string name, StringBuilder output)
    {
        foreach (Attack attack in AttackList.All)
        {
            if (name == "*" ? attack.Expected != Refusal.ProcessKilled : attack.Name == name) output.Append(attack.Name).Append(": ").Append(attack.Try()).Append('\n');
        }
    }

    private sealed class EndedRun : IGuestRun
    {
        // It has ended before it was given out.
        public void Terminate(TerminateReason reason)
        {
        }

        public void Call(GuestCall call) => throw new InvalidOperationException("An attack takes no calls.");

        public void CancelCall(int id)
        {
        }
    }
}
