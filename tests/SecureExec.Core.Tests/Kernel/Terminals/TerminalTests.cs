using System.Text;
using SecureExec.Abi;
using SecureExec.Kernel;
using SecureExec.Kernel.Terminals;

namespace SecureExec.Core.Tests.Kernel.Terminals;

/// <summary>What a terminal makes of what is typed and written, as <c>termios(3)</c> and Linux's line discipline have it.</summary>
public sealed class TerminalTests : IDisposable
{
    private readonly TestKernel _kernel = TestKernel.Create();
    private readonly Terminal _terminal;
    private readonly GuestProcess _leader;
    private readonly List<Signal> _signals = [];

    public TerminalTests()
    {
        _terminal = _kernel.Kernel.CreateTerminal(new WindowSize(80, 24)).Value;
        _leader = NewSession(_kernel, _terminal);
        _leader.SignalSink = _signals.Add;
        foreach (Signal signal in (Signal[])[Signal.SIGINT, Signal.SIGQUIT, Signal.SIGWINCH, Signal.SIGHUP])
        {
            _leader.SetDisposition(signal, SignalDisposition.Catch);
        }
    }

    private ProcessSyscalls Sys => _leader.Sys;

    public void Dispose()
    {
        _terminal.Close();
        _kernel.Dispose();
    }

    [Theory]
    [InlineData("ab\r", "ab\n", "ab\r\n")]
    [InlineData("abc\u007f\u007fx\n", "ax\n", "abc\b \b\b \bx\r\n")]
    [InlineData("\u007fa\n", "a\n", "a\r\n")]
    [InlineData("größe\u007f\u007f\u007f\n", "gr\n", "größe\b \b\b \b\b \b\r\n")]
    [InlineData("one two \u0017three\n", "one three\n", "one two \b \b\b \b\b \b\b \bthree\r\n")]
    [InlineData("wrong\u0015right\n", "right\n", "wrong\b \b\b \b\b \b\b \b\b \bright\r\n")]
    [InlineData("a\tb\u007f\u007f\u007fc\n", "c\n", "a\tb\b \b\b \b\b \b\b \b\b \b\b \b\b \b\b \b\b \bc\r\n")]
    [InlineData("a\u0016\u0003b\n", "a\u0003b\n", "a^\b^Cb\r\n")]
    [InlineData("\u001b[A\n", "\u001b[A\n", "^[[A\r\n")]
    [InlineData("ab\u0012c\n", "abc\n", "ab^R\r\nabc\r\n")]
    [InlineData("ab\u0004", "ab", "ab")]
    public void Type_Lines_AreEditedAndEchoed(string typed, string read, string shown)
    {
        Type(typed);
        Assert.Equal(read, Read());
        Assert.Equal(shown, Shown());
    }

    [Fact]
    public void Read_Lines_GivesOneAtATimeAndThenWaits()
    {
        Type("one\ntwo\n");
        Assert.Equal("one\n", Read());
        Assert.Equal("tw", Read(2));
        Assert.Equal("o\n", Read());
        Assert.Equal(Errno.EAGAIN, Sys.Read(0, new byte[1], -1, wait: false).Error);
        Type("part");
        Assert.Equal(Errno.EAGAIN, Sys.Read(0, new byte[1], -1, wait: false).Error);
    }

    [Fact]
    public void Type_EndOfInput_IsReadOnce()
    {
        Type("\u0004");
        Assert.Equal("", Read());
        Assert.Equal(Errno.EAGAIN, Sys.Read(0, new byte[1], -1, wait: false).Error);
        Type("a\n");
        Assert.Equal("a\n", Read());
    }

    [Fact]
    public void Type_LongLine_KeepsMaxCanonAndRings()
    {
        Type(new string('x', TerminalInput.MaxLine + 10) + "\n");
        Assert.Equal(new string('x', TerminalInput.MaxLine - 1) + "\n", Read(2 * TerminalInput.MaxLine));
        Assert.EndsWith(new string('\a', 11) + "\r\n", Shown());
    }

    [Fact]
    public void Type_BeyondCapacity_WaitsButSignalsGoThrough()
    {
        Assert.True(Sys.Terminals.SetAttributes(0, _terminal.Termios with { Local = LocalModes.ISIG | LocalModes.NOFLSH }).Ok);
        var much = new byte[TerminalInput.Capacity + 1];
        Assert.Equal(TerminalInput.Capacity, _terminal.Type(much));
        bool told = false;
        Assert.True(_terminal.NotifyTypable(() => told = true));
        Assert.Equal(1, _terminal.Type([3]));
        Assert.Equal([Signal.SIGINT], _signals);
        Read(1);
        Assert.True(told);
        Assert.Equal(1, _terminal.Type([1, 2]));
    }

