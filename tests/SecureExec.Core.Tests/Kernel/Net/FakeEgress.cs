using System.Text;
using SecureExec.Abi;
using SecureExec.Kernel;
using SecureExec.Kernel.Net;

namespace SecureExec.Core.Tests.Kernel.Net;

/// <summary>A way out whose other side is the test.</summary>
internal sealed class FakeEgress : INetworkEgress
{
    public List<FakeStream> Streams { get; } = [];

    public List<FakeDatagrams> Datagrams { get; } = [];

    public Dictionary<string, IpAddress[]> Hosts { get; } = [];

    public IEgressStream Connect(IpEndpoint to, int window, IEgressStreamEvents events)
    {
        var stream = new FakeStream(to, window, events);
        Streams.Add(stream);
        return stream;
    }

    public SysResult<IEgressDatagrams> OpenDatagrams(bool isV6, IEgressDatagramEvents events)
    {
        var datagrams = new FakeDatagrams(events);
        Datagrams.Add(datagrams);
        return SysResult.From<IEgressDatagrams>(datagrams);
    }

    public void Lookup(string name, int family, Action<SysResult<IReadOnlyList<IpAddress>>> done) =>
        done(Hosts.TryGetValue(name, out IpAddress[]? addresses) ? SysResult.From<IReadOnlyList<IpAddress>>(addresses) : Errno.ENOENT);

    public void Query(string name, ushort recordType, Action<SysResult<ReadOnlyMemory<byte>>> done) =>
        done((ReadOnlyMemory<byte>)Encoding.ASCII.GetBytes($"{name}/{recordType}"));

    /// <summary>A connection as the other side sees it.</summary>
    internal sealed class FakeStream(IpEndpoint to, int window, IEgressStreamEvents events) : IEgressStream
    {
        public IpEndpoint To => to;

        public int Window { get; private set; } = window;

        public IEgressStreamEvents Events => events;

        /// <summary>Bytes it still takes.</summary>
        public int Room { get; set; } = int.MaxValue;

        public StringBuilder Written { get; } = new();

        public bool WriteEnded { get; private set; }

        public string? Closed { get; private set; }

        public int Write(ReadOnlySpan<byte> data)
        {
            int taken = Math.Min(Room, data.Length);
            Room -= taken;
            Written.Append(Encoding.UTF8.GetString(data[..taken]));
            return taken;
        }

        public void ShutdownWrite() => WriteEnded = true;

        public void Consumed(int bytes) => Window += bytes;

        public void Close(bool reset) => Closed = reset ? "reset" : "closed";
    }

    /// <summary>A UDP socket as the other side sees it.</summary>
    internal sealed class FakeDatagrams(IEgressDatagramEvents events) : IEgressDatagrams
    {
        public IEgressDatagramEvents Events => events;

        public List<string> Sent { get; } = [];

        public bool IsClosed { get; private set; }

        public SysResult<Unit> Send(IpEndpoint to, ReadOnlySpan<byte> data)
        {
            Sent.Add($"{to} {Encoding.UTF8.GetString(data)}");
            return SysResult.Done;
        }

        public void Close() => IsClosed = true;
    }
}
