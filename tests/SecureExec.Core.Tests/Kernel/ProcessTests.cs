using SecureExec.Abi;
using SecureExec.Kernel;

namespace SecureExec.Core.Tests.Kernel;

public sealed class ProcessTests
{
    [Fact]
    public void CreateProcess_NumbersFromTwoBelowInit()
    {
        using TestKernel kernel = TestKernel.Create();
        Assert.Equal(2, kernel.Process.Pid);
        Assert.Equal(1, kernel.Process.Ppid);
        Assert.Equal("/workspace", kernel.Process.Cwd);
        Assert.Equal((1000, 1000), (kernel.Process.Uid, kernel.Process.Gid));
        Assert.Equal(["init", "node"], kernel.Kernel.Processes.Snapshot().Select(p => p.Argv[0]));
        Assert.Equal(1, kernel.Kernel.Snapshot().RunningProcesses);
    }

    [Fact]
    public void CreateProcess_Child_InheritsFromItsParent()
    {
        using TestKernel kernel = TestKernel.Create();
        kernel.Sys.Chdir("/tmp");
        GuestProcess child = kernel.NewProcess(new ProcessConfig { Argv = ["node", "child"], Ppid = kernel.Process.Pid });
        Assert.Equal("/tmp", child.Cwd);
        Assert.Equal(kernel.Process.Pid, child.Ppid);
        Assert.Equal(kernel.Process.Pgid, child.Pgid);
    }

    [Fact]
    public void Exit_WithAParent_StaysAZombieUntilWaitedFor()
    {
        using TestKernel kernel = TestKernel.Create();
        var signals = new List<Signal>();
        kernel.Process.SignalSink = signals.Add;
        kernel.Sys.SetSignalDisposition(Signal.SIGCHLD, SignalDisposition.Catch);
        GuestProcess child = kernel.NewProcess(new ProcessConfig { Argv = ["node"], Ppid = kernel.Process.Pid });
        Assert.Equal(Errno.EAGAIN, kernel.Sys.Wait(-1).Error);
        child.Exit(7, null);
        child.Exit(8, null);
        Assert.Equal([Signal.SIGCHLD], signals);
        Assert.Equal(ProcessState.Zombie, child.State);
        Assert.Equal(1, kernel.Kernel.Snapshot().ZombieProcesses);
        Assert.Equal(new WaitStatus(child.Pid, 7, null), kernel.Sys.Wait(child.Pid).Value);
        Assert.Equal(ProcessState.Reaped, child.State);
        Assert.Equal(Errno.ECHILD, kernel.Sys.Wait(-1).Error);
        Assert.Null(kernel.Kernel.Processes.Find(child.Pid));
    }

    [Fact]
    public void Exit_OfTheParent_GivesChildrenToInit()
    {
        using TestKernel kernel = TestKernel.Create();
        GuestProcess running = kernel.NewProcess(new ProcessConfig { Argv = ["a"], Ppid = kernel.Process.Pid });
        GuestProcess zombie = kernel.NewProcess(new ProcessConfig { Argv = ["b"], Ppid = kernel.Process.Pid });
        zombie.Exit(0, null);
        kernel.Process.Exit(0, null);
        Assert.Equal(1, running.Ppid);
        Assert.Equal(ProcessState.Running, running.State);
        Assert.Equal(ProcessState.Reaped, zombie.State);
        Assert.Equal(ProcessState.Reaped, kernel.Process.State);
        running.Exit(300, null);
        Assert.Equal(300 & 0xFF, running.ExitCode);
        Assert.Equal(3, kernel.Kernel.Snapshot().ExitedProcesses);
        Assert.Equal(0, kernel.Kernel.Snapshot().RunningProcesses);
    }

    [Fact]
    public void Exit_ClosesTheDescriptors()
    {
        using TestKernel kernel = TestKernel.Create();
        kernel.Sys.Open("/etc/passwd", OpenFlags.O_RDONLY, 0);
        Assert.Equal(4, kernel.Kernel.Snapshot().OpenFiles);
        kernel.Process.Exit(0, null);
        Assert.Equal(0, kernel.Kernel.Snapshot().OpenFiles);
        Assert.Equal(0, kernel.Kernel.Snapshot().OpenFds);
    }

    [Fact]
    public void CreateProcess_AtTheLimit_ReturnsEAGAIN()
    {
        using TestKernel kernel = TestKernel.Create(limits: l => l with { MaxProcesses = 3 });
        GuestProcess second = kernel.NewProcess(new ProcessConfig { Argv = ["a"], Ppid = kernel.Process.Pid });
        kernel.NewProcess();
        var output = new StreamInput(10);
        var config = new ProcessConfig { Argv = ["b"], Stdin = output };
        Assert.Equal(Errno.EAGAIN, kernel.Kernel.CreateProcess(config).Error);
        second.Exit(0, null);
        Assert.Equal(Errno.EAGAIN, kernel.Kernel.CreateProcess(config).Error);
        kernel.Sys.Wait(-1);
        Assert.True(kernel.Kernel.CreateProcess(new ProcessConfig { Argv = ["b"] }).Ok);
    }

