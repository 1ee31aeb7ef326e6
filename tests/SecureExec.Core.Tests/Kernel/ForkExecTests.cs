using SecureExec.Abi;
using SecureExec.Kernel;

namespace SecureExec.Core.Tests.Kernel;

/// <summary>What the shell and its like are made of: pipes, fork, exec, stopping, the place of programs.</summary>
public sealed class ForkExecTests : IDisposable
{
    private readonly TestKernel _kernel = TestKernel.Create(change: config => config with { Programs = new Commands() });

    private ProcessSyscalls Sys => _kernel.Sys;

    public void Dispose() => _kernel.Dispose();

    [Fact]
    public void Pipe_BytesGoOneWayAndEnd()
    {
        (int reader, int writer) = Sys.Pipe().Value;
        var buffer = new byte[8];
        Assert.Equal(Errno.EAGAIN, Sys.Read(reader, buffer, -1, wait: false).Error);
        Assert.Equal(2, Sys.Write(writer, "ab"u8, -1).Value);
        Assert.Equal(2, Sys.Read(reader, buffer, -1, wait: false).Value);
        Assert.Equal(Errno.EBADF, Sys.Write(reader, "x"u8, -1).Error);
        Assert.Equal(Errno.EBADF, Sys.Read(writer, buffer, -1, wait: false).Error);
        Assert.Equal(Errno.ESPIPE, Sys.Seek(reader, 0, 0).Error);
        Assert.Equal(Abi.FileMode.S_IFIFO, Sys.Fstat(reader).Value.Type);
        Sys.Close(writer);
        Assert.Equal(0, Sys.Read(reader, buffer, -1, wait: false).Value);
    }

    [Fact]
    public void Pipe_Full_TakesNoPartOfASmallWrite()
    {
        (int reader, int writer) = Sys.Pipe().Value;
        Assert.Equal(KernelPipe.Capacity - 100, Sys.Write(writer, new byte[KernelPipe.Capacity - 100], -1).Value);
        Assert.Equal(Errno.EAGAIN, Sys.Write(writer, new byte[KernelPipe.AtomicBytes], -1).Error);
        Assert.Equal(100, Sys.Write(writer, new byte[KernelPipe.AtomicBytes + 1], -1).Value);
        bool told = false;
        Assert.True(Sys.NotifyWritable(writer, () => told = true));
        Sys.Read(reader, new byte[KernelPipe.AtomicBytes - 1], -1, wait: false);
        Assert.False(told);
        Sys.Read(reader, new byte[1], -1, wait: false);
        Assert.True(told);
        Assert.Equal(KernelPipe.AtomicBytes, Sys.Write(writer, new byte[KernelPipe.AtomicBytes], -1).Value);
    }

