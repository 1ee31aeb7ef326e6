using SecureExec.Abi;
using SecureExec.Kernel;

namespace SecureExec.Core.Tests.Kernel;

public sealed class DevAndProcTests
{
    [Fact]
    public void Devices_BehaveAsInLinux()
    {
        using TestKernel kernel = TestKernel.Create();
        var buffer = new byte[64];
        int fd = kernel.Sys.Open("/dev/zero", OpenFlags.O_RDWR, 0).Value;
        buffer.AsSpan().Fill(1);
        Assert.Equal(64, kernel.Sys.Read(fd, buffer, -1, false).Value);
        Assert.True(buffer.AsSpan().IndexOfAnyExcept((byte)0) < 0);
        fd = kernel.Sys.Open("/dev/urandom", OpenFlags.O_RDONLY, 0).Value;
        Assert.Equal(64, kernel.Sys.Read(fd, buffer, -1, false).Value);
        Assert.True(buffer.Distinct().Count() > 8);
        fd = kernel.Sys.Open("/dev/full", OpenFlags.O_RDWR, 0).Value;
        Assert.Equal(Errno.ENOSPC, kernel.Sys.Write(fd, "x"u8, -1).Error);
        fd = kernel.Sys.Open("/dev/null", OpenFlags.O_RDWR, 0).Value;
        Assert.Equal(0, kernel.Sys.Read(fd, buffer, -1, false).Value);
        Assert.Equal(64, kernel.Sys.Write(fd, buffer, -1).Value);
        Assert.Equal(0x103UL, kernel.Sys.Fstat(fd).Value.Rdev);
        Assert.Equal(Abi.FileMode.S_IFCHR, kernel.Sys.Fstat(fd).Value.Type);
        Assert.Equal(Errno.ENXIO, kernel.Sys.Open("/dev/tty", OpenFlags.O_RDWR, 0).Error);
        Assert.Equal(Errno.ENXIO, kernel.Sys.Open("/dev/console", OpenFlags.O_RDWR, 0).Error);
        Assert.Equal(Errno.EACCES, kernel.Write("/dev/new", "x"));
        Assert.Equal(Errno.EACCES, kernel.Sys.Unlink("/dev/null").Error);
        Assert.Contains(kernel.Sys.ReadDir("/dev").Value, e => e is { Name: "urandom", Type: DirentType.Character });
    }

    [Theory]
    [InlineData("/proc/self/cmdline", "node\0")]
    [InlineData("/proc/self/comm", "node\n")]
    [InlineData("/proc/self/status", "Pid:\t2\nPPid:\t1\n")]
    [InlineData("/proc/self/stat", "2 (node) R 1 2 2 ")]
    [InlineData("/proc/1/comm", "init\n")]
    [InlineData("/proc/mounts", "tmpfs / tmpfs rw,")]
    [InlineData("/proc/cpuinfo", "Virtual CPU")]
    [InlineData("/proc/meminfo", "MemTotal:       1048576 kB")]
    [InlineData("/proc/version", "6.8.0-secureexec")]
    [InlineData("/proc/loadavg", " 2/2 2\n")]
    [InlineData("/proc/uptime", " ")]
    [InlineData("/proc/stat", "btime ")]
    [InlineData("/proc/sys/kernel/hostname", "secureexec\n")]
    [InlineData("/proc/sys/kernel/osrelease", "6.8.0-secureexec\n")]
    [InlineData("/proc/sys/fs/file-max", "4096\n")]
    [InlineData("/proc/filesystems", "overlay\n")]
    [InlineData("/usr/local/bin/node", "virtual machine")]
    [InlineData("/etc/hostname", "secureexec\n")]
    [InlineData("/etc/os-release", "ID=secureexec\n")]
    public void Files_TellWhatIsTrue(string path, string part)
    {
        using TestKernel kernel = TestKernel.Create();
        Assert.Contains(part, kernel.Read(path).Value, StringComparison.Ordinal);
    }

    [Fact]
    public void Proc_Links_LeadToTheProcess()
    {
        using TestKernel kernel = TestKernel.Create();
        Assert.Equal("2", kernel.Sys.ReadLink("/proc/self").Value);
        Assert.Equal("/workspace", kernel.Sys.ReadLink("/proc/self/cwd").Value);
        Assert.Equal("/usr/local/bin/node", kernel.Sys.ReadLink("/proc/self/exe").Value);
        Assert.Equal("/proc/2/fd", kernel.Sys.RealPath("/dev/fd").Value);
        Assert.Equal(["0", "1", "2"], kernel.Sys.ReadDir("/proc/self/fd").Value.Select(e => e.Name));
        int fd = kernel.Sys.Open("/etc/passwd", OpenFlags.O_RDONLY, 0).Value;
        Assert.Equal("/etc/passwd", kernel.Sys.ReadLink($"/proc/self/fd/{fd}").Value);
        Assert.True(kernel.Sys.Stat($"/dev/fd/{fd}", true).Value.IsRegular);
        Assert.Equal(Errno.ENOENT, kernel.Sys.Stat("/proc/self/fd/99", true).Error);
        Assert.Equal(Errno.ENOENT, kernel.Sys.Stat("/proc/99", true).Error);
        Assert.Contains(kernel.Sys.ReadDir("/proc").Value, e => e.Name == "2");
    }

