using System.Text;
using SecureExec.Abi;
using SecureExec.Kernel;

namespace SecureExec.Core.Tests.Kernel;

public sealed class SpawnTests : IDisposable
{
    private readonly FakePrograms _programs = new();
    private readonly TestKernel _kernel;

    public SpawnTests() => _kernel = Create();

    public void Dispose() => _kernel.Dispose();

    [Fact]
    public void SocketPair_BothWays_CarriesBytesAndEnds()
    {
        (int first, int second) = _kernel.Sys.SocketPair().Value;
        Assert.Equal(2, _kernel.Sys.Write(first, "ab"u8, -1).Value);
        Assert.Equal(1, _kernel.Sys.Write(second, "c"u8, -1).Value);
        var buffer = new byte[8];
        Assert.Equal(2, _kernel.Sys.Read(second, buffer, -1, wait: false).Value);
        Assert.Equal(1, _kernel.Sys.Read(first, buffer, -1, wait: false).Value);
        Assert.Equal(Errno.EAGAIN, _kernel.Sys.Read(first, buffer, -1, wait: false).Error);
        _kernel.Sys.Close(second);
        Assert.Equal(0, _kernel.Sys.Read(first, buffer, -1, wait: false).Value);
        Assert.Equal(Errno.EPIPE, _kernel.Sys.Write(first, "x"u8, -1).Error);
    }

    [Fact]
    public void SocketPair_FullBuffer_TakesSixtyFourKiBThenEAGAIN()
    {
        (int first, int second) = _kernel.Sys.SocketPair().Value;
        Assert.Equal(65_536, _kernel.Sys.Write(first, new byte[100_000], -1).Value);
        Assert.Equal(Errno.EAGAIN, _kernel.Sys.Write(first, new byte[1], -1).Error);
        bool told = false;
        Assert.True(_kernel.Sys.NotifyWritable(first, () => told = true));
        Assert.Equal(65_536, _kernel.Sys.Read(second, new byte[100_000], -1, wait: false).Value);
        Assert.True(told);
    }

    [Fact]
    public async Task Write_ThatWaits_BlocksUntilThereIsRoom()
    {
        (int first, int second) = _kernel.Sys.SocketPair().Value;
        _kernel.Sys.Write(first, new byte[65_536], -1);
        Task<SysResult<int>> writing = Task.Run(() => _kernel.Sys.Write(first, new byte[10], -1, wait: true));
        var buffer = new byte[65_536];
        Assert.Equal(65_536, _kernel.Sys.Read(second, buffer, -1, wait: true).Value);
        Assert.Equal(10, (await writing).Value);
    }

    [Fact]
    public void SocketPair_BeyondMaxPipes_ReturnsENFILEUntilOneIsClosed()
    {
        using TestKernel kernel = TestKernel.Create(limits: l => l with { MaxPipes = 2 });
        (int first, int second) = kernel.Sys.SocketPair().Value;
        Assert.True(kernel.Sys.SocketPair().Ok);
        Assert.Equal(Errno.ENFILE, kernel.Sys.SocketPair().Error);
        kernel.Sys.Close(first);
        Assert.Equal(Errno.ENFILE, kernel.Sys.SocketPair().Error);
        kernel.Sys.Close(second);
        Assert.True(kernel.Sys.SocketPair().Ok);
    }

    [Fact]
    public void Spawn_Program_GetsDescriptorsEnvironmentAndParent()
    {
        (int mine, int theirs) = _kernel.Sys.SocketPair().Value;
        _kernel.Sys.Umask(0x3F);
        int pid = Spawn(new SpawnConfig
        {
            File = "node",
            Argv = ["node", "x.js"],
            Env = new Dictionary<string, string> { ["PATH"] = "/nowhere:/usr/local/bin", ["A"] = "1" },
            Fds = [theirs, SpawnConfig.Null, SpawnConfig.Closed, theirs],
        }).Value;
        (GuestProcess child, Executable program) = Assert.Single(_programs.Started);
        Assert.Equal(pid, child.Pid);
        Assert.Equal(_kernel.Process.Pid, child.Ppid);
        Assert.Equal(BaseSystem.NodePath, program.Path);
        Assert.Equal(["node", "x.js"], program.Argv);
        Assert.Equal("1", child.Sys.Getenv("A").Value);
        Assert.Equal(Errno.ENOENT, child.Sys.Getenv("HOME").Error);
        Assert.Equal(0x3F, child.Sys.Umask(null).Value);
        Assert.Equal([0, 1, 3], child.Caller.Fds.Numbers());
        Assert.Equal(1, child.Sys.Write(3, "!"u8, -1).Value);
        var buffer = new byte[4];
        Assert.Equal(1, _kernel.Sys.Read(mine, buffer, -1, wait: false).Value);
        Assert.Same(_kernel.Process.Job, child.Job);
    }

