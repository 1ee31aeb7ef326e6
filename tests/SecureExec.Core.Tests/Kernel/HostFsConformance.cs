using SecureExec.Kernel;

namespace SecureExec.Core.Tests.Kernel;

/// <summary>A writable host mount follows the common rules.</summary>
public sealed class HostFsConformance : FileSystemConformance
{
    public HostFsConformance()
        : base(TestKernel.Create(change: c => c with { Broker = new FakeBroker(), Mounts = [new(3, "/mnt/host", ReadOnly: false)] }), "/mnt/host")
    {
    }
}
