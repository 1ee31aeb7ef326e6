using System.Text;
using SecureExec.Abi;
using SecureExec.Kernel;

namespace SecureExec.Core.Tests.Kernel;

/// <summary>Stopped processes, what their parents are told, orphaned groups and blocked signals, as POSIX and <c>signal(7)</c>, <c>waitpid(2)</c> have them.</summary>
public sealed class JobControlTests : IDisposable
{
    private readonly TestKernel _kernel = TestKernel.Create();

    private GuestProcess Parent => _kernel.Process;

    private ProcessSyscalls Sys => Parent.Sys;

    public void Dispose() => _kernel.Dispose();

    [Fact]
    public void Wait_ForAStoppedChild_TellsEachChangeOnceToWhoeverAsks()
    {
        GuestProcess child = Child();
        child.Post(Signal.SIGSTOP);
        child.Post(Signal.SIGSTOP);
        Assert.Equal(Errno.EAGAIN, Sys.Wait(child.Pid).Error);
        Assert.Equal(Errno.EAGAIN, Sys.Wait(child.Pid, WaitOptions.WCONTINUED).Error);
        var stopped = new WaitStatus(child.Pid, 128 + (int)Signal.SIGSTOP, Signal.SIGSTOP, ChildChange.Stopped);
        Assert.Equal(stopped, Sys.Wait(-1, WaitOptions.WUNTRACED | WaitOptions.WNOWAIT).Value);
        Assert.Equal(stopped, Sys.Wait(-1, WaitOptions.WUNTRACED).Value);
        Assert.Equal(Errno.EAGAIN, Sys.Wait(-1, WaitOptions.WUNTRACED).Error);
        child.Post(Signal.SIGCONT);
        child.Post(Signal.SIGCONT);
        Assert.Equal(Errno.EAGAIN, Sys.Wait(-1, WaitOptions.WUNTRACED).Error);
        Assert.Equal(ChildChange.Continued, Sys.Wait(-1, WaitOptions.WUNTRACED | WaitOptions.WCONTINUED).Value.Change);
        Assert.Equal(Errno.EAGAIN, Sys.Wait(-1, WaitOptions.WUNTRACED | WaitOptions.WCONTINUED).Error);
        child.Exit(3, null);
        Assert.Equal(new WaitStatus(child.Pid, 3, null), Sys.Wait(-1, WaitOptions.WNOWAIT).Value);
        Assert.Equal(ProcessState.Zombie, child.State);
        Assert.Equal(3, Sys.Wait(-1).Value.ExitCode);
    }

    [Fact]
    public void Wait_BySelector_SeesTheGroupThatIsMeant()
    {
        GuestProcess own = Child(), other = Child();
        Assert.True(Sys.Terminals.SetGroup(other.Pid, 0).Ok);
        other.Exit(1, null);
        Assert.Equal(Errno.EAGAIN, Sys.Wait(0).Error);
        Assert.Equal(Errno.ECHILD, Sys.Wait(-4000).Error);
        Assert.Equal(Errno.ECHILD, Sys.Wait(int.MinValue).Error);
        Assert.Equal(other.Pid, Sys.Wait(-other.Pgid).Value.Pid);
        own.Exit(2, null);
        Assert.Equal(own.Pid, Sys.Wait(0).Value.Pid);
        Assert.Equal(Errno.ECHILD, Sys.Wait(0).Error);
    }

    [Fact]
    public void StopAndContinue_TellTheParentBySIGCHLD()
    {
        var signals = new List<Signal>();
        Parent.SignalSink = signals.Add;
        Sys.SetSignalDisposition(Signal.SIGCHLD, SignalDisposition.Catch);
        GuestProcess child = Child();
        child.Post(Signal.SIGSTOP);
        child.Post(Signal.SIGCONT);
        child.Exit(0, null);
        Assert.Equal([Signal.SIGCHLD, Signal.SIGCHLD, Signal.SIGCHLD], signals);
    }

