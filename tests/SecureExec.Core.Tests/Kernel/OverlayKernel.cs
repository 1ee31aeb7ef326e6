using SecureExec.Abi;
using SecureExec.Kernel;
using SecureExec.Kernel.Vfs;
using FileMode = SecureExec.Abi.FileMode;

namespace SecureExec.Core.Tests.Kernel;

/// <summary>A kernel with an overlay at <see cref="Directory"/> over a tree that a test fills; the lower tree itself shows at <see cref="Lower"/>.</summary>
internal static class OverlayKernel
{
    public const string Directory = "/mnt/over";
    public const string Lower = "/mnt/lower";

    public static TestKernel Create(Action<TestKernel> fillLower, out OverlayFs overlay, Func<ResourceLimits, ResourceLimits>? limits = null)
    {
        TestKernel kernel = TestKernel.Create(limits: limits);
        var everybody = (FileMode)0x1FF;
        var clock = TimeProvider.System;
        var lower = new TmpFs(0x200, clock, new Budget(64 << 20), new Budget(10_000), everybody, 1000, 1000);
        Mount(kernel, lower, Lower);
        fillLower(kernel);
        var upper = new TmpFs(0x201, clock, kernel.Kernel.Bytes, kernel.Kernel.Inodes, everybody, 1000, 1000);
        overlay = new OverlayFs(0x202, upper, [lower.Root], kernel.Kernel.HostCaller);
        Mount(kernel, overlay, Directory);
        return kernel;
    }

    public static void Mount(TestKernel kernel, FileSystem fs, string path)
    {
        Assert.True(kernel.Host.Mkdir(path, recursive: true).Ok);
        Assert.Equal(Errno.Success, kernel.Kernel.Mounts.Mount(fs, path, kernel.Kernel.HostCaller));
    }
}