    [Theory]
    [InlineData("missing", "ENOENT")]
    [InlineData("/usr/local/bin", "EACCES")]
    [InlineData("/workspace/plain", "EACCES")]
    [InlineData("/workspace/empty", "ENOEXEC")]
    [InlineData("/workspace/loop", "ELOOP")]
    [InlineData("/workspace/orphan", "ENOENT")]
    [InlineData("", "ENOENT")]
    public void Spawn_WhatIsNoProgram_SaysWhy(string file, string expected)
    {
        Put("/workspace/plain", "#!/usr/local/bin/node\n", 0x1A4);
        Put("/workspace/empty", "", 0x1ED);
        Put("/workspace/loop", "#!/workspace/loop\n", 0x1ED);
        Put("/workspace/orphan", "#!/no/such\n", 0x1ED);
        Assert.Equal(expected, Spawn(file).Error.ToString());
        Assert.Empty(_programs.Started);
        Assert.Equal(1, _kernel.Kernel.Snapshot().RunningProcesses);
    }

    [Fact]
    public void Spawn_Script_PutsItsInterpreterInFront()
    {
        Put("/workspace/script", "#!/usr/bin/env -S node --flag\nrest", 0x1ED);
        Assert.True(_kernel.Sys.Spawn(new SpawnConfig { File = "./script", Argv = ["me", "a"], Fds = [] }).Ok);
        Assert.Equal(["node", "--flag", "./script", "a"], _programs.Started[0].Program.Argv);
    }

    [Theory]
    [InlineData("node")]
    [InlineData("/usr/local/bin/*")]
    public void Spawn_DeniedProgram_ReturnsEACCESByEveryName(string pattern)
    {
        using TestKernel kernel = Create(PermissionPolicy.Default with
        {
            ChildProcess = new ScopePolicy(PermissionMode.Allow, [new PermissionRule(PermissionMode.Deny, ["spawn"], [pattern])]),
        });
        kernel.Host.Symlink("/usr/local/bin/node", "/workspace/innocent");
        kernel.Host.WriteFile("/workspace/script", "#!/workspace/innocent\n"u8.ToArray(), 0x1ED);
        foreach (string file in new[] { "node", "/usr/local/bin/node", "/workspace/innocent", "/workspace/script" })
        {
            Assert.Equal(Errno.EACCES, kernel.Sys.Spawn(new SpawnConfig { File = file, Argv = [file], Fds = [] }).Error);
        }

        Assert.Empty(_programs.Started);
        Assert.Equal(4, kernel.Kernel.Audit.Count);
    }

    [Fact]
    public void Spawn_WithoutPolicy_ReturnsEACCESForWhatIsAndIsNot()
    {
        using TestKernel kernel = Create(new PermissionPolicy { Fs = ScopePolicy.Allow });
        Assert.Equal(Errno.EACCES, kernel.Sys.Spawn(new SpawnConfig { File = "node", Argv = ["node"], Fds = [] }).Error);
        Assert.Equal(Errno.EACCES, kernel.Sys.Spawn(new SpawnConfig { File = "nothing", Argv = ["nothing"], Fds = [] }).Error);
    }

    [Fact]
    public void Spawn_AnotherUser_ReturnsEPERM()
    {
        Assert.Equal(Errno.EPERM, _kernel.Sys.Spawn(new SpawnConfig { File = "node", Argv = ["node"], Uid = 0, Fds = [] }).Error);
        Assert.True(_kernel.Sys.Spawn(new SpawnConfig { File = "node", Argv = ["node"], Uid = 1000, Gid = 1000, Fds = [] }).Ok);
    }

