using System.Net;
using System.Net.Sockets;
using System.Text;
using SecureExec.Abi;
using SecureExec.Kernel;
using SecureExec.Kernel.Net;
using SecureExec.Tests.Shared;

namespace SecureExec.Sidecar.Tests.Escape.Egress;

/// <summary>
/// The program of <see cref="EgressGuardTests"/> in a network of its own. One listener answers on every address of the table, with a redirect when it is asked for one. Each line of
/// output is a try: <c>trick|address|label|outcome|reason|connections</c>, the last being how many the listener has seen for it.
/// </summary>
internal static class EgressProbe
{
    internal const string Verb = "egress-probe";

    internal static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private const string Plain = "GET / HTTP/1.1\r\n\r\n";

    private static readonly TcpListener s_listener = new(IPAddress.IPv6Any, 0);
    private static int s_accepted;

    private static int Port => ((IPEndPoint)s_listener.LocalEndpoint).Port;

    internal static async Task<int> RunAsync()
    {
        s_listener.Server.DualMode = true;
        s_listener.Start(256);
        _ = ServeAsync();
        await ReachAllUnguardedAsync();
        Dictionary<string, string[]> hosts = ForbiddenAddresses.All.Select((entry, i) => (Name: $"n{i}.test", entry.Text)).ToDictionary(entry => entry.Name, entry => new[] { entry.Text });
        string bound = "";
        using var server = new DnsServerDouble((name, type, _, query) =>
        {
            string text = name.StartsWith("rebind", StringComparison.Ordinal) ? bound : hosts[name][0];
            IpAddress address = Address(text);
            return DnsServerDouble.Answer(query, 0, address.IsV6 == (type == 28) ? [address] : []);
        });
        using var pair = new EgressPair(new DnsOptions { NameServers = [server.Address] });
        foreach (string text in ForbiddenAddresses.Public) await TryAsync("public", text, "", async () => Shown(await pair.AskAsync(Address(text), Port, Plain)));
        for (int i = 0; i < ForbiddenAddresses.All.Count; i++)
        {
            (string text, string label) = ForbiddenAddresses.All[i];
            await TryAsync("address", text, label, async () => Shown(await pair.AskAsync(Address(text), Port, Plain)));
            await TryAsync("name", text, label, () => ByNameAsync(pair, $"n{i}.test", text));
            await TryAsync("redirect", text, label, () => ByRedirectAsync(pair, text));
            bound = ForbiddenAddresses.Public[0];
            string name = $"rebind{i}.test";
            SysResult<IReadOnlyList<IpAddress>> first = await pair.LookupAsync(name);
            bound = text;
            await TryAsync("rebinding", text, label, () => ByNameAsync(pair, name, text));
            // What was looked up once stays what it is: a connection asks no server again.
            int asked = server.Asked.Count;
            await TryAsync("pinned", ForbiddenAddresses.Public[0], label, async () => Shown(await pair.AskAsync(first.Value[0], Port, Plain)));
            if (server.Asked.Count != asked) throw new InvalidOperationException("A connection resolved its name again.");
        }
        await DatagramsAsync(pair);
        return 0;
    }

    /// <summary>As an HTTP client would go: look the name up, go to the first address; without one, to the one it knows.</summary>
    private static async Task<(string Outcome, string Reason)> ByNameAsync(EgressPair pair, string name, string text)
    {
        SysResult<IReadOnlyList<IpAddress>> found = await pair.LookupAsync(name);
        if (found.Ok) return ("resolved", string.Join(',', found.Value));
        (string outcome, string reason) = Shown(await pair.AskAsync(Address(text), Port, Plain));
        return ($"{found.Error} {outcome}", reason);
    }

    private static async Task<(string Outcome, string Reason)> ByRedirectAsync(EgressPair pair, string text)
    {
        (Errno error, string answer) = await pair.AskAsync(Address(ForbiddenAddresses.Public[0]), Port, $"GET /?{text} HTTP/1.1\r\n\r\n");
        string location = answer.Split("Location: ")[^1].Split('\r')[0];
        Interlocked.Exchange(ref s_accepted, 0);
        return error == Errno.Success ? Shown(await pair.AskAsync(Address(location), Port, Plain)) : ("no redirect", error.ToString());
    }

