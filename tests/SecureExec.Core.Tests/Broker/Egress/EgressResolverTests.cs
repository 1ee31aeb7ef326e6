using System.Net;
using System.Net.Sockets;
using SecureExec.Abi;
using SecureExec.Kernel.Net;
using SecureExec.Protocol;
using SecureExec.Tests.Shared;

namespace SecureExec.Core.Tests.Broker.Egress;

/// <summary>Names that a worker asks the broker about, over a real name server on the loopback interface.</summary>
public sealed class EgressResolverTests
{
    private static readonly string[] s_public = ["93.184.215.14", "2606:2800:21f:cb07:6820:80da:af6b:8b2c"];

    [Theory]
    [InlineData(0, "93.184.215.14,2606:2800:21f:cb07:6820:80da:af6b:8b2c")]
    [InlineData(4, "93.184.215.14")]
    [InlineData(6, "2606:2800:21f:cb07:6820:80da:af6b:8b2c")]
    public void Resolve_ByNameServers_GivesTheirAddresses(int family, string expected)
    {
        using var server = DnsServerDouble.Of(new() { ["a.test"] = s_public });
        using BrokerClient client = Client(server);
        Assert.Equal((Errno.Success, expected), Resolve(client, "A.Test.", family));
    }

    [Fact]
    public void Resolve_ThePolicyForbids_IsNotAsked()
    {
        using var server = DnsServerDouble.Of(new() { ["a.test"] = s_public });
        using var client = new BrokerClient(ScopePolicy.Allow.Append(new PermissionRule(PermissionMode.Deny, ["dns"], ["dns://a.test"])), dns: new DnsOptions { NameServers = [server.Address] });
        Assert.Equal((Errno.EACCES, ""), Resolve(client, "a.test"));
        client.Broker.On(new EgressQueryMessage(2, "A.TEST", 16));
        Assert.Equal(Errno.EACCES, client.Next<EgressAnswerMessage>().Error);
        Assert.Empty(server.Asked);
        Assert.Equal(["security.permission.denied", "security.permission.denied"], client.Audit.Select(entry => entry.Kind));
    }

    [Theory]
    [InlineData("none.test")]
    [InlineData("127.1")]
    [InlineData("0x7f000001")]
    [InlineData("a b")]
    [InlineData("")]
    public void Resolve_WhatIsNoName_IsENOENT(string name)
    {
        using var server = DnsServerDouble.Of([]);
        using BrokerClient client = Client(server);
        Assert.Equal((Errno.ENOENT, ""), Resolve(client, name));
    }

    [Fact]
    public void Resolve_AddressesThatTheGuardForbids_AreKeptBack()
    {
        using var server = DnsServerDouble.Of(new() { ["mixed.test"] = ["10.0.0.1", "93.184.215.14", "::1", "::ffff:192.168.0.1"], ["inside.test"] = ["169.254.169.254"] });
        using BrokerClient client = Client(server);
        Assert.Equal((Errno.Success, "93.184.215.14"), Resolve(client, "mixed.test"));
        Assert.Equal((Errno.EACCES, ""), Resolve(client, "inside.test"));
        Assert.Contains(client.Audit, entry => entry.Kind == "security.egress.denied" && entry.Reason == "blocked outbound network access to dns://inside.test: 169.254.169.254 is within restricted link-local range 169.254.0.0/16");
    }

    [Fact]
    public void Connect_AfterTheNameWasReboundToAForbiddenAddress_IsRefused()
    {
        string[] answers = ["93.184.215.14"];
        using var server = new DnsServerDouble((_, type, _, query) => DnsServerDouble.Answer(query, 0, type == 1 ? [.. answers.Select(BrokerClient.Address)] : []));
        using BrokerClient client = Client(server, new PermissionRule(PermissionMode.Allow, ["http"], ["tcp://rebind.test:*"]));
        Assert.Equal((Errno.Success, "93.184.215.14"), Resolve(client, "rebind.test"));
        answers = ["127.0.0.1"];
        Assert.Equal((Errno.EACCES, ""), Resolve(client, "rebind.test"));
        client.Connect(7, "127.0.0.1", 80);
        Assert.Contains("tcp://localhost:80", client.Next<EgressFailedMessage>().Reason);
    }

