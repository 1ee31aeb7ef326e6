using SecureExec.Abi;
using SecureExec.Kernel;

namespace SecureExec.Core.Tests.Kernel;

/// <summary>A name made where the policy permits must not open what it denies.</summary>
public sealed class AliasEscapeTests
{
    private static TestKernel NewKernel(PermissionPolicy? policy = null)
    {
        var kernel = TestKernel.Create(policy ?? TestKernel.FsRules(PermissionMode.Deny, (PermissionMode.Allow, "*", "/workspace/**"), (PermissionMode.Allow, "stat", "/**")));
        kernel.Put("/secret/key", "s3cret");
        kernel.Put("/workspace/own", "mine");
        return kernel;
    }

    [Fact]
    public void Open_SymlinkInGrantedFolderToDeniedFile_ReturnsEACCES()
    {
        using TestKernel kernel = NewKernel();
        Assert.True(kernel.Sys.Symlink("/secret/key", "/workspace/alias").Ok);
        Assert.Equal(Errno.EACCES, kernel.Read("/workspace/alias").Error);
        Assert.Equal(Errno.EACCES, kernel.Write("/workspace/alias", "x"));
        Assert.Equal("mine", kernel.Read("/workspace/own").Value);
    }

    [Fact]
    public void Link_DeniedFileIntoGrantedFolder_ReturnsEACCES()
    {
        using TestKernel kernel = NewKernel();
        Assert.Equal(Errno.EACCES, kernel.Sys.Link("/secret/key", "/workspace/alias").Error);
        Assert.Equal(Errno.ENOENT, kernel.Read("/workspace/alias").Error);
        Assert.True(kernel.Sys.Link("/workspace/own", "/workspace/second").Ok);
    }

    [Fact]
    public void Open_SymlinkedDirectoryInTheMiddle_IsJudgedByTheCanonicalPath()
    {
        using TestKernel kernel = NewKernel();
        Assert.True(kernel.Sys.Symlink("/secret", "/workspace/dir").Ok);
        Assert.Equal(Errno.EACCES, kernel.Read("/workspace/dir/key").Error);
        Assert.Equal(Errno.EACCES, kernel.Read("/workspace/dir/../secret/key").Error);
    }

    [Fact]
    public void Create_ThroughDanglingSymlink_IsJudgedAtTheTarget()
    {
        using TestKernel kernel = NewKernel();
        Assert.True(kernel.Sys.Symlink("/secret/new", "/workspace/alias").Ok);
        Assert.Equal(Errno.EACCES, kernel.Write("/workspace/alias", "x"));
        Assert.False(kernel.Host.Exists("/secret/new").Value);
    }

    [Fact]
    public void Link_ReadOnlyGrantedFile_ReturnsEACCES()
    {
        PermissionPolicy policy = TestKernel.FsRules(PermissionMode.Allow, (PermissionMode.Deny, "write", "/data/**"));
        using TestKernel kernel = NewKernel(policy);
        kernel.Put("/data/f", "x");
        Assert.Equal(Errno.EACCES, kernel.Sys.Link("/data/f", "/workspace/f").Error);
    }

    [Fact]
    public void Rename_OutOfWhereReadingIsDenied_ReturnsEACCES()
    {
        PermissionPolicy policy = TestKernel.FsRules(PermissionMode.Allow, (PermissionMode.Deny, "read", "/workspace/private/**"));
        using TestKernel kernel = NewKernel(policy);
        kernel.Put("/workspace/private/key", "s3cret");
        Assert.Equal(Errno.EACCES, kernel.Sys.Rename("/workspace/private/key", "/workspace/key").Error);
        Assert.True(kernel.Sys.Rename("/workspace/own", "/workspace/private/own").Ok);
    }

    [Fact]
    public void Rename_ParentOfDeniedFolder_ReturnsEACCES()
    {
        PermissionPolicy policy = TestKernel.FsRules(PermissionMode.Allow, (PermissionMode.Deny, "read", "/workspace/a/private/**"));
        using TestKernel kernel = NewKernel(policy);
        kernel.Put("/workspace/a/private/key", "s3cret");
        kernel.Put("/workspace/b/open", "x");
        Assert.Equal(Errno.EACCES, kernel.Sys.Rename("/workspace/a", "/workspace/c").Error);
        Assert.True(kernel.Sys.Rename("/workspace/b", "/workspace/d").Ok);
    }

    [Fact]
    public void Open_RelativeFromRenamedWorkingDirectory_IsJudgedWhereItIsNow()
    {
        PermissionPolicy policy = TestKernel.FsRules(PermissionMode.Allow, (PermissionMode.Deny, "read", "/workspace/denied/**"));
        using TestKernel kernel = NewKernel(policy);
        kernel.Put("/workspace/open/file", "x");
        Assert.True(kernel.Sys.Chdir("/workspace/open").Ok);
        Assert.Equal("x", kernel.Read("file").Value);
        Assert.True(kernel.Host.Rename("/workspace/open", "/workspace/denied").Ok);
        Assert.Equal(Errno.EACCES, kernel.Read("file").Error);
    }