    [Theory]
    [InlineData('\u0003', 2, "ab^C")]
    [InlineData('\u001c', 3, "ab^\\")]
    public void Type_SignalCharacter_TellsTheForegroundAndForgetsTheLine(char typed, int signal, string shown)
    {
        Type("ab" + typed);
        Assert.Equal([(Signal)signal], _signals);
        Assert.Equal(shown, Shown());
        Type("c\n");
        Assert.Equal("c\n", Read());
    }

    [Fact]
    public void Type_Suspend_StopsTheForegroundGroupOnly()
    {
        GuestProcess job = Child();
        Assert.True(Sys.Terminals.SetGroup(job.Pid, 0).Ok);
        Assert.True(Sys.Terminals.SetForeground(0, job.Pid).Ok);
        Type("\u001a");
        Assert.True(job.IsStopped);
        Assert.False(_leader.IsStopped);
    }

    [Fact]
    public void Raw_BytesComeAsTyped()
    {
        Assert.True(Sys.Terminals.SetAttributes(0, _terminal.Termios.Raw()).Ok);
        Type("a\r\u0003\u007f");
        Assert.Equal("a\r\u0003\u007f", Read());
        Assert.Equal("", Shown());
        Assert.Empty(_signals);
        Sys.Write(1, "x\n"u8, -1);
        Assert.Equal("x\r\n", Shown());
        Assert.True(Sys.Terminals.SetAttributes(0, _terminal.Termios.Transparent()).Ok);
        Sys.Write(1, "x\n"u8, -1);
        Assert.Equal("x\n", Shown());
    }

    [Fact]
    public void SetAttributes_ToRawAndBack_KeepsWhatWasTyped()
    {
        Termios lines = _terminal.Termios;
        Type("one\npart");
        Assert.True(Sys.Terminals.SetAttributes(0, lines.Raw()).Ok);
        Assert.Equal("one\n", Read(4));
        Assert.True(Sys.Terminals.SetAttributes(0, lines).Ok);
        Assert.Equal("part", Read());
        Type("gone");
        Assert.True(Sys.Terminals.SetAttributes(0, lines, flush: true).Ok);
        Type("new\n");
        Assert.Equal("new\n", Read());
    }

    [Fact]
    public void Write_Full_WaitsUntilItIsLookedAt()
    {
        Assert.Equal(TerminalOutput.Capacity, Sys.Write(1, new byte[TerminalOutput.Capacity + 5], -1).Value);
        Assert.Equal(Errno.EAGAIN, Sys.Write(1, "x"u8, -1).Error);
        bool told = false;
        Assert.True(Sys.NotifyWritable(1, () => told = true));
        _terminal.TakeOutput(new byte[100]);
        Assert.True(told);
        Assert.Equal(1, Sys.Write(1, "x"u8, -1).Value);
    }

    [Fact]
    public void Type_StopAndStart_HoldOutputBack()
    {
        Type("\u0013");
        Assert.Equal(Errno.EAGAIN, Sys.Write(1, "x"u8, -1).Error);
        bool told = false;
        Assert.True(Sys.NotifyWritable(1, () => told = true));
        Type("\u0011");
        Assert.True(told);
        Assert.Equal(1, Sys.Write(1, "x"u8, -1).Value);
        Assert.Equal("x", Shown());
    }

    [Fact]
    public void Resize_TellsTheForegroundOnce()
    {
        _terminal.Resize(new WindowSize(100, 30));
        _terminal.Resize(new WindowSize(100, 30));
        Assert.Equal([Signal.SIGWINCH], _signals);
        Assert.Equal(new WindowSize(100, 30), Sys.Terminals.GetWindowSize(2).Value);
    }

    [Fact]
    public void HangUp_EndsReadsAndWritesAndTellsTheForeground()
    {
        Sys.Write(1, "last"u8, -1);
        _terminal.HangUp();
        Assert.Equal([Signal.SIGHUP], _signals);
        Assert.Equal(0, Sys.Read(0, new byte[1], -1, wait: false).Value);
        Assert.Equal(Errno.EIO, Sys.Write(1, "x"u8, -1).Error);
        Assert.Equal(Errno.ENXIO, Sys.Open("/dev/tty", OpenFlags.O_RDWR, 0).Error);
        Assert.Equal("last", Shown());
        Assert.Equal(3, _terminal.Type("all"u8));
    }

    [Fact]
    public void Leader_Ends_HangsUpForItsChildren()
    {
        GuestProcess child = Child();
        _leader.Exit(0, null);
        Assert.Equal(Signal.SIGHUP, child.TermSignal);
        Assert.True(_terminal.IsHungUp);
    }

