using SecureExec.Abi;
using SecureExec.Kernel;

namespace SecureExec.Core.Tests.Kernel;

public sealed class EnvironmentTests
{
    [Fact]
    public void BaseEnvironment_HasHomePathAndWhatTheHostAdds()
    {
        using TestKernel kernel = TestKernel.Create(change: c => c with { Env = new Dictionary<string, string> { ["MINE"] = "1", ["PAGER"] = "cat" } });
        Assert.Equal("/home/sandbox", kernel.Sys.Getenv("HOME").Value);
        Assert.Equal("1", kernel.Sys.Getenv("MINE").Value);
        Assert.Equal("cat", kernel.Sys.Getenv("PAGER").Value);
        Assert.Contains("/usr/local/bin", kernel.Sys.Getenv("PATH").Value, StringComparison.Ordinal);
        Assert.True(kernel.Sys.Stat("/home/sandbox", true).Value.IsDirectory);
    }

    [Fact]
    public void Setenv_ChangesOnlyTheOwnProcess()
    {
        using TestKernel kernel = TestKernel.Create();
        GuestProcess other = kernel.NewProcess();
        Assert.True(kernel.Sys.Setenv("A", "1").Ok);
        Assert.Equal("1", kernel.Sys.Getenv("A").Value);
        Assert.Equal(Errno.ENOENT, other.Sys.Getenv("A").Error);
        Assert.True(kernel.Sys.Unsetenv("A").Ok);
        Assert.Equal(Errno.ENOENT, kernel.Sys.Getenv("A").Error);
        Assert.True(kernel.Sys.Unsetenv("A").Ok);
        Assert.Equal(Errno.EINVAL, kernel.Sys.Setenv("", "1").Error);
        Assert.Equal(Errno.EINVAL, kernel.Sys.Setenv("A=B", "1").Error);
        Assert.Equal(Errno.EINVAL, kernel.Sys.Setenv("A", "1\0").Error);
    }

    [Fact]
    public void Setenv_BeyondTheLimit_ReturnsENOMEM()
    {
        using TestKernel kernel = TestKernel.Create(limits: l => l with { MaxProcessEnvBytes = 2048 });
        Assert.Equal(Errno.ENOMEM, kernel.Sys.Setenv("A", new string('x', 2048)).Error);
        Assert.True(kernel.Sys.Setenv("A", new string('x', 1000)).Ok);
        Assert.True(kernel.Sys.Setenv("A", new string('y', 1000)).Ok);
        Assert.Equal(Errno.ENOMEM, kernel.Sys.Setenv("B", new string('x', 1000)).Error);
        kernel.Sys.Unsetenv("A");
        Assert.True(kernel.Sys.Setenv("B", new string('x', 1000)).Ok);
    }

    [Fact]
    public void Reads_DeniedKeys_AreFilteredEverywhere()
    {
        var env = new ScopePolicy(PermissionMode.Allow, [new(PermissionMode.Deny, ["read"], ["SECRET_*"]), new(PermissionMode.Deny, ["write"], ["PATH"])]);
        using TestKernel kernel = TestKernel.Create(
            PermissionPolicy.Default with { Env = env },
            change: c => c with { Env = new Dictionary<string, string> { ["SECRET_KEY"] = "hidden", ["OPEN"] = "1" } });
        Assert.Equal(Errno.ENOENT, kernel.Sys.Getenv("SECRET_KEY").Error);
        Assert.Equal("1", kernel.Sys.Getenv("OPEN").Value);
        Assert.DoesNotContain(kernel.Sys.ListEnv().Value, e => e.Key == "SECRET_KEY");
        Assert.Contains(kernel.Sys.ListEnv().Value, e => e.Key == "OPEN");
        Assert.DoesNotContain("hidden", kernel.Read("/proc/self/environ").Value, StringComparison.Ordinal);
        Assert.Contains("OPEN=1\0", kernel.Read("/proc/self/environ").Value, StringComparison.Ordinal);
        Assert.Equal(Errno.EACCES, kernel.Sys.Setenv("PATH", "/evil").Error);
        Assert.Equal(Errno.EACCES, kernel.Sys.Unsetenv("PATH").Error);
    }
}
