using SecureExec.Abi;
using SecureExec.Kernel;

namespace SecureExec.Core.Tests.Kernel;

public sealed class ThreadTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly ThreadConfig Copy = new(SharesEnvironment: false, null);

    [Fact]
    public void Clone_SharesDescriptorsDirectoryAndUmask()
    {
        using TestKernel kernel = TestKernel.Create();
        ProcessThread thread = kernel.Sys.Clone(Copy).Value;
        int fd = thread.Sys.Open("/tmp/file", OpenFlags.O_CREAT | OpenFlags.O_RDWR, 0x1A4).Value;
        Assert.Equal(2, kernel.Sys.Write(fd, "ab"u8, -1).Value);
        Assert.True(kernel.Sys.Chdir("/tmp").Ok);
        Assert.Equal("/tmp", thread.Sys.Getcwd().Value);
        thread.Sys.Umask(0x3F);
        Assert.Equal(0x3F, kernel.Sys.Umask(null).Value);
        thread.End();
        Assert.True(kernel.Sys.Fstat(fd).Ok);
    }

    [Fact]
    public void Clone_Environment_IsCopiedSharedOrOwn()
    {
        using TestKernel kernel = TestKernel.Create();
        kernel.Sys.Setenv("A", "1");
        ProcessThread copy = kernel.Sys.Clone(Copy).Value;
        ProcessThread shared = kernel.Sys.Clone(new ThreadConfig(SharesEnvironment: true, null)).Value;
        ProcessThread own = kernel.Sys.Clone(new ThreadConfig(SharesEnvironment: false, new Dictionary<string, string> { ["B"] = "2" })).Value;
        kernel.Sys.Setenv("A", "changed");
        copy.Sys.Setenv("C", "3");
        shared.Sys.Setenv("D", "4");
        Assert.Equal("1", copy.Sys.Getenv("A").Value);
        Assert.Equal(Errno.ENOENT, kernel.Sys.Getenv("C").Error);
        Assert.Equal("4", kernel.Sys.Getenv("D").Value);
        Assert.Equal(["B"], own.Sys.ListEnv().Value.Select(pair => pair.Key));
    }

    [Fact]
    public void Clone_EnvironmentTooLarge_ReturnsE2BIGAndCountsNothing()
    {
        using TestKernel kernel = TestKernel.Create(limits: l => l with { MaxThreads = 1, MaxProcessEnvBytes = 2048 });
        var large = new Dictionary<string, string> { ["A"] = new string('x', 4096) };
        Assert.Equal(Errno.E2BIG, kernel.Sys.Clone(new ThreadConfig(SharesEnvironment: false, large)).Error);
        Assert.True(kernel.Sys.Clone(Copy).Ok);
    }

    [Fact]
    public void Clone_BeyondMaxThreadsOfTheMachine_ReturnsEAGAINUntilOneEnds()
    {
        using TestKernel kernel = TestKernel.Create(limits: l => l with { MaxThreads = 2 });
        GuestProcess other = kernel.NewProcess();
        ProcessThread first = kernel.Sys.Clone(Copy).Value;
        Assert.True(other.Sys.Clone(Copy).Ok);
        Assert.Equal(Errno.EAGAIN, kernel.Sys.Clone(Copy).Error);
        Assert.Equal(2, kernel.Process.ThreadCount);
        first.End();
        first.End();
        Assert.Equal(1, kernel.Process.ThreadCount);
        Assert.True(kernel.Sys.Clone(Copy).Ok);
        Assert.Equal(Errno.EAGAIN, kernel.Sys.Clone(Copy).Error);
    }

    [Fact]
    public void Clone_ProcessThatEnds_ReturnsEINTRThenESRCH()
    {
        using TestKernel kernel = TestKernel.Create();
        GuestProcess process = kernel.NewProcess();
        process.SignalSink = _ => { };
        ProcessThread thread = process.Sys.Clone(Copy).Value;
        process.Post(Signal.SIGKILL);
        Assert.Equal(Errno.EINTR, thread.Sys.Clone(Copy).Error);
        process.Exit(0, Signal.SIGKILL);
        Assert.Equal(Errno.ESRCH, thread.Sys.Getcwd().Error);
    }

    [Fact]
    public async Task Interrupt_EndsTheWaitOfOneThreadOnly()
    {
        using TestKernel kernel = TestKernel.Create();
        (int read, int write) = kernel.Sys.SocketPair().Value;
        ProcessThread thread = kernel.Sys.Clone(Copy).Value;
        Task<SysResult<int>> ofThread = Task.Factory.StartNew(() => thread.Sys.Read(read, new byte[10], -1, wait: true), TaskCreationOptions.LongRunning);
        thread.Interrupt();
        Assert.Equal(Errno.EINTR, (await ofThread.WaitAsync(Patience)).Error);
        Assert.True(thread.Sys.Getcwd().Ok);
        Task<SysResult<int>> ofMain = Task.Factory.StartNew(() => kernel.Sys.Read(read, new byte[10], -1, wait: true), TaskCreationOptions.LongRunning);
        kernel.Sys.Write(write, "data"u8, -1);
        Assert.Equal(4, (await ofMain.WaitAsync(Patience)).Value);
    }

    [Fact]
    public async Task Kill_EndsTheWaitsOfAllThreads()
    {
        using TestKernel kernel = TestKernel.Create();
        kernel.Process.SignalSink = _ => { };
        (int read, int _) = kernel.Sys.SocketPair().Value;
        ProcessThread[] threads = [kernel.Process.MainThread, kernel.Sys.Clone(Copy).Value, kernel.Sys.Clone(Copy).Value];
        Task<SysResult<int>>[] waits =
            [.. threads.Select(thread => Task.Factory.StartNew(() => thread.Sys.Read(read, new byte[10], -1, wait: true), TaskCreationOptions.LongRunning))];
        kernel.Process.Post(Signal.SIGKILL);
        foreach (Task<SysResult<int>> wait in waits)
        {
            Assert.Equal(Errno.EINTR, (await wait.WaitAsync(Patience)).Error);
        }
    }

    [Fact]
    public void Cpu_CountsAllThreadsAndThoseThatEnded()
    {
        using TestKernel kernel = TestKernel.Create();
        kernel.Process.MainThread.CpuClock = () => TimeSpan.FromSeconds(1);
        ProcessThread first = kernel.Sys.Clone(Copy).Value;
        ProcessThread second = kernel.Sys.Clone(Copy).Value;
        first.CpuClock = () => TimeSpan.FromSeconds(2);
        second.CpuClock = () => TimeSpan.FromSeconds(4);
        Assert.Equal(TimeSpan.FromSeconds(7), kernel.Process.Cpu);
        first.End();
        Assert.Equal(TimeSpan.FromSeconds(7), kernel.Process.Job.Cpu);
    }
}
