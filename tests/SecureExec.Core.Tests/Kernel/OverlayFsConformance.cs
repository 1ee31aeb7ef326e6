using SecureExec.Abi;
using SecureExec.Kernel.Vfs;

namespace SecureExec.Core.Tests.Kernel;

/// <summary>An overlay follows the common rules, over an empty lower tree.</summary>
public sealed class OverlayFsConformance : FileSystemConformance
{
    public OverlayFsConformance()
        : base(OverlayKernel.Create(_ => { }, out _), OverlayKernel.Directory)
    {
    }
}
