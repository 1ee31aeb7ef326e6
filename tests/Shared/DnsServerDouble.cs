using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using SecureExec.Kernel.Net;

namespace SecureExec.Tests.Shared;

/// <summary>A name server on the loopback interface that says what a test wants, by UDP and TCP.</summary>
internal sealed class DnsServerDouble : IDisposable
{
    private readonly Socket _udp;
    private readonly TcpListener _tcp;
    private readonly Func<string, ushort, bool, byte[], byte[]?> _answer;

    /// <param name="answer">Given name, type, whether by TCP, and the query; the answer, or null for none.</param>
    internal DnsServerDouble(Func<string, ushort, bool, byte[], byte[]?> answer)
    {
        _answer = answer;
        while (true)
        {
            _udp = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
            _udp.Bind(new IPEndPoint(IPAddress.Loopback, 0));
            _tcp = new TcpListener(IPAddress.Loopback, ((IPEndPoint)_udp.LocalEndPoint!).Port);
            try
            {
                _tcp.Start();
                break;
            }
            catch (SocketException)
            {
                _udp.Dispose();
            }
        }
        _ = ServeUdpAsync();
        _ = ServeTcpAsync();
    }

    internal ConcurrentQueue<string> Asked { get; } = new();

    internal string Address => _udp.LocalEndPoint!.ToString()!;

    /// <summary>A plain server of addresses; names it does not know do not exist.</summary>
    internal static DnsServerDouble Of(Dictionary<string, string[]> hosts) => new((name, type, _, query) =>
        Answer(query, hosts.TryGetValue(name, out string[]? texts) ? 0 : 3, [.. (texts ?? []).Select(Parse).Where(address => address.IsV6 == (type == 28))]));

    /// <summary>The message of an answer with address records.</summary>
    internal static byte[] Answer(byte[] query, int code, IpAddress[] addresses, bool truncated = false)
    {
        var message = new List<byte>(query);
        message[2] |= (byte)(0x80 | (truncated ? 2 : 0));
        message[3] = (byte)(0x80 | code);
        BinaryPrimitives.WriteUInt16BigEndian(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(message)[6..], (ushort)addresses.Length);
        foreach (IpAddress address in addresses)
        {
            byte[] bytes = address.ToBytes();
            message.AddRange([0xC0, 12, 0, (byte)(address.IsV6 ? 28 : 1), 0, 1, 0, 0, 0, 60, 0, (byte)bytes.Length, .. bytes]);
        }
        return [.. message];
    }

    private static IpAddress Parse(string text) => IpAddress.TryParse(text, out IpAddress address) ? address : throw new FormatException(text);

    public void Dispose()
    {
        _udp.Dispose();
        _tcp.Dispose();
    }

    private async Task ServeUdpAsync()
    {
        var buffer = new byte[1000];
        try
        {
            while (true)
            {
                SocketReceiveFromResult received = await _udp.ReceiveFromAsync(buffer, SocketFlags.None, new IPEndPoint(IPAddress.Any, 0));
                if (Serve(buffer[..received.ReceivedBytes], byTcp: false) is { } answer) await _udp.SendToAsync(answer, received.RemoteEndPoint);
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task ServeTcpAsync()
    {
        try
        {
            while (true)
            {
                using TcpClient client = await _tcp.AcceptTcpClientAsync();
                NetworkStream stream = client.GetStream();
                var length = new byte[2];
                await stream.ReadExactlyAsync(length);
                var query = new byte[BinaryPrimitives.ReadUInt16BigEndian(length)];
                await stream.ReadExactlyAsync(query);
                if (Serve(query, byTcp: true) is not { } answer) continue;
                await stream.WriteAsync((byte[])[(byte)(answer.Length >> 8), (byte)answer.Length, .. answer]);
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException or IOException)
        {
            // The test is over.
        }
    }

    private byte[]? Serve(byte[] query, bool byTcp)
    {
        var name = new StringBuilder();
        int at = 12;
        for (; query[at] != 0; at += 1 + query[at]) name.Append(name.Length > 0 ? "." : "").Append(Encoding.ASCII.GetString(query, at + 1, query[at]));
        ushort type = BinaryPrimitives.ReadUInt16BigEndian(query.AsSpan(at + 1));
        Asked.Enqueue($"{name} {type}{(byTcp ? " tcp" : "")}");
        return _answer(name.ToString(), type, byTcp, query);
    }
}