    [Fact]
    public async Task WaitEvents_ForAnyChild_EndsWhenOneIsStopped()
    {
        GuestProcess first = Child(), second = Child();
        Task<SysResult<Unit>> ends = Task.Run(() => Sys.WaitEvents([], new ChildWait(-1), -1));
        Task<SysResult<Unit>> stops = Task.Run(() => Sys.WaitEvents([], new ChildWait(-1, WaitOptions.WUNTRACED), -1));
        second.Post(Signal.SIGSTOP);
        Assert.True((await stops.WaitAsync(TimeSpan.FromSeconds(30))).Ok);
        Assert.True(Sys.WaitEvents([], new ChildWait(-1, WaitOptions.WUNTRACED), -1).Ok);
        Assert.False(ends.IsCompleted);
        first.Exit(0, null);
        Assert.True((await ends.WaitAsync(TimeSpan.FromSeconds(30))).Ok);
        Assert.Equal(Errno.EAGAIN, Sys.WaitEvents([], new ChildWait(second.Pid), 1).Error);
    }

    [Fact]
    public void StopFromATerminal_OfAnOrphanedGroup_IsNoStop()
    {
        Parent.Post(Signal.SIGTSTP);
        Parent.Post(Signal.SIGTTIN);
        Assert.False(Parent.IsStopped);
        GuestProcess child = Child();
        child.Post(Signal.SIGTSTP);
        Assert.False(child.IsStopped);
        Assert.True(Sys.Terminals.SetGroup(child.Pid, 0).Ok);
        child.Post(Signal.SIGTSTP);
        Assert.True(child.IsStopped);
        Parent.Post(Signal.SIGSTOP);
        Assert.True(Parent.IsStopped);
    }

    [Fact]
    public void Exit_ThatOrphansAStoppedGroup_HangsItUpAndLetsItGoOn()
    {
        GuestProcess job = Child(), running = Child();
        Assert.True(Sys.Terminals.SetGroup(job.Pid, 0).Ok);
        Assert.True(Sys.Terminals.SetGroup(running.Pid, 0).Ok);
        var signals = new List<Signal>();
        job.SignalSink = signals.Add;
        job.SetDisposition(Signal.SIGHUP, SignalDisposition.Catch);
        job.SetDisposition(Signal.SIGCONT, SignalDisposition.Catch);
        job.Post(Signal.SIGTSTP);
        Parent.Exit(0, null);
        Assert.Equal([Signal.SIGHUP, Signal.SIGCONT], signals);
        Assert.False(job.IsStopped);
        Assert.Equal(ProcessState.Running, running.State);
    }

    [Fact]
    public void BlockedSignals_WaitUntilTheyAreLetThrough()
    {
        var seen = new List<Signal>();
        Parent.SignalSink = seen.Add;
        foreach (Signal signal in (Signal[])[Signal.SIGUSR1, Signal.SIGUSR2])
        {
            Sys.SetSignalDisposition(signal, SignalDisposition.Catch);
        }

        SignalSet both = SignalSet.Of(Signal.SIGUSR1, Signal.SIGUSR2);
        Assert.Equal(default, Sys.SetSignalMask(SignalMaskChange.Block, both).Value);
        Assert.Equal(both, Sys.SetSignalMask(SignalMaskChange.Block, SignalSet.Of(Signal.SIGKILL, Signal.SIGSTOP)).Value);
        Assert.Equal(both, Sys.SetSignalMask(SignalMaskChange.Unblock, default).Value);
        Sys.Kill(Parent.Pid, Signal.SIGUSR2);
        Sys.Kill(Parent.Pid, Signal.SIGUSR1);
        Sys.Kill(Parent.Pid, Signal.SIGUSR1);
        Assert.Equal(both, Sys.GetPendingSignals().Value);
        Assert.Empty(seen);
        Sys.SetSignalMask(SignalMaskChange.Unblock, SignalSet.Of(Signal.SIGUSR2));
        Assert.Equal([Signal.SIGUSR2], seen);
        Assert.Equal(SignalSet.Of(Signal.SIGUSR1), Sys.SetSignalMask(SignalMaskChange.Set, default).Value);
        Assert.Equal([Signal.SIGUSR2, Signal.SIGUSR1], seen);
        Assert.Equal(default, Sys.GetPendingSignals().Value);
        Assert.Equal(Errno.EINVAL, Sys.SetSignalMask((SignalMaskChange)7, both).Error);
    }