    [Fact]
    public void Open_ProcSelfFdOfReadOnlyFile_DoesNotGiveWriting()
    {
        PermissionPolicy policy = TestKernel.FsRules(PermissionMode.Allow, (PermissionMode.Deny, "write", "/workspace/ro/**"));
        using TestKernel kernel = NewKernel(policy);
        kernel.Put("/workspace/ro/f", "x");
        int fd = kernel.Sys.Open("/workspace/ro/f", OpenFlags.O_RDONLY, 0).Value;
        Assert.Equal(Errno.EACCES, kernel.Sys.Open($"/proc/self/fd/{fd}", OpenFlags.O_WRONLY, 0).Error);
        Assert.Equal("x", kernel.Read($"/dev/fd/{fd}").Value);
        Assert.Equal(Errno.EACCES, kernel.Sys.Open("/workspace/ro/f", OpenFlags.O_RDONLY | OpenFlags.O_TRUNC, 0).Error);
    }

    [Fact]
    public void Stat_DeniedPath_IsTheSameWhetherOrNotItExists()
    {
        PermissionPolicy policy = TestKernel.FsRules(PermissionMode.Allow, (PermissionMode.Deny, "*", "/secret/**"));
        using TestKernel kernel = NewKernel(policy);
        Assert.Equal(Errno.EACCES, kernel.Sys.Stat("/secret/key", true).Error);
        Assert.Equal(Errno.EACCES, kernel.Sys.Stat("/secret/none", true).Error);
        Assert.Equal(Errno.EACCES, kernel.Sys.Stat("/secret/key/below", true).Error);
        Assert.Equal(Errno.EACCES, kernel.Sys.Access("/secret/none/deep", 0).Error);
        Assert.Equal(Errno.EACCES, kernel.Sys.RealPath("/workspace/../secret/key").Error);
    }

    [Fact]
    public void AnyCall_NoPolicy_IsDenied()
    {
        using TestKernel kernel = TestKernel.Create(change: c => c with { Policy = null });
        Assert.Equal(Errno.EACCES, kernel.Sys.Stat("/workspace", true).Error);
        Assert.Equal(Errno.EACCES, kernel.Write("/workspace/f", "x"));
        Assert.Equal(Errno.EACCES, kernel.Sys.ReadDir("/").Error);
        Assert.Equal(Errno.EACCES, kernel.Sys.Mkdir("/workspace/d", 0x1ED).Error);
        Assert.Equal(Errno.EACCES, kernel.Sys.Rename("/workspace/a", "/workspace/b").Error);
        Assert.Equal(Errno.EACCES, kernel.Sys.Setenv("A", "b").Error);
        Assert.Empty(kernel.Sys.ListEnv().Value);
        Assert.Equal(Errno.Success, kernel.Write("/dev/null", "x", OpenFlags.O_RDONLY));
    }

    [Fact]
    public void Denial_IsAudited()
    {
        var seen = new List<AuditEvent>();
        using TestKernel kernel = TestKernel.Create(
            TestKernel.FsRules(PermissionMode.Deny),
            change: c => c with { OnAudit = seen.Add });
        kernel.Read("/workspace/x");
        AuditEvent denied = Assert.Single(seen);
        Assert.Equal((PermissionScope.Fs, "read", "/workspace/x", kernel.Process.Pid), (denied.Scope, denied.Operation, denied.Resource, denied.Pid));
        Assert.Equal(denied, Assert.Single(kernel.Kernel.Audit));
        Assert.Equal(1, kernel.Process.Usage.Denials);
        Assert.Equal(1, kernel.Kernel.Snapshot().Denials);
    }

    [Fact]
    public void Audit_MoreThanTheLimit_KeepsTheLast()
    {
        using TestKernel kernel = TestKernel.Create(TestKernel.FsRules(PermissionMode.Deny), l => l with { MaxAuditEvents = 3 });
        for (int i = 0; i < 10; i++)
        {
            kernel.Read($"/workspace/{i}");
        }

        Assert.Equal(["/workspace/7", "/workspace/8", "/workspace/9"], kernel.Kernel.Audit.Select(a => a.Resource));
        Assert.Equal(10, kernel.Kernel.Snapshot().Denials);
    }

    [Fact]
    public void Fchmod_OfDeniedFile_ReturnsEACCES()
    {
        PermissionPolicy policy = TestKernel.FsRules(
            PermissionMode.Allow, (PermissionMode.Deny, "chmod", "/workspace/**"), (PermissionMode.Deny, "truncate", "/workspace/**"));
        using TestKernel kernel = NewKernel(policy);
        int fd = kernel.Sys.Open("/workspace/own", OpenFlags.O_RDWR, 0).Value;
        Assert.Equal(Errno.EACCES, kernel.Sys.Fchmod(fd, 0x1FF).Error);
        Assert.Equal(Errno.EACCES, kernel.Sys.Ftruncate(fd, 0).Error);
        Assert.Equal(Errno.EACCES, kernel.Sys.Truncate("/workspace/own", 0).Error);
        Assert.Equal("mine", kernel.Read("/workspace/own").Value);
    }
}
