using System.Diagnostics.CodeAnalysis;
using SecureExec.Interop;
using SecureExec.Protocol;
using SecureExec.Sidecar.Worker.Lockdown;

namespace SecureExec.Sidecar.Worker;

/// <summary>Role <c>worker</c>: the process that holds one runtime's VM. Talks to its host on fd 0 and 1 and ends at once when the host is gone.</summary>
internal static class WorkerHost
{
    /// <summary>Runs the role. The start goes in the order in which confinement needs it: first confinement, channel, engine, full confinement, guests.</summary>
    /// <param name="loadEngine">Loads V8 and makes the engine.</param>
    /// <returns>An <see cref="ExitCode"/>; usually the process ends before this returns.</returns>
    [SuppressMessage("Design", "CA1031", Justification = "The process's outermost frame: any fault is told to the host and ends the process.")]
    internal static int Run(Func<IGuestEngine> loadEngine)
    {
        var lockdown = new WorkerLockdown();
        lockdown.BeforeEngine();
        var pipes = WorkerPipes.TakeOver();
        try
        {
            if (!Greets(pipes, out int refusal)) return refusal;
            IGuestEngine engine = loadEngine();
            engine.WarmUp();
            IsolationReport isolation = lockdown.BeforeGuests() with { SnapshotMode = engine.SnapshotMode };
            pipes.Send(new HelloAckMessage(ProtocolVersion.Magic, ProtocolVersion.Current, ProtocolVersion.Product, isolation));
            var loop = new WorkerLoop(pipes, engine);
            while (pipes.Receive() is { } message) message.Accept(loop);
            Libc.ExitNow(ExitCode.Ended);
            return ExitCode.Ended;
        }
        catch (ProtocolException exception)
        {
            return End(pipes, $"The host broke the protocol: {exception.Message}", ExitCode.Protocol);
        }
        catch (Exception exception)
        {
            return End(pipes, exception.ToString(), ExitCode.Fault);
        }
    }

    private static bool Greets(WorkerPipes pipes, out int refusal)
    {
        refusal = ExitCode.NoHost;
        HostMessage? first;
        try
        {
            first = pipes.Receive();
        }
        catch (ProtocolException)
        {
            first = null;
        }
        if (first is not HelloMessage { Magic: ProtocolVersion.Magic } hello)
        {
            WorkerLog.Write("The worker role is started by a host that speaks the worker protocol on standard input and output; none does.");
            return false;
        }
        if (hello.Version == ProtocolVersion.Current && hello.ProductVersion == ProtocolVersion.Product) return true;
        pipes.Send(new HelloRejectedMessage(ProtocolVersion.Magic, ProtocolVersion.Current, ProtocolVersion.Product));
        refusal = ExitCode.WrongVersion;
        return false;
    }

    private static int End(WorkerPipes pipes, string text, int code)
    {
        WorkerLog.Write(text);
        pipes.Send(new FatalMessage(text));
        Libc.ExitNow(code);
        return code;
    }
}
