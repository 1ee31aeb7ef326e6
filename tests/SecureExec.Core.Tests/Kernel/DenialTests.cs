using SecureExec.Abi;
using SecureExec.Kernel;

namespace SecureExec.Core.Tests.Kernel;

/// <summary>Which capability a denied call lacked; the words of error messages and of the audit.</summary>
public sealed class DenialTests
{
    [Theory]
    [InlineData("read", "fs.read")]
    [InlineData("write", "fs.write")]
    [InlineData("stat", "fs.stat")]
    [InlineData("readdir", "fs.readdir")]
    [InlineData("create_dir", "fs.create_dir")]
    [InlineData("rm", "fs.rm")]
    [InlineData("rename", "fs.rename")]
    [InlineData("symlink", "fs.symlink")]
    [InlineData("readlink", "fs.readlink")]
    [InlineData("chmod", "fs.chmod")]
    [InlineData("truncate", "fs.truncate")]
    public void Fs_DeniedOperation_IsNamed(string operation, string capability)
    {
        using TestKernel kernel = TestKernel.Create(TestKernel.FsRules(PermissionMode.Allow, (PermissionMode.Deny, operation, "/workspace/**")));
        kernel.Put("/workspace/f", "x");
        kernel.Host.Chown("/workspace/f", 1000, 1000);
        kernel.Host.Symlink("f", "/workspace/l");
        Errno errno = operation switch
        {
            "read" => kernel.Sys.Open("f", OpenFlags.O_RDONLY, 0).Error,
            "write" => kernel.Sys.Open("f", OpenFlags.O_WRONLY, 0).Error,
            "stat" => kernel.Sys.Stat("f", true).Error,
            "readdir" => kernel.Sys.ReadDir(".").Error,
            "create_dir" => kernel.Sys.Mkdir("d", 0x1FF).Error,
            "rm" => kernel.Sys.Unlink("f").Error,
            "rename" => kernel.Sys.Rename("f", "g").Error,
            "symlink" => kernel.Sys.Symlink("f", "s").Error,
            "readlink" => kernel.Sys.ReadLink("l").Error,
            "chmod" => kernel.Sys.Chmod("f", 0x1FF).Error,
            _ => kernel.Sys.Truncate("f", 0).Error,
        };
        Assert.Equal(Errno.EACCES, errno);
        Assert.Equal(capability, LastDenial.Capability);
        Assert.Equal(Errno.EACCES, kernel.Sys.ReadDir("/root").Error);
        Assert.Null(LastDenial.Capability);
    }

    [Fact]
    public void OtherScopes_AreNamedToo()
    {
        PermissionPolicy policy = PermissionPolicy.Default with { Process = ScopePolicy.Deny, Env = ScopePolicy.Deny };
        using TestKernel kernel = TestKernel.Create(policy);
        GuestProcess other = kernel.NewProcess();
        Assert.Equal(Errno.EACCES, kernel.Sys.Kill(other.Pid, Signal.SIGTERM).Error);
        Assert.Equal("process.signal", LastDenial.Capability);
        Assert.Equal(Errno.EACCES, kernel.Sys.Setenv("X", "1").Error);
        Assert.Equal("env.write", LastDenial.Capability);
        Assert.Equal("child_process.spawn", PermissionOperations.CapabilityOf(PermissionScope.ChildProcess, "spawn"));
    }

    [Theory]
    [InlineData("tool")]
    [InlineData("binding")]
    [InlineData("hostFunction")]
    public void ToolScope_HasThreeNames(string name)
    {
        PermissionPolicy policy = PermissionPolicy.Parse("{\"" + name + "\":{\"default\":\"deny\",\"rules\":[{\"mode\":\"allow\",\"operations\":[\"invoke\"],\"patterns\":[\"add\"]}]}}");
        Assert.Equal(new PermissionRule(PermissionMode.Allow, ["invoke"], ["add"]), policy.Tool!.Rules[0]);
        Assert.Contains("\"tool\"", policy.ToJson(), StringComparison.Ordinal);
        Assert.Throws<System.Text.Json.JsonException>(() => PermissionPolicy.Parse("{\"tool\":\"allow\",\"" + name + "\":\"allow\"}"));
    }
}