    [Fact]
    public void ControllingTerminal_IsTheSessionsOwn()
    {
        Assert.True(Sys.Open("/dev/tty", OpenFlags.O_RDWR, 0).Ok);
        Assert.Equal(Errno.ENXIO, _kernel.Sys.Open("/dev/tty", OpenFlags.O_RDWR, 0).Error);
        Assert.Equal(Errno.ENXIO, Sys.Open("/dev/console", OpenFlags.O_RDWR, 0).Error);
        Assert.Equal(_leader.Pid, Sys.Terminals.GetForeground(0).Value);
        Assert.Equal(Errno.ENOTTY, _kernel.Sys.Terminals.GetForeground(0).Error);
        Assert.Equal(Errno.EBADF, Sys.Terminals.GetAttributes(99).Error);
        Assert.Equal(Abi.FileMode.S_IFCHR, Sys.Fstat(0).Value.Type);
        Assert.Equal(Errno.ESPIPE, Sys.Read(0, new byte[1], 0, wait: false).Error);
        GuestProcess daemon = _kernel.Kernel.CreateProcess(new ProcessConfig { Argv = ["d"], Ppid = _leader.Pid, NewSession = true }).Value;
        Assert.Null(daemon.Terminal);
    }

    [Fact]
    public async Task Read_FromTheBackground_StopsTheGroup()
    {
        GuestProcess job = Child();
        Assert.True(Sys.Terminals.SetGroup(job.Pid, 0).Ok);
        job.SetDisposition(Signal.SIGTTIN, SignalDisposition.Ignore);
        Assert.Equal(Errno.EIO, job.Sys.Read(0, new byte[1], -1, wait: false).Error);
        job.SetDisposition(Signal.SIGTTIN, SignalDisposition.Catch);
        Assert.Equal(Errno.EINTR, job.Sys.Read(0, new byte[1], -1, wait: false).Error);
        job.SetDisposition(Signal.SIGTTIN, SignalDisposition.Default);
        Type("a\n");
        var read = Task.Run(() => job.Sys.Read(0, new byte[8], -1, wait: false));
        Assert.True(SpinWait.SpinUntil(() => job.IsStopped, TimeSpan.FromSeconds(30)));
        Assert.True(Sys.Terminals.SetForeground(0, job.Pid).Ok);
        job.Post(Signal.SIGCONT);
        Assert.Equal(2, (await read).Value);
    }

    [Fact]
    public async Task Read_FromTheBackgroundByAnInterruptedThread_Ends()
    {
        GuestProcess job = Child();
        Assert.True(Sys.Terminals.SetGroup(job.Pid, 0).Ok);
        job.MainThread.Interrupt();
        var read = Task.Run(() => job.Sys.Read(0, new byte[1], -1, wait: false));
        Assert.Equal(Errno.EINTR, (await read.WaitAsync(TimeSpan.FromSeconds(30))).Error);
        Assert.True(job.IsStopped);
    }

    [Fact]
    public void SetGroup_OutsideTheRules_IsRefused()
    {
        GuestProcess child = Child();
        Assert.Equal(Errno.EINVAL, Sys.Terminals.SetGroup(child.Pid, -1).Error);
        Assert.Equal(Errno.EPERM, Sys.Terminals.SetGroup(0, 0).Error);
        Assert.Equal(Errno.ESRCH, Sys.Terminals.SetGroup(_kernel.Process.Pid, 0).Error);
        Assert.Equal(Errno.EPERM, Sys.Terminals.SetGroup(child.Pid, _kernel.Process.Pid).Error);
        Assert.Equal(Errno.EPERM, Sys.Terminals.SetForeground(0, _kernel.Process.Pid).Error);
        Assert.True(Sys.Terminals.SetGroup(child.Pid, 0).Ok);
        Assert.Equal(child.Pid, child.Pgid);
    }

    [Fact]
    public void MaxPtys_Reached_IsENOSPCUntilOneIsClosed()
    {
        using TestKernel kernel = TestKernel.Create(limits: l => l with { MaxPtys = 1 });
        Terminal one = kernel.Kernel.CreateTerminal(new WindowSize(1, 1)).Value;
        Assert.Equal(Errno.ENOSPC, kernel.Kernel.CreateTerminal(new WindowSize(1, 1)).Error);
        one.Close();
        one.Close();
        Assert.True(kernel.Kernel.CreateTerminal(new WindowSize(1, 1)).Ok);
        Assert.Equal(Errno.ENOSPC, kernel.Kernel.CreateTerminal(new WindowSize(1, 1)).Error);
    }

    private static GuestProcess NewSession(TestKernel kernel, Terminal terminal)
    {
        var streams = new TerminalDescription(terminal, OpenFlags.O_RDWR);
        return kernel.NewProcess(new ProcessConfig { Argv = ["sh"], NewSession = true, Terminal = terminal, Fds = [streams, streams, streams] });
    }

    private GuestProcess Child() => Sys.Fork().Value;

    private void Type(string typed) => Assert.Equal(Encoding.UTF8.GetByteCount(typed), _terminal.Type(Encoding.UTF8.GetBytes(typed)));

    private string Read(int most = 1024)
    {
        var buffer = new byte[most];
        return Encoding.UTF8.GetString(buffer, 0, Sys.Read(0, buffer, -1, wait: false).Value);
    }

    private string Shown()
    {
        var buffer = new byte[2 * TerminalOutput.Capacity];
        return Encoding.UTF8.GetString(buffer, 0, _terminal.TakeOutput(buffer));
    }
}
