using System.Runtime.Versioning;

namespace SecureExec.Core.Tests.Kernel;

/// <summary>A mounted directory of the real host, through the real broker, follows the common rules.</summary>
[SupportedOSPlatform("linux")]
[Collection("broker")]
public sealed class ServedHostFsConformance : FileSystemConformance
{
    private const string Mount = "/mnt/real";
    private readonly ServedBroker _broker;

    public ServedHostFsConformance()
        : this(new ServedBroker(Mount))
    {
    }

    private ServedHostFsConformance(ServedBroker broker)
        : base(TestKernel.Create(change: c => c with { Broker = broker, Mounts = [new(0, Mount, ReadOnly: false)] }), Mount) => _broker = broker;

    private protected override void DisposeBacking() => _broker.Dispose();
}