    [Fact]
    public void BlockedSignals_ThatWouldEndIt_EndItWhenTheyAreLetThrough()
    {
        GuestProcess child = Child();
        child.Sys.SetSignalMask(SignalMaskChange.Set, SignalSet.Of(Signal.SIGTERM));
        child.Post(Signal.SIGTERM);
        Assert.Equal(ProcessState.Running, child.State);
        GuestProcess grandchild = child.Sys.Fork().Value;
        Assert.Equal((SignalSet.Of(Signal.SIGTERM), default), grandchild.Masked);
        child.Sys.SetSignalMask(SignalMaskChange.Set, default);
        Assert.Equal(Signal.SIGTERM, child.TermSignal);
        grandchild.Post(Signal.SIGTERM);
        grandchild.Post(Signal.SIGTERM, force: true);
        Assert.Equal(Signal.SIGTERM, grandchild.TermSignal);
    }

    [Fact]
    public void SignalsToAStoppedProcess_WaitUntilItGoesOn()
    {
        GuestProcess child = Child(), killed = Child();
        child.Post(Signal.SIGSTOP);
        child.Post(Signal.SIGTERM);
        child.Post(Signal.SIGSTOP);
        Assert.Equal(ProcessState.Running, child.State);
        child.Post(Signal.SIGCONT);
        Assert.Equal(Signal.SIGTERM, child.TermSignal);
        killed.Post(Signal.SIGSTOP);
        killed.Post(Signal.SIGKILL);
        Assert.Equal(Signal.SIGKILL, killed.TermSignal);
    }

    [Fact]
    public void BlockedStopsAndContinues_UndoEachOther()
    {
        SignalSet all = SignalSet.Of(Signal.SIGTSTP, Signal.SIGCONT);
        GuestProcess child = Child();
        Assert.True(Sys.Terminals.SetGroup(child.Pid, 0).Ok);
        child.Sys.SetSignalMask(SignalMaskChange.Set, all);
        child.Post(Signal.SIGCONT);
        child.Post(Signal.SIGTSTP);
        Assert.Equal(SignalSet.Of(Signal.SIGTSTP), child.Masked.Pending);
        child.Post(Signal.SIGCONT);
        Assert.Equal(SignalSet.Of(Signal.SIGCONT), child.Masked.Pending);
        child.Sys.SetSignalMask(SignalMaskChange.Set, default);
        Assert.False(child.IsStopped);
    }

    [Fact]
    public void Proc_ShowsStatesAndSignals()
    {
        GuestProcess child = Child();
        child.Sys.SetSignalDisposition(Signal.SIGHUP, SignalDisposition.Ignore);
        child.Sys.SetSignalDisposition(Signal.SIGINT, SignalDisposition.Catch);
        child.Sys.SetSignalMask(SignalMaskChange.Block, SignalSet.Of(Signal.SIGTERM, (Signal)64));
        child.Post(Signal.SIGTERM);
        child.Post(Signal.SIGSTOP);
        // SIGPIPE is ignored from the start, as Node has it.
        string status = Text($"/proc/{child.Pid}/status");
        Assert.Contains("State:\tT (stopped)\n", status);
        Assert.EndsWith("ShdPnd:\t0000000000004000\nSigBlk:\t8000000000004000\nSigIgn:\t0000000000001001\nSigCgt:\t0000000000000002\n", status);
        Assert.StartsWith($"{child.Pid} (node) T ", Text($"/proc/{child.Pid}/stat"));
        Assert.True(child.Snapshot().IsStopped);
    }

    private GuestProcess Child() => Sys.Fork().Value;

    private string Text(string path)
    {
        int fd = Sys.Open(path, OpenFlags.O_RDONLY, 0).Value;
        var buffer = new byte[4096];
        return Encoding.UTF8.GetString(buffer, 0, Sys.Read(fd, buffer, -1, wait: false).Value);
    }
}