    [Fact]
    public void Proc_DescriptorsOfOthers_AreClosed()
    {
        using TestKernel kernel = TestKernel.Create();
        GuestProcess other = kernel.NewProcess();
        Assert.Equal(Errno.EACCES, kernel.Sys.ReadDir($"/proc/{other.Pid}/fd").Error);
        Assert.Equal(Errno.EACCES, kernel.Sys.Open($"/proc/{other.Pid}/fd/0", OpenFlags.O_RDONLY, 0).Error);
        Assert.Equal(Errno.EACCES, kernel.Sys.ReadLink($"/proc/{other.Pid}/cwd").Error);
    }

    [Fact]
    public void Proc_IsReadOnly()
    {
        using TestKernel kernel = TestKernel.Create();
        Assert.Equal(Errno.EACCES, kernel.Write("/proc/new", "x"));
        Assert.Equal(Errno.EACCES, kernel.Write("/proc/version", "x"));
        Assert.Equal(Errno.EACCES, kernel.Host.WriteFile("/proc/version", "x"u8).Error);
        Assert.Equal(Errno.EXDEV, kernel.Host.Rename("/proc/version", "/tmp/x").Error);
        Assert.True(kernel.Host.ReadFile("/proc/version", 1000).Value.Length > 10);
    }

    [Fact]
    public void HostFiles_WriteListAndRemove()
    {
        using TestKernel kernel = TestKernel.Create();
        kernel.Put("/data/deep/er/f", "x");
        Assert.Equal("x", kernel.Read("/data/deep/er/f").Value);
        Assert.Equal(Errno.Success, kernel.Write("/data/deep/er/by-guest", "y"));
        Assert.True(kernel.Host.AppendFile("/data/deep/er/f", "y"u8).Ok);
        Assert.Equal("xy"u8.ToArray(), kernel.Host.ReadFile("/data/deep/er/f", 100).Value);
        Assert.Equal(Errno.EFBIG, kernel.Host.ReadFile("/data/deep/er/f", 1).Error);
        Assert.Equal(Errno.EISDIR, kernel.Host.ReadFile("/data", 100).Error);
        Assert.Equal(["by-guest", "f"], kernel.Host.List("/data/deep/er").Value.Select(e => e.Name).Order());
        Assert.Equal(Errno.ENOTEMPTY, kernel.Host.Remove("/data", recursive: false).Error);
        Assert.True(kernel.Host.Remove("/data", recursive: true).Ok);
        Assert.False(kernel.Host.Exists("/data").Value);
        Assert.False(kernel.Host.Exists("/etc/passwd/x").Value);
        Assert.True(kernel.Host.Mkdir("/data/a/b", recursive: true).Ok);
        Assert.True(kernel.Host.Mkdir("/data/a/b", recursive: true).Ok);
        Assert.Equal(Errno.ENOENT, kernel.Host.Mkdir("/none/b", recursive: false).Error);
        Assert.Equal(Errno.ENOTDIR, kernel.Host.Mkdir("/etc/passwd", recursive: true).Error);
    }

    [Fact]
    public void HostFiles_AreNotSubjectToTheGuestsPolicy()
    {
        using TestKernel kernel = TestKernel.Create(PermissionPolicy.DenyAll);
        kernel.Put("/workspace/f", "x");
        Assert.Equal("x"u8.ToArray(), kernel.Host.ReadFile("/workspace/f", 10).Value);
        Assert.Empty(kernel.Kernel.Audit);
        Assert.Equal(Errno.EACCES, kernel.Read("/workspace/f").Error);
    }

    [Fact]
    public void SyscallTable_HasOneLinePerCallInOrder()
    {
        Assert.Equal(Enum.GetValues<Syscall>(), SyscallTable.All.Select(e => e.Number));
        Assert.All(SyscallTable.All, e => Assert.Equal(e.Support == SyscallSupport.Supported, e.Note.Length == 0));
        Assert.Equal(SyscallTable.All.Count, SyscallTable.All.Select(e => e.Name).Distinct().Count());
    }

    [Fact]
    public void Refuse_EachRefusedCall_ReturnsENOSYS()
    {
        using TestKernel kernel = TestKernel.Create();
        foreach (SyscallEntry entry in SyscallTable.All.Where(e => e.Support == SyscallSupport.Refused))
        {
            Assert.Equal(Errno.ENOSYS, kernel.Sys.Refuse(entry.Number).Error);
        }
    }
}