    private static (string Outcome, string Reason) Shown((Errno Error, string Text) answer) => answer.Error == Errno.Success ? ("reached", "") : (answer.Error.ToString(), answer.Text);

    private static async Task ReachAllUnguardedAsync()
    {
        foreach ((string text, string label) in ForbiddenAddresses.All)
        {
            await TryAsync("unguarded", text, label, async () =>
            {
                IPAddress address = IPAddress.Parse(text);
                if (address.IsIPv6LinkLocal) address.ScopeId = 1;
                using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { DualMode = true };
                await socket.ConnectAsync(new IPEndPoint(address, Port)).WaitAsync(Patience);
                await socket.SendAsync(Encoding.ASCII.GetBytes(Plain));
                var buffer = new byte[100];
                int count = await socket.ReceiveAsync(buffer).WaitAsync(Patience);
                return (count > 0 ? "reached" : "closed", "");
            });
        }
    }

    private static async Task DatagramsAsync(EgressPair pair)
    {
        foreach ((string text, string label) in ForbiddenAddresses.Groups)
        {
            IpAddress address = Address(text);
            using var member = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
            member.Bind(new IPEndPoint(IPAddress.Any, 0));
            var group = new IPEndPoint(IPAddress.Parse(text), ((IPEndPoint)member.LocalEndPoint!).Port);
            member.SetSocketOption(SocketOptionLevel.IP, SocketOptionName.AddMembership, new MulticastOption(group.Address, IPAddress.Loopback));
            using var sender = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
            sender.SetSocketOption(SocketOptionLevel.IP, SocketOptionName.MulticastInterface, IPAddress.Loopback.GetAddressBytes());
            var buffer = new byte[10];
            sender.SendTo([1], group);
            int count = await member.ReceiveAsync(buffer).WaitAsync(Patience);
            Console.WriteLine($"unguarded|{text}|{label}|{(count == 1 ? "reached" : "lost")}||1");
            SysResult<IEgressDatagrams> opened = pair.Worker.OpenDatagrams(isV6: false, new Deaf());
            pair.Audit.Clear();
            opened.Value.Send(new IpEndpoint(Address(text), (ushort)group.Port), [2]);
            AuditEntry told = pair.Audit.Single();
            // One that is sent after it, on the same way, has come: so would it have.
            sender.SendTo([3], group);
            await member.ReceiveAsync(buffer).WaitAsync(Patience);
            Console.WriteLine($"datagram|{text}|{label}|{(buffer[0] == 3 ? told.Kind : "reached")}|{told.Reason}|{member.Available}");
        }
    }

    private static async Task TryAsync(string trick, string text, string label, Func<Task<(string Outcome, string Reason)>> go)
    {
        Interlocked.Exchange(ref s_accepted, 0);
        (string outcome, string reason) = await go();
        Console.WriteLine($"{trick}|{text}|{label}|{outcome}|{reason}|{Volatile.Read(ref s_accepted)}");
    }

    private static async Task ServeAsync()
    {
        while (true)
        {
            Socket socket = await s_listener.AcceptSocketAsync();
            Interlocked.Increment(ref s_accepted);
            _ = AnswerAsync(socket);
        }
    }

    private static async Task AnswerAsync(Socket socket)
    {
        using (socket)
        {
            var buffer = new byte[1000];
            int count = await socket.ReceiveAsync(buffer);
            string path = Encoding.ASCII.GetString(buffer, 0, count).Split(' ')[1];
            string answer = path.Length > 2 ? $"HTTP/1.1 302 Found\r\nLocation: {path[2..]}\r\n\r\n" : "HTTP/1.1 204 No Content\r\n\r\n";
            await socket.SendAsync(Encoding.ASCII.GetBytes(answer));
        }
    }

    private static IpAddress Address(string text) => IpAddress.TryParse(text, out IpAddress address) ? address : throw new FormatException(text);

    private sealed class Deaf : IEgressDatagramEvents
    {
        public void Received(IpEndpoint from, ReadOnlySpan<byte> data)
        {
        }
    }
}