    [Fact]
    public void Spawn_BadArguments_ReturnErrnos()
    {
        Assert.Equal(Errno.EBADF, Spawn(new SpawnConfig { File = "node", Argv = ["node"], Fds = [77] }).Error);
        Assert.Equal(Errno.EMFILE, Spawn(new SpawnConfig { File = "node", Argv = ["node"], Fds = [.. Enumerable.Repeat(-1, 300)] }).Error);
        Assert.Equal(Errno.ENOENT, Spawn(new SpawnConfig { File = "node", Argv = ["node"], Cwd = "/none", Fds = [] }).Error);
        Assert.Equal(Errno.E2BIG, Spawn(new SpawnConfig { File = "node", Argv = ["node", new string('a', 1 << 20)], Fds = [] }).Error);
        Assert.Equal(1, _kernel.Kernel.Snapshot().RunningProcesses);
    }

    [Fact]
    public void Spawn_BeyondMaxProcesses_ReturnsEAGAIN()
    {
        using TestKernel kernel = Create(limits: l => l with { MaxProcesses = 3 });
        Assert.True(kernel.Sys.Spawn(new SpawnConfig { File = "node", Argv = ["node"], Fds = [] }).Ok);
        Assert.True(kernel.Sys.Spawn(new SpawnConfig { File = "node", Argv = ["node"], Fds = [] }).Ok);
        Assert.Equal(Errno.EAGAIN, kernel.Sys.Spawn(new SpawnConfig { File = "node", Argv = ["node"], Fds = [] }).Error);
    }

    [Fact]
    public void Spawn_SixtyFourChildrenWithFourStreams_FitsTheDefaultLimits()
    {
        for (int i = 0; i < 64; i++)
        {
            int[] theirs = new int[3];
            for (int stream = 0; stream < 3; stream++)
            {
                (_, theirs[stream]) = _kernel.Sys.SocketPair().Value;
            }

            Assert.True(_kernel.Sys.Spawn(new SpawnConfig { File = "node", Argv = ["node"], Fds = theirs }).Ok);
            Assert.All(theirs, fd => _kernel.Sys.Close(fd));
        }

        Assert.Equal(64, _programs.Started.Count);
    }

    [Fact]
    public void NotifyExit_ChildThatEnds_TellsOnceAndLeavesAZombie()
    {
        int pid = Spawn("node").Value;
        int told = 0;
        Assert.True(_kernel.Sys.NotifyExit(pid, () => told++).Value);
        _programs.Started[0].Process.Exit(3, null);
        Assert.Equal(1, told);
        Assert.False(_kernel.Sys.NotifyExit(pid, () => told++).Value);
        Assert.Equal(3, _kernel.Sys.Wait(pid).Value.ExitCode);
        Assert.Equal(Errno.ECHILD, _kernel.Sys.NotifyExit(pid, () => told++).Error);
        Assert.Equal(Errno.ECHILD, _kernel.NewProcess().Sys.NotifyExit(_kernel.Process.Pid, () => told++).Error);
    }

    [Fact]
    public async Task WaitEvents_StreamOrChildOrTime_WakesForEach()
    {
        (int mine, int theirs) = _kernel.Sys.SocketPair().Value;
        int pid = Spawn(new SpawnConfig { File = "node", Argv = ["node"], Fds = [theirs] }).Value;
        Assert.Equal(Errno.EAGAIN, _kernel.Sys.WaitEvents([(mine, false)], new ChildWait(pid), 1).Error);
        Task<SysResult<Unit>> waiting = Task.Run(() => _kernel.Sys.WaitEvents([(mine, false)], new ChildWait(pid), -1));
        _programs.Started[0].Process.Sys.Write(0, "x"u8, -1);
        Assert.True((await waiting).Ok);
        _kernel.Sys.Read(mine, new byte[8], -1, wait: false);
        waiting = Task.Run(() => _kernel.Sys.WaitEvents([(mine, false)], new ChildWait(pid), -1));
        _programs.Started[0].Process.Exit(0, null);
        Assert.True((await waiting).Ok);
        Assert.Equal(Errno.EBADF, _kernel.Sys.WaitEvents([(99, true)], null, 1).Error);
        Assert.Equal(Errno.ECHILD, _kernel.Sys.WaitEvents([], new ChildWait(99), 1).Error);
    }

