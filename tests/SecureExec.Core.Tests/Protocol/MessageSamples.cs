using SecureExec.Abi;
using SecureExec.Kernel;
using SecureExec.Kernel.Net;
using SecureExec.Protocol;

namespace SecureExec.Core.Tests.Protocol;

/// <summary>One or more instances of every message, with every field set to something else than its default.</summary>
internal static class MessageSamples
{
    private static readonly IpEndpoint s_v4 = new(IpAddress.FromV4(0x01020304), 80);

    private static readonly IpEndpoint s_v6 = new(new IpAddress(UInt128.MaxValue - 5, true), 443);

    internal static IReadOnlyList<HostMessage> Host { get; } =
    [
        new HelloMessage(ProtocolVersion.Magic, 7, "1.2.3"),
        new ConfigureMessage(new RuntimeConfig
        {
            PolicyJson = "{\"fs\":\"allow\"}",
            LimitsJson = "{}",
            Env = new Dictionary<string, string> { ["A"] = "1", ["B"] = "zwei ü" },
            Cwd = "/workspace",
            Mounts = [new MountConfig(0, "/m", true), new MountConfig(1, "/n", false)],
            User = new GuestUser { Name = "ada", Uid = 7, Gid = 8, Home = "/home/a" },
            JsRuntime = new JsRuntimeOptions { Platform = JsPlatform.Bare, AllowedBuiltins = ["fs", "path"], ModuleResolution = JsModuleResolution.Relative, HighResolutionTime = true },
            ExemptPorts = [80, 443],
            HostToolsJson = "{\"a\":{}}",
            TellsAudit = true,
            TellsLimits = true,
        }),
        new StartProcessMessage(3, new ProgramConfig
        {
            Kind = ProgramKind.TypeScriptCommonJs,
            Source = "const a: number = 1",
            WantsValue = true,
            ExecArgv = ["--x"],
            Args = ["a", "", "c"],
            Env = new Dictionary<string, string> { ["K"] = "" },
            Cwd = "/tmp",
            InputsJson = "{\"n\":1}",
            HasStdin = true,
            Timeout = TimeSpan.FromSeconds(1.5),
        }),
        new StartProcessMessage(4, new ProgramConfig { Kind = ProgramKind.File }),
        new StartProcessMessage(5, new ProgramConfig { Kind = ProgramKind.Command, Terminal = new TerminalSize(1, TerminalSize.Largest) }),
        new StdinMessage(5, new byte[] { 1, 2, 3 }),
        new StdinCloseMessage(6),
        new TerminateRunMessage(7, TerminateCause.Disposed),
        new OutputCreditMessage(8, OutputStream.Stderr, 4096),
        new CallMessage(8, 9, new CallConfig { Source = "1", InputsJson = "{}", IsScript = true, TypeScript = true, WantsValue = true }),
        new CallMessage(8, 10, new CallConfig { Source = "" }),
        new CallCancelMessage(8, 9),
        new ResizeTerminalMessage(8, new TerminalSize(132, 43)),
        new EventCreditMessage(EventKind.LimitWarning),
        new FileRequestMessage(9, new FileCall(FileOperation.AppendFile, "/a/b")
        {
            Other = "c",
            Offset = 1L << 40,
            Count = 17,
            Mode = 0x1FF,
            Recursive = true,
            Atime = new Timespec(-1, 999_999_999),
            Mtime = new Timespec(2, 3),
            Data = new byte[] { 9 },
        }),
        new ProcessListRequestMessage(10),
        new KillRequestMessage(11, 12, 15),
        new SnapshotRequestMessage(12),
        new BrokerReplyMessage(13, Result),
        new HostToolReplyMessage(14, new HostToolReply("EACCES", "no")),
        new HostToolReplyMessage(15, new HostToolReply(null, "{}")),
        new EgressOpenedMessage(1, 50_000),
        new EgressFailedMessage(2, Errno.EACCES, "why"),
        new EgressFailedMessage(2, Errno.ECONNREFUSED, null),
        new EgressReceivedMessage(3, new byte[] { 1, 2 }),
        new EgressEndedMessage(4),
        new EgressRoomMessage(5, 6),
        new EgressDatagramMessage(7, s_v4, new byte[] { 3 }),
        new EgressResolvedMessage(8, Errno.Success, [s_v4.Address, s_v6.Address]),
        new EgressAnswerMessage(9, Errno.ETIMEDOUT, new byte[] { 4 }),
        new IngressConnectMessage(1, 8080, 1000),
        new IngressDataMessage(2, new byte[] { 1 }),
        new IngressCreditMessage(3, 4),
        new IngressCloseMessage(5, true),
        new ListenerWaitMessage(6, 80),
        new ListenerForgetMessage(7),
        new DisposeMessage(),
    ];

