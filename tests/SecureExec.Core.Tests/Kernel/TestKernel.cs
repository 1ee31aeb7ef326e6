using System.Text;
using SecureExec.Abi;
using SecureExec.Kernel;

namespace SecureExec.Core.Tests.Kernel;

/// <summary>A kernel with one process, made with what a test needs to differ.</summary>
internal sealed class TestKernel : IDisposable
{
    private TestKernel(KernelConfig config, List<string> faults)
    {
        Faults = faults;
        Kernel = new VirtualKernel(config);
        Process = NewProcess();
    }

    public VirtualKernel Kernel { get; }

    public GuestProcess Process { get; }

    public ProcessSyscalls Sys => Process.Sys;

    public HostFiles Host => Kernel.Host;

    /// <summary>Exceptions that the dispatcher turned into EIO.</summary>
    public List<string> Faults { get; }

    public static TestKernel Create(
        PermissionPolicy? policy = null,
        Func<ResourceLimits, ResourceLimits>? limits = null,
        Func<KernelConfig, KernelConfig>? change = null)
    {
        var faults = new List<string>();
        var config = new KernelConfig
        {
            Policy = policy ?? PermissionPolicy.Default,
            Limits = (limits ?? (l => l))(ResourceLimits.Default),
            OnInternalError = faults.Add,
        };
        return new TestKernel((change ?? (c => c))(config), faults);
    }

    public static PermissionPolicy FsRules(PermissionMode fallback, params (PermissionMode Mode, string Operation, string Path)[] rules) =>
        PermissionPolicy.Default with
        {
            Fs = new ScopePolicy(fallback, [.. rules.Select(r => new PermissionRule(r.Mode, [r.Operation], [r.Path]))]),
        };

    /// <summary>A process that ignores SIGPIPE, as each node does.</summary>
    public GuestProcess NewProcess(ProcessConfig? config = null)
    {
        GuestProcess process = Kernel.CreateProcess(config ?? new ProcessConfig { Argv = ["node"] }).Value;
        process.SetDisposition(Signal.SIGPIPE, SignalDisposition.Ignore);
        return process;
    }

    public void Put(string path, string text) => Assert.Equal(Errno.Success, Host.WriteFile(path, Encoding.UTF8.GetBytes(text)).Error);

    public SysResult<string> Read(string path) => Read(Sys, path);

    public static SysResult<string> Read(ProcessSyscalls sys, string path)
    {
        if (sys.Open(path, OpenFlags.O_RDONLY, 0).IsError(out int fd, out Errno errno))
        {
            return errno;
        }

        var buffer = new byte[65536];
        SysResult<int> read = sys.Read(fd, buffer, -1, wait: false);
        sys.Close(fd);
        return read.Ok ? Encoding.UTF8.GetString(buffer, 0, read.Value) : read.Error;
    }

    public Errno Write(string path, string text, OpenFlags extra = OpenFlags.O_TRUNC)
    {
        if (Sys.Open(path, OpenFlags.O_WRONLY | OpenFlags.O_CREAT | extra, 0x1B6).IsError(out int fd, out Errno errno))
        {
            return errno;
        }

        errno = Sys.Write(fd, Encoding.UTF8.GetBytes(text), -1).Error;
        Sys.Close(fd);
        return errno;
    }

    public void Dispose() => Kernel.Dispose();
}