    [Fact]
    public async Task WaitEvents_ProcessThatIsKilled_ReturnsEINTR()
    {
        int pid = Spawn("node").Value;
        _kernel.Process.SignalSink = _ => { };
        Task<SysResult<Unit>> waiting = Task.Run(() => _kernel.Sys.WaitEvents([], new ChildWait(pid), -1));
        _kernel.Process.Post(Signal.SIGKILL);
        Assert.Equal(Errno.EINTR, (await waiting).Error);
    }

    [Fact]
    public void Spawn_NewSession_LeadsItsOwnGroup()
    {
        int same = Spawn("node").Value;
        int own = _kernel.Sys.Spawn(new SpawnConfig { File = "node", Argv = ["node"], NewSession = true, Fds = [] }).Value;
        Assert.Equal(_kernel.Process.Pgid, _kernel.Kernel.Processes.Find(same)!.Pgid);
        Assert.Equal(own, _kernel.Kernel.Processes.Find(own)!.Pgid);
        Assert.Equal(own, _kernel.Kernel.Processes.Find(own)!.Sid);
        Assert.True(_kernel.Sys.Kill(-own, Signal.SIGTERM).Ok);
        Assert.Equal(Signal.SIGTERM, _kernel.Sys.Wait(own).Value.Signal);
        Assert.Equal(Errno.EAGAIN, _kernel.Sys.Wait(same).Error);
    }

    [Fact]
    public void Job_Killed_TakesOrphansAlongAndNoNewMembers()
    {
        int child = Spawn("node").Value;
        GuestProcess first = _kernel.Kernel.Processes.Find(child)!;
        int grandchild = first.Sys.Spawn(new SpawnConfig { File = "node", Argv = ["node"], NewSession = true, Fds = [] }).Value;
        GuestProcess second = _kernel.Kernel.Processes.Find(grandchild)!;
        second.MainThread.CpuClock = () => TimeSpan.FromSeconds(2);
        first.Exit(0, null);
        Assert.Equal(1, second.Ppid);
        GuestProcess stranger = _kernel.NewProcess();
        Assert.Equal(TimeSpan.FromSeconds(2), _kernel.Process.Job.Cpu);
        _kernel.Process.Job.Kill();
        Assert.Equal(Signal.SIGKILL, second.TermSignal);
        Assert.Equal(Signal.SIGKILL, _kernel.Process.TermSignal);
        Assert.Equal(TimeSpan.FromSeconds(2), _kernel.Process.Job.Cpu);
        Assert.Equal(ProcessState.Running, stranger.State);
    }

    [Fact]
    public void Spawn_MachineWithoutPrograms_ReturnsENOSYS()
    {
        using TestKernel kernel = TestKernel.Create();
        Assert.Equal(Errno.ENOSYS, kernel.Sys.Spawn(new SpawnConfig { File = "node", Argv = ["node"], Fds = [] }).Error);
    }

    private TestKernel Create(PermissionPolicy? policy = null, Func<ResourceLimits, ResourceLimits>? limits = null) =>
        TestKernel.Create(policy, limits, config => config with { Programs = _programs });

    private void Put(string path, string text, int mode) => Assert.True(_kernel.Host.WriteFile(path, Encoding.UTF8.GetBytes(text), mode).Ok);

    private SysResult<int> Spawn(string file) => Spawn(new SpawnConfig { File = file, Argv = [file], Fds = [] });

    private SysResult<int> Spawn(SpawnConfig config) => _kernel.Sys.Spawn(config);

    private sealed class FakePrograms : IGuestPrograms
    {
        public List<(GuestProcess Process, Executable Program)> Started { get; } = [];

        public bool Has(string path) => path == BaseSystem.NodePath;

        public void Start(GuestProcess process, Executable program) => Started.Add((process, program));
    }
}