    [Fact]
    public void Pipe_BeyondMaxPipes_IsENFILEUntilBothEndsAreClosed()
    {
        using TestKernel kernel = TestKernel.Create(limits: l => l with { MaxPipes = 1 });
        (int reader, int writer) = kernel.Sys.Pipe().Value;
        Assert.Equal(Errno.ENFILE, kernel.Sys.Pipe().Error);
        kernel.Sys.Close(reader);
        Assert.Equal(Errno.ENFILE, kernel.Sys.Pipe().Error);
        kernel.Sys.Close(writer);
        Assert.True(kernel.Sys.Pipe().Ok);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Write_ToAPipeThatNobodyReads_SendsSIGPIPE(bool ignored)
    {
        GuestProcess child = Sys.Fork().Value;
        (int reader, int writer) = child.Sys.Pipe().Value;
        child.Sys.Close(reader);
        child.Sys.SetSignalDisposition(Signal.SIGPIPE, ignored ? SignalDisposition.Ignore : SignalDisposition.Default);
        Assert.Equal(Errno.EPIPE, child.Sys.Write(writer, "x"u8, -1).Error);
        Assert.Equal(ignored ? null : Signal.SIGPIPE, child.TermSignal);
        Assert.Equal(ignored ? Errno.EPIPE : Errno.ESRCH, child.Sys.Write(writer, "x"u8, -1).Error);
    }

    [Fact]
    public void Fork_Child_HasAllButTheProgram()
    {
        int fd = Sys.Open("/tmp/f", OpenFlags.O_RDWR | OpenFlags.O_CREAT, 0x1B6).Value;
        Sys.Dup2(fd, 9);
        Sys.Setenv("A", "1");
        Sys.Umask(0x3F);
        Sys.Chdir("/tmp");
        Sys.SetSignalDisposition(Signal.SIGINT, SignalDisposition.Ignore);
        Sys.SetSignalDisposition(Signal.SIGTERM, SignalDisposition.Catch);
        GuestProcess child = Sys.Fork().Value;
        Assert.Equal(_kernel.Process.Pid, child.Ppid);
        Assert.Equal(_kernel.Process.Pgid, child.Pgid);
        Assert.Same(_kernel.Process.Job, child.Job);
        Assert.Equal(_kernel.Process.Caller.Fds.Numbers(), child.Caller.Fds.Numbers());
        Assert.Equal(("1", "/tmp", 0x3F), (child.Sys.Getenv("A").Value, child.Sys.Getcwd().Value, child.Sys.Umask(null).Value));
        Assert.Equal((SignalDisposition.Ignore, SignalDisposition.Default), (child.GetDisposition(Signal.SIGINT), child.GetDisposition(Signal.SIGTERM)));
        child.Sys.Write(9, "abc"u8, -1);
        Assert.Equal(3, Sys.Seek(fd, 0, 1).Value);
        child.Sys.Close(9);
        Assert.True(Sys.Fstat(9).Ok);
        child.Exit(4, null);
        Assert.Equal(4, Sys.Wait(child.Pid).Value.ExitCode);
    }

    [Fact]
    public void Fork_BeyondMaxProcesses_IsEAGAIN()
    {
        using TestKernel kernel = TestKernel.Create(limits: l => l with { MaxProcesses = 2 });
        GuestProcess child = kernel.Sys.Fork().Value;
        Assert.Equal(Errno.EAGAIN, kernel.Sys.Fork().Error);
        child.Exit(0, null);
        Assert.Equal(Errno.EAGAIN, kernel.Sys.Fork().Error);
        kernel.Sys.Wait(child.Pid);
        Assert.True(kernel.Sys.Fork().Ok);
    }

    [Fact]
    public void Exec_Program_TakesTheProcessOver()
    {
        GuestProcess child = Sys.Fork().Value;
        child.Sys.SetSignalDisposition(Signal.SIGTERM, SignalDisposition.Catch);
        child.Sys.SetSignalDisposition(Signal.SIGHUP, SignalDisposition.Ignore);
        int secret = child.Sys.Open("/tmp/s", OpenFlags.O_RDWR | OpenFlags.O_CREAT, 0x1B6).Value;
        Executable program = child.Sys.Exec("cat", ["cat", "x"], new Dictionary<string, string> { ["PATH"] = "/bin", ["B"] = "2" }, [secret]).Value;
        Assert.Equal("/bin/cat", program.Path);
        Assert.Equal(["cat", "x"], child.Argv);
        Assert.Equal("2", child.Sys.Getenv("B").Value);
        Assert.Equal(Errno.ENOENT, child.Sys.Getenv("HOME").Error);
        Assert.Equal(Errno.EBADF, child.Sys.Fstat(secret).Error);
        Assert.Equal((SignalDisposition.Default, SignalDisposition.Ignore), (child.GetDisposition(Signal.SIGTERM), child.GetDisposition(Signal.SIGHUP)));
    }

    [Fact]
    public void Exec_WhatIsNoProgram_ChangesNothing()
    {
        GuestProcess child = Sys.Fork().Value;
        IReadOnlyList<string> before = child.Argv;
        Assert.Equal(Errno.ENOENT, child.Sys.Exec("nothing", ["nothing"], new Dictionary<string, string>(), [0]).Error);
        Assert.Equal(Errno.E2BIG, child.Sys.Exec("cat", ["cat", new string('x', 2 << 20)], new Dictionary<string, string>(), [0]).Error);
        Assert.Equal(before, child.Argv);
        Assert.True(child.Sys.Getenv("HOME").Ok);
        Assert.True(child.Sys.Fstat(0).Ok);
    }

    [Fact]
    public void Execve_TakesPathsOnly()
    {
        _kernel.Put("/tmp/text", "echo hi\n");
        _kernel.Host.Chmod("/tmp/text", 0x1ED);
        GuestProcess child = Sys.Fork().Value;
        var environment = new Dictionary<string, string> { ["PATH"] = "/bin" };
        Assert.Equal(Errno.ENOENT, child.Sys.Execve("cat", ["cat"], environment).Error);
        Assert.Equal(Errno.ENOEXEC, child.Sys.Execve("/tmp/text", ["text"], environment).Error);
        Assert.True(child.Sys.Chdir("/bin").Ok);
        Executable program = child.Sys.Execve("cat", [], environment).Value;
        Assert.Equal(("/bin/cat", ""), (program.Path, Assert.Single(program.Argv)));
    }

    [Fact]
    public void Exec_InAProcessThatIsKilledBeforeTheProgramStarts_TellsTheProgram()
    {
        GuestProcess child = Sys.Fork().Value;
        child.SignalSink = _ => Assert.Fail("The program before is gone.");
        Assert.True(child.Sys.Execve("/bin/cat", ["cat"], new Dictionary<string, string>()).Ok);
        Sys.Kill(child.Pid, Signal.SIGKILL);
        Assert.Equal(Signal.SIGKILL, child.TermSignal);
        var told = new List<Signal>();
        child.SignalSink = told.Add;
        Assert.Equal([Signal.SIGKILL], told);
    }

    [Fact]
    public void CloseFrom_ClosesTheRest()
    {
        GuestProcess child = Sys.Fork().Value;
        int fd = child.Sys.Open("/tmp/s", OpenFlags.O_RDWR | OpenFlags.O_CREAT, 0x1B6).Value;
        child.Sys.Dup2(fd, 40);
        Assert.True(child.Sys.CloseFrom(3).Ok);
        Assert.Equal([0, 1, 2], child.Caller.Fds.Numbers());
    }

    [Fact]
    public void Exec_DeniedByPolicy_IsEACCES()
    {
        PermissionPolicy policy = PermissionPolicy.Default with { ChildProcess = new ScopePolicy(PermissionMode.Allow, [new PermissionRule(PermissionMode.Deny, ["spawn"], ["rm"])]) };
        using TestKernel kernel = TestKernel.Create(policy, change: config => config with { Programs = new Commands() });
        GuestProcess child = kernel.Sys.Fork().Value;
        Assert.Equal(Errno.EACCES, child.Sys.Exec("/bin/rm", ["rm"], new Dictionary<string, string>(), []).Error);
        Assert.True(child.Sys.Exec("/bin/cat", ["cat"], new Dictionary<string, string>(), []).Ok);
    }

    [Fact]
    public async Task Stop_MakesNoCallUntilItIsContinued()
    {
        GuestProcess child = Sys.Fork().Value;
        Sys.Kill(child.Pid, Signal.SIGSTOP);
        Task<SysResult<string>> call = Task.Run(() => child.Sys.Getcwd());
        Assert.True(child.IsStopped);
        Assert.False(call.IsCompleted);
        Sys.Kill(child.Pid, Signal.SIGCONT);
        Assert.True((await call).Ok);
        Assert.False(child.IsStopped);
    }

    [Fact]
    public async Task Stop_OfAProcessThatIsKilled_EndsIt()
    {
        GuestProcess child = Sys.Fork().Value;
        Sys.Kill(child.Pid, Signal.SIGSTOP);
        Task<SysResult<string>> call = Task.Run(() => child.Sys.Getcwd());
        Sys.Kill(child.Pid, Signal.SIGKILL);
        Assert.False((await call).Ok);
        Assert.Equal(Signal.SIGKILL, Sys.Wait(child.Pid).Value.Signal);
    }

    [Fact]
    public void Stop_ThatIsCaughtOrIgnored_DoesNotStop()
    {
        GuestProcess child = Sys.Fork().Value;
        child.Sys.SetSignalDisposition(Signal.SIGTSTP, SignalDisposition.Ignore);
        Sys.Kill(child.Pid, Signal.SIGTSTP);
        Assert.False(child.IsStopped);
        Assert.Equal(Errno.EINVAL, child.Sys.SetSignalDisposition(Signal.SIGSTOP, SignalDisposition.Ignore).Error);
    }

    [Fact]
    public void Programs_AreFilesThatNobodyChanges()
    {
        Assert.Equal(["cat", "rm", "sh"], Sys.ReadDir("/bin").Value.Select(entry => entry.Name).Order());
        Assert.True(Sys.Access("/bin/cat", (int)AccessMode.X_OK).Ok);
        Assert.True(Sys.Stat("/bin/cat", followSymlinks: true).Value.IsRegular);
        Assert.Equal(Errno.EROFS, _kernel.Host.WriteFile("/bin/cat", "x"u8.ToArray()).Error);
        Assert.Equal(Errno.EROFS, _kernel.Host.WriteFile("/bin/new", "x"u8.ToArray()).Error);
        Assert.Equal(Errno.EROFS, _kernel.Host.Remove("/bin/cat", recursive: false).Error);
        Assert.Equal(Errno.EROFS, _kernel.Host.Chmod("/bin/cat", 0).Error);
    }

    [Fact]
    public void Exec_TextWithoutAFirstLine_IsAScriptOfTheShell()
    {
        _kernel.Put("/tmp/text", "echo hi\n");
        _kernel.Put("/tmp/binary", "ab\0c");
        foreach (string path in (string[])["/tmp/text", "/tmp/binary"]) _kernel.Host.Chmod(path, 0x1ED);
        Executable program = Sys.Fork().Value.Sys.Exec("/tmp/text", ["text", "a"], new Dictionary<string, string>(), []).Value;
        Assert.Equal(("/bin/sh", "/bin/sh /tmp/text a"), (program.Path, string.Join(' ', program.Argv)));
        Assert.Equal(Errno.ENOEXEC, Sys.Fork().Value.Sys.Exec("/tmp/binary", ["binary"], new Dictionary<string, string>(), []).Error);
    }

    [Fact]
    public void PendingSignals_EachOnceLowestFirst()
    {
        var pending = new PendingSignals();
        int told = 0;
        Assert.True(pending.Notify(() => told++));
        pending.Add(Signal.SIGTERM);
        pending.Add(Signal.SIGHUP);
        pending.Add(Signal.SIGTERM);
        Assert.Equal(1, told);
        Assert.False(pending.Notify(() => told++));
        Assert.Equal([Signal.SIGHUP, Signal.SIGTERM, null], new[] { pending.Take(), pending.Take(), pending.Take() });
    }

    private sealed class Commands : IGuestPrograms
    {
        IReadOnlyCollection<string> IGuestPrograms.Commands => ["sh", "cat", "rm"];

        public bool Has(string path) => path is "/bin/sh" or "/bin/cat" or "/bin/rm";

        public void Start(GuestProcess process, Executable program) => throw new InvalidOperationException("Nothing is started here.");
    }
}