    internal static IReadOnlyList<WorkerMessage> Worker { get; } =
    [
        new HelloAckMessage(1, 2, "v", new IsolationReport { IsLockedDown = true, SnapshotMode = SnapshotMode.Snapshot, Checks = [new IsolationCheck("a", true, "b"), new IsolationCheck("c", false, "")] }),
        new HelloRejectedMessage(1, 2, "v"),
        new ConfiguredMessage(null),
        new ConfiguredMessage("no"),
        new StartedMessage(1, 2),
        new OutputMessage(1, OutputStream.Stderr, new byte[] { 0, 255 }),
        new StdinCreditMessage(1, 2),
        new ExitedMessage(1, new RunExit
        {
            Outcome = ExitOutcome.LimitExceeded,
            ExitCode = -3,
            Signal = 9,
            Error = new RunError("E", "m", "s", null),
            Value = "{\"x\":1}"u8.ToArray(),
            Usage = new GuestUsage { Wall = TimeSpan.FromSeconds(1), Cpu = TimeSpan.FromTicks(1), PeakHeapBytes = 2, Syscalls = 3, BytesRead = 4, BytesWritten = 5, Denials = 6, Ledger = new Dictionary<string, long> { ["open"] = 2 } },
        }),
        new ExitedMessage(2, new RunExit { Outcome = ExitOutcome.Exited, Usage = new GuestUsage() }),
        new CallReplyMessage(1, 2, new CallResult
        {
            Outcome = CallOutcome.Failed,
            Error = new RunError("E", "m", null, "c"),
            Value = "1"u8.ToArray(),
            Stdout = "out"u8.ToArray(),
            Stderr = "err"u8.ToArray(),
            StdoutTruncated = true,
            StderrTruncated = true,
            Usage = new GuestUsage { Wall = TimeSpan.FromSeconds(1) },
        }),
        new CallReplyMessage(1, 3, new CallResult { Outcome = CallOutcome.Abandoned, Usage = new GuestUsage() }),
        new AuditMessage(PermissionScope.Tool, "read", "/a", 3, DateTimeOffset.UnixEpoch, 4),
        new LimitWarningMessage(new LimitWarning("vm_inodes", "resource", 5, 6, 7, 8)),
        new FileReplyMessage(1, Result),
        new ProcessListReplyMessage(1,
        [
            new GuestProcessInfo
            {
                Pid = 2, ParentPid = 1, State = GuestProcessState.Zombie, Argv = ["node", "x"], Cwd = "/", StartTime = DateTimeOffset.UnixEpoch, ExitCode = 1, Cpu = TimeSpan.FromSeconds(2),
            },
        ]),
        new KillReplyMessage(1, 3),
        new SnapshotReplyMessage(1, new ResourceSnapshot { Counters = new Dictionary<string, long> { ["openFds"] = 3 } }),
        new BrokerRequestMessage(1, 2, new FileCall(FileOperation.ReadFile, "x")),
        new HostToolCallMessage(1, "a/b", "{}", 7),
        new HostToolCancelMessage(1),
        new EgressConnectMessage(1, s_v6, 2),
        new EgressDataMessage(2, new byte[] { 1 }),
        new EgressCreditMessage(3, 4),
        new EgressShutdownMessage(5),
        new EgressCloseMessage(6, true),
        new EgressDatagramOpenMessage(7, true),
        new EgressDatagramSendMessage(8, s_v4, new byte[] { 2 }),
        new EgressResolveMessage(9, "a.example", 6),
        new EgressQueryMessage(10, "b.example", 15),
        new IngressOpenedMessage(1),
        new IngressFailedMessage(2, Errno.ECONNREFUSED),
        new IngressReceivedMessage(3, new byte[] { 1, 2 }),
        new IngressEndedMessage(4),
        new IngressRoomMessage(5, 6),
        new ListeningMessage(7, s_v6),
        new FatalMessage("gone"),
    ];

    private static FileResult Result => new(Errno.ENOENT)
    {
        Stat = Stat,
        Count = 5,
        Text = "t",
        Data = new byte[] { 1, 2 },
        Entries = [new HostDirectoryEntry("n", Stat), new HostDirectoryEntry("ö", Stat)],
    };

    private static FileStat Stat => new(
        1, 0x81A4, 2, 3, 4, 5, 6, 7, 8, 9, new Timespec(1, 2), new Timespec(3, 4), new Timespec(5, 6), new Timespec(7, 8));
}
