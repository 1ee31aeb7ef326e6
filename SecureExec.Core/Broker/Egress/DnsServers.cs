using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using SecureExec.Abi;
using SecureExec.Kernel.Net;

namespace SecureExec.Broker.Egress;

/// <summary>Asks name servers, one after the other: by UDP, and by TCP where an answer does not fit. The servers are the host's choice; no guard is asked about them.</summary>
internal sealed class DnsServers
{
    private const int Port = 53;
    private const int MaxMessage = 65_535;
    private const string SystemFile = "/etc/resolv.conf";

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(3);

    private readonly IReadOnlyList<IPEndPoint> _servers;

    /// <param name="servers">In order; none takes those of the host's <c>/etc/resolv.conf</c>, read at each query.</param>
    internal DnsServers(IReadOnlyList<IPEndPoint> servers) => _servers = servers;

    /// <summary>True when the host named servers.</summary>
    internal bool AreGiven => _servers.Count > 0;

    /// <summary>Reads an address with or without a port.</summary>
    internal static bool TryParse(string text, out IPEndPoint server)
    {
        bool parsed = IPEndPoint.TryParse(text, out IPEndPoint? endpoint);
        server = endpoint ?? new IPEndPoint(IPAddress.None, 0);
        if (parsed && server.Port == 0) server.Port = Port;
        return parsed;
    }

    /// <summary>The first server's answer that answers, with the error it may say. EINVAL (no name), ETIMEDOUT, ECONNREFUSED, ENETUNREACH.</summary>
    internal async Task<(Errno Error, byte[] Message)> AskAsync(string name, ushort type, CancellationToken cancellationToken)
    {
        Errno error = Errno.ENETUNREACH;
        foreach (IPEndPoint server in AreGiven ? _servers : OfTheSystem())
        {
            if (DnsMessage.Question((ushort)RandomNumberGenerator.GetInt32(ushort.MaxValue + 1), name, type) is not { } query) return (Errno.EINVAL, []);
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            patience.CancelAfter(s_patience);
            try
            {
                byte[] answer = await ByUdpAsync(server, query, patience.Token).ConfigureAwait(false);
                if (DnsReply.Truncated(answer)) answer = await ByTcpAsync(server, query, patience.Token).ConfigureAwait(false);
                return (Errno.Success, answer);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                error = Errno.ETIMEDOUT;
            }
            catch (SocketException exception)
            {
                error = SocketErrors.ToErrno(exception);
            }
        }
        return (error, []);
    }

    private static async Task<byte[]> ByUdpAsync(IPEndPoint server, byte[] query, CancellationToken cancellationToken)
    {
        using var socket = new Socket(server.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        // Connected, so that the host's kernel drops what comes from elsewhere.
        await socket.ConnectAsync(server, cancellationToken).ConfigureAwait(false);
        await socket.SendAsync(query, cancellationToken).ConfigureAwait(false);
        var buffer = new byte[MaxMessage];
        while (true)
        {
            int count = await socket.ReceiveAsync(buffer, cancellationToken).ConfigureAwait(false);
            if (DnsReply.Answers(buffer.AsSpan(0, count), query)) return buffer[..count];
        }
    }

    private static async Task<byte[]> ByTcpAsync(IPEndPoint server, byte[] query, CancellationToken cancellationToken)
    {
        using var socket = new Socket(server.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(server, cancellationToken).ConfigureAwait(false);
        await using var stream = new NetworkStream(socket);
        var framed = new byte[query.Length + 2];
        BinaryPrimitives.WriteUInt16BigEndian(framed, (ushort)query.Length);
        query.CopyTo(framed, 2);
        await stream.WriteAsync(framed, cancellationToken).ConfigureAwait(false);
        try
        {
            var length = new byte[2];
            await stream.ReadExactlyAsync(length, cancellationToken).ConfigureAwait(false);
            var answer = new byte[BinaryPrimitives.ReadUInt16BigEndian(length)];
            await stream.ReadExactlyAsync(answer, cancellationToken).ConfigureAwait(false);
            return DnsReply.Answers(answer, query) ? answer : throw new SocketException((int)SocketError.ConnectionReset);
        }
        catch (IOException)
        {
            throw new SocketException((int)SocketError.ConnectionReset);
        }
    }

    private static List<IPEndPoint> OfTheSystem()
    {
        var servers = new List<IPEndPoint>();
        try
        {
            foreach (string line in File.ReadLines(SystemFile))
            {
                string[] words = line.Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
                if (words is ["nameserver", var address, ..] && IPAddress.TryParse(address, out IPAddress? server)) servers.Add(new IPEndPoint(server, Port));
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // A host without a resolver resolves nothing.
        }
        return servers;
    }
}