    [Theory]
    [InlineData("/none", nameof(Errno.ENOENT))]
    [InlineData("/etc/passwd", nameof(Errno.ENOTDIR))]
    [InlineData("/root", nameof(Errno.EACCES))]
    public void CreateProcess_BadDirectory_ReturnsErrnoAndLeavesNothing(string cwd, string expected)
    {
        using TestKernel kernel = TestKernel.Create();
        Assert.Equal(expected, kernel.Kernel.CreateProcess(new ProcessConfig { Argv = ["node"], Cwd = cwd }).Error.ToString());
        Assert.Equal(1, kernel.Kernel.Snapshot().RunningProcesses);
        Assert.Equal(3, kernel.Kernel.Snapshot().OpenFiles);
    }

    [Fact]
    public void CreateProcess_BadArguments_ReturnErrno()
    {
        using TestKernel kernel = TestKernel.Create(limits: l => l with { MaxProcessArgvBytes = 1024, MaxProcessEnvBytes = 1024 });
        Assert.Equal(Errno.EINVAL, kernel.Kernel.CreateProcess(new ProcessConfig { Argv = [] }).Error);
        Assert.Equal(Errno.EINVAL, kernel.Kernel.CreateProcess(new ProcessConfig { Argv = ["a\0b"] }).Error);
        Assert.Equal(Errno.E2BIG, kernel.Kernel.CreateProcess(new ProcessConfig { Argv = ["node", new string('a', 1024)] }).Error);
        Assert.Equal(Errno.ESRCH, kernel.Kernel.CreateProcess(new ProcessConfig { Argv = ["node"], Ppid = 77 }).Error);
        var big = new Dictionary<string, string> { ["A"] = new string('x', 1024) };
        Assert.Equal(Errno.E2BIG, kernel.Kernel.CreateProcess(new ProcessConfig { Argv = ["node"], Env = big }).Error);
        var bad = new Dictionary<string, string> { ["A=B"] = "x" };
        Assert.Equal(Errno.EINVAL, kernel.Kernel.CreateProcess(new ProcessConfig { Argv = ["node"], Env = bad }).Error);
    }

    [Theory]
    [InlineData((int)Signal.SIGTERM, 143)]
    [InlineData((int)Signal.SIGKILL, 137)]
    [InlineData((int)Signal.SIGINT, 130)]
    public void Kill_DefaultAction_EndsWith128PlusN(int number, int code)
    {
        var signal = (Signal)number;
        using TestKernel kernel = TestKernel.Create();
        GuestProcess other = kernel.NewProcess();
        Assert.True(kernel.Sys.Kill(other.Pid, signal).Ok);
        Assert.Equal(code, other.ExitCode);
        Assert.Equal(signal, other.TermSignal);
        Assert.Equal(Errno.ESRCH, kernel.Sys.Kill(other.Pid, signal).Error);
    }

    [Theory]
    [InlineData((int)Signal.SIGCHLD)]
    [InlineData((int)Signal.SIGWINCH)]
    [InlineData((int)Signal.SIGCONT)]
    public void Kill_IgnoredByDefault_DoesNothing(int number)
    {
        var signal = (Signal)number;
        using TestKernel kernel = TestKernel.Create();
        GuestProcess other = kernel.NewProcess();
        var seen = new List<Signal>();
        other.SignalSink = seen.Add;
        Assert.True(kernel.Sys.Kill(other.Pid, signal).Ok);
        Assert.Empty(seen);
        Assert.Equal(ProcessState.Running, other.State);
    }

    [Fact]
    public void Kill_Caught_GoesToTheSinkAndTheProcessLives()
    {
        using TestKernel kernel = TestKernel.Create();
        GuestProcess other = kernel.NewProcess();
        var seen = new List<Signal>();
        other.SignalSink = seen.Add;
        Assert.True(other.Sys.SetSignalDisposition(Signal.SIGTERM, SignalDisposition.Catch).Ok);
        Assert.True(other.Sys.SetSignalDisposition(Signal.SIGHUP, SignalDisposition.Ignore).Ok);
        Assert.Equal(Errno.EINVAL, other.Sys.SetSignalDisposition(Signal.SIGKILL, SignalDisposition.Catch).Error);
        Assert.Equal(Errno.EINVAL, other.Sys.SetSignalDisposition((Signal)99, SignalDisposition.Catch).Error);
        kernel.Sys.Kill(other.Pid, Signal.SIGTERM);
        kernel.Sys.Kill(other.Pid, Signal.SIGHUP);
        Assert.Equal([Signal.SIGTERM], seen);
        Assert.Null(other.FatalSignal);
        Assert.True(other.Sys.Getcwd().Ok);
        kernel.Sys.Kill(other.Pid, Signal.SIGKILL);
        Assert.Equal([Signal.SIGTERM, Signal.SIGKILL], seen);
        Assert.Equal(Signal.SIGKILL, other.FatalSignal);
        Assert.Equal(Errno.EINTR, other.Sys.Getcwd().Error);
    }

