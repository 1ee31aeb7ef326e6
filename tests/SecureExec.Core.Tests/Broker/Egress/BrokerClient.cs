using System.Collections.Concurrent;
using SecureExec.Broker.Egress;
using SecureExec.Kernel.Net;
using SecureExec.Permissions;
using SecureExec.Protocol;

namespace SecureExec.Core.Tests.Broker.Egress;

/// <summary>A worker's side of the channel as a test plays it: it says what it likes to a real broker and keeps what it hears.</summary>
internal sealed class BrokerClient : IDisposable
{
    private readonly BlockingCollection<HostMessage> _heard = [];

    internal BrokerClient(ScopePolicy network, ResourceLimits? limits = null, int[]? exempt = null, DnsOptions? dns = null, TimeProvider? clock = null, Func<IpAddress, bool>? isOwn = null)
    {
        var options = new NodeRuntimeOptions { LoopbackExemptPorts = exempt ?? [], Dns = dns ?? new DnsOptions() };
        Broker = new EgressBroker(EgressPlan.From(options), new PolicyEngine(PermissionPolicy.DenyAll with { Network = network }), limits ?? ResourceLimits.Default, _heard.Add, Audit.Enqueue, isOwn ?? OwnAddresses.Contains, clock ?? TimeProvider.System);
    }

    internal EgressBroker Broker { get; }

    internal ConcurrentQueue<AuditEntry> Audit { get; } = new();

    internal static IpAddress Address(string text) => IpAddress.TryParse(text, out IpAddress address) ? address : throw new FormatException(text);

    internal static IpEndpoint Loopback(int port) => new(IpAddress.LoopbackV4, (ushort)port);

    internal void Connect(int id, IpEndpoint to, int window = ProtocolLimits.EgressWindowBytes) => Broker.On(new EgressConnectMessage(id, to, window));

    internal void Connect(int id, string address, int port) => Connect(id, new IpEndpoint(Address(address), (ushort)port));

    internal void Send(int id, byte[] data) => Broker.On(new EgressDataMessage(id, data));

    /// <summary>The next message, of the kind that must come now.</summary>
    internal T Next<T>()
        where T : HostMessage
    {
        Assert.True(_heard.TryTake(out HostMessage? message, TimeSpan.FromSeconds(30)), $"No {typeof(T).Name} came.");
        return Assert.IsType<T>(message, exactMatch: typeof(T).IsSealed);
    }

    /// <summary>Reads a connection until so many bytes have come, giving credit for each piece, and passing over messages about room.</summary>
    internal byte[] Read(int id, int count)
    {
        var bytes = new List<byte>();
        while (bytes.Count < count)
        {
            Assert.True(_heard.TryTake(out HostMessage? message, TimeSpan.FromSeconds(30)), "No more bytes came.");
            if (message is EgressRoomMessage) continue;
            EgressReceivedMessage received = Assert.IsType<EgressReceivedMessage>(message);
            Assert.Equal(id, received.Id);
            bytes.AddRange(received.Data.ToArray());
            Broker.On(new EgressCreditMessage(id, received.Data.Length));
        }
        return [.. bytes];
    }

    /// <summary>What has come and nobody asked for.</summary>
    internal IReadOnlyList<HostMessage> Rest() => [.. _heard];

    public void Dispose() => Broker.Dispose();
}