    [Fact]
    public void Connect_ByAnAddressOfAPermittedName_NeedsTheNameToBeResolvedHere()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        int port = ((IPEndPoint)listener.LocalEndpoint).Port;
        var dns = new DnsOptions { Overrides = new Dictionary<string, IReadOnlyList<string>> { ["api.test"] = ["127.0.0.1"], ["gone.test"] = [] } };
        using var client = new BrokerClient(new ScopePolicy(PermissionMode.Deny, [new PermissionRule(PermissionMode.Allow, ["fetch", "dns"], [$"tcp://api.test:{port}", "dns://*.test"])]), exempt: [port], dns: dns);
        client.Connect(2, BrokerClient.Loopback(port));
        Assert.Equal(Errno.EACCES, client.Next<EgressFailedMessage>().Error);
        Assert.Equal((Errno.Success, "127.0.0.1"), Resolve(client, "api.test"));
        Assert.Equal((Errno.ENOENT, ""), Resolve(client, "gone.test"));
        client.Connect(3, BrokerClient.Loopback(port));
        Assert.Equal(3, client.Next<EgressOpenedMessage>().Id);
    }

    [Fact]
    public void Resolve_ServerThatFails_IsEAGAINAndTheNextOneIsAsked()
    {
        using var failing = new DnsServerDouble((_, _, _, query) => DnsServerDouble.Answer(query, 2, []));
        using BrokerClient client = Client(failing);
        Assert.Equal((Errno.EAGAIN, ""), Resolve(client, "a.test"));
        using var server = DnsServerDouble.Of(new() { ["a.test"] = s_public });
        using var gone = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        gone.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        string dead = gone.LocalEndPoint!.ToString()!;
        gone.Dispose();
        using var both = new BrokerClient(ScopePolicy.Allow, dns: new DnsOptions { NameServers = [dead, server.Address] });
        Assert.Equal((Errno.Success, "93.184.215.14"), Resolve(both, "a.test", 4));
    }

    [Fact]
    public void Query_GivesTheWholeAnswerAndAsksByTcpWhereItDoesNotFit()
    {
        using var server = new DnsServerDouble((_, _, byTcp, query) => DnsServerDouble.Answer(query, 0, byTcp ? [.. Enumerable.Repeat(BrokerClient.Address("1.1.1.1"), 50)] : [], truncated: !byTcp));
        using BrokerClient client = Client(server);
        client.Broker.On(new EgressQueryMessage(4, "big.test", 1));
        EgressAnswerMessage answer = client.Next<EgressAnswerMessage>();
        Assert.Equal((4, Errno.Success, 50), (answer.Id, answer.Error, answer.Data.Span[7]));
        Assert.Equal(["big.test 1", "big.test 1 tcp"], server.Asked);
    }

    [Fact]
    public void Query_AnswerWithAForbiddenAddress_IsKeptBack()
    {
        using var server = DnsServerDouble.Of(new() { ["inside.test"] = ["10.0.0.1"] });
        using BrokerClient client = Client(server);
        client.Broker.On(new EgressQueryMessage(4, "inside.test", 1));
        EgressAnswerMessage answer = client.Next<EgressAnswerMessage>();
        Assert.Equal((Errno.EACCES, 0), (answer.Error, answer.Data.Length));
    }

    [Fact]
    public void Query_AnswersThatAreNone_AreNotBelieved()
    {
        int number = 0;
        using var server = new DnsServerDouble((name, _, _, query) =>
        {
            byte[] answer = DnsServerDouble.Answer(query, 0, [BrokerClient.Address("1.1.1.1")]);
            number++;
            if (name == "number.test") answer[0] ^= 0xFF;
            if (name == "question.test") answer[13] ^= 0x01;
            if (name == "broken.test") answer = answer[..^3];
            return answer;
        });
        using BrokerClient client = Client(server);
        foreach ((string name, Errno expected) in ((string, Errno)[])[("number.test", Errno.ETIMEDOUT), ("question.test", Errno.ETIMEDOUT), ("broken.test", Errno.EIO), ("whole.test", Errno.Success)])
        {
            client.Broker.On(new EgressQueryMessage(4, name, 1));
            Assert.Equal(expected, client.Next<EgressAnswerMessage>().Error);
        }
        Assert.Equal(4, number);
    }

    [Fact]
    public void Lookups_MoreAtOnceThanTheLimit_AreEAGAIN()
    {
        using var silent = new DnsServerDouble((_, _, _, _) => null);
        using var client = new BrokerClient(ScopePolicy.Allow, ResourceLimits.Default with { MaxDnsQueries = 1 }, dns: new DnsOptions { NameServers = [silent.Address] });
        client.Broker.On(new EgressQueryMessage(1, "a.test", 1));
        client.Broker.On(new EgressQueryMessage(2, "a.test", 1));
        EgressAnswerMessage answer = client.Next<EgressAnswerMessage>();
        Assert.Equal((2, Errno.EAGAIN), (answer.Id, answer.Error));
        Assert.Equal((1, Errno.ETIMEDOUT), (client.Next<EgressAnswerMessage>() is var timedOut ? timedOut.Id : 0, timedOut.Error));
    }

    [Fact]
    public void Resolve_ByTheHost_KnowsTheHostsOwnNameAsForbidden()
    {
        using var client = new BrokerClient(ScopePolicy.Allow);
        Assert.Equal((Errno.EACCES, ""), Resolve(client, "localhost"));
        using var open = new BrokerClient(ScopePolicy.Allow, exempt: [80]);
        Assert.Equal((Errno.Success, "127.0.0.1"), Resolve(open, "localhost", 4));
    }

    private static BrokerClient Client(DnsServerDouble server, params PermissionRule[] rules) =>
        new(rules.Length == 0 ? ScopePolicy.Allow : new ScopePolicy(PermissionMode.Deny, [new PermissionRule(PermissionMode.Allow, ["dns"], ["*"]), .. rules]), dns: new DnsOptions { NameServers = [server.Address] });

    private static (Errno Error, string Addresses) Resolve(BrokerClient client, string name, int family = 0)
    {
        client.Broker.On(new EgressResolveMessage(1, name, family));
        EgressResolvedMessage resolved = client.Next<EgressResolvedMessage>();
        Assert.Equal(1, resolved.Id);
        return (resolved.Error, string.Join(',', resolved.Addresses));
    }
}
