namespace SecureExec.Core.Tests.Kernel;

/// <summary>A fork of the machine's files follows the common rules.</summary>
public sealed class ForkedTmpFsConformance : FileSystemConformance
{
    public ForkedTmpFsConformance()
        : base(Create(), "/mnt/fork/workspace")
    {
    }

    private static TestKernel Create()
    {
        TestKernel kernel = TestKernel.Create();
        OverlayKernel.Mount(kernel, kernel.Kernel.RootFs.Fork(0x500, kernel.Kernel.Bytes, kernel.Kernel.Inodes).Value, "/mnt/fork");
        return kernel;
    }
}