    [Fact]
    public void SignalSink_SetAfterAFatalSignal_IsToldOfIt()
    {
        using TestKernel kernel = TestKernel.Create();
        GuestProcess other = kernel.NewProcess();
        other.SignalSink = _ => { };
        other.Post(Signal.SIGTERM);
        Signal? told = null;
        other.SignalSink = s => told = s;
        Assert.Equal(Signal.SIGTERM, told);
    }

    [Fact]
    public void Kill_Targets_FollowThePosixRules()
    {
        using TestKernel kernel = TestKernel.Create();
        GuestProcess child = kernel.NewProcess(new ProcessConfig { Argv = ["c"], Ppid = kernel.Process.Pid });
        GuestProcess stranger = kernel.NewProcess();
        GuestProcess root = kernel.NewProcess(new ProcessConfig { Argv = ["r"], Uid = 0, Gid = 0 });
        Assert.True(kernel.Sys.Kill(child.Pid, Signal.None).Ok);
        Assert.Equal(Errno.EPERM, kernel.Sys.Kill(root.Pid, Signal.SIGTERM).Error);
        Assert.Equal(Errno.EPERM, kernel.Sys.Kill(1, Signal.SIGKILL).Error);
        Assert.Equal(Errno.ESRCH, kernel.Sys.Kill(4000, Signal.SIGTERM).Error);
        Assert.Equal(Errno.ESRCH, kernel.Sys.Kill(int.MinValue, Signal.SIGTERM).Error);
        Assert.Equal(Errno.EINVAL, kernel.Sys.Kill(child.Pid, (Signal)65).Error);
        Assert.Equal(Errno.EINVAL, kernel.Sys.Kill(child.Pid, (Signal)(-1)).Error);
        Assert.True(root.Sys.Kill(1, Signal.SIGKILL).Ok);
        Assert.Equal(ProcessState.Running, kernel.Kernel.Processes.Find(1)!.State);
        kernel.Process.SignalSink = _ => { };
        kernel.Sys.SetSignalDisposition(Signal.SIGUSR1, SignalDisposition.Ignore);
        Assert.True(kernel.Sys.Kill(-kernel.Process.Pgid, Signal.SIGUSR1).Ok);
        Assert.Equal(ProcessState.Zombie, child.State);
        Assert.Equal(ProcessState.Running, stranger.State);
        Assert.True(kernel.Sys.Kill(-1, Signal.SIGTERM).Ok);
        Assert.Equal(ProcessState.Reaped, stranger.State);
        Assert.Equal(ProcessState.Running, root.State);
    }

    [Fact]
    public void Kill_PolicyDenied_ReturnsEACCESButNotForItself()
    {
        using TestKernel kernel = TestKernel.Create(PermissionPolicy.Default with { Process = ScopePolicy.Deny });
        GuestProcess other = kernel.NewProcess();
        Assert.Equal(Errno.EACCES, kernel.Sys.Kill(other.Pid, Signal.SIGTERM).Error);
        Assert.Equal(PermissionScope.Process, Assert.Single(kernel.Kernel.Audit).Scope);
        Assert.Equal(Errno.ENOENT, kernel.Sys.Stat($"/proc/{other.Pid}", true).Error);
        Assert.True(kernel.Sys.Stat("/proc/self", true).Ok);
        Assert.True(kernel.Sys.Kill(kernel.Process.Pid, Signal.SIGTERM).Ok);
        Assert.Equal(143, kernel.Process.ExitCode);
    }

    [Fact]
    public void Pids_AfterTheHighest_StartAgainWithoutReuse()
    {
        using TestKernel kernel = TestKernel.Create();
        int last = 0;
        for (int i = 0; i < ProcessTable.MaxPid - 3; i++)
        {
            GuestProcess process = kernel.NewProcess();
            last = process.Pid;
            process.Exit(0, null);
        }

        Assert.Equal(ProcessTable.MaxPid - 1, last);
        Assert.Equal([ProcessTable.MaxPid, 3], new[] { kernel.NewProcess().Pid, kernel.NewProcess().Pid });
    }

    [Fact]
    public void Syscalls_BeyondTheBudget_KillTheProcess()
    {
        using TestKernel kernel = TestKernel.Create(limits: l => l with { MaxSyscalls = 10 });
        for (int i = 0; i < 10; i++)
        {
            Assert.True(kernel.Sys.Getcwd().Ok);
        }

        Assert.Equal(Errno.EINTR, kernel.Sys.Getcwd().Error);
        Assert.Equal(128 + (int)Signal.SIGXCPU, kernel.Process.ExitCode);
    }

    [Fact]
    public void Dispose_EndsAllProcesses()
    {
        TestKernel kernel = TestKernel.Create();
        GuestProcess child = kernel.NewProcess(new ProcessConfig { Argv = ["c"], Ppid = kernel.Process.Pid });
        kernel.Dispose();
        Assert.Equal(137, kernel.Process.ExitCode);
        Assert.Equal(137, child.ExitCode);
    }
}
