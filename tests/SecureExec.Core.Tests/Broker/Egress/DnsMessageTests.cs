using SecureExec.Broker.Egress;
using SecureExec.Kernel.Net;
using SecureExec.Tests.Shared;

namespace SecureExec.Core.Tests.Broker.Egress;

public sealed class DnsMessageTests
{
    private static readonly IpAddress[] s_addresses = [BrokerClient.Address("1.2.3.4"), BrokerClient.Address("2606:4700::1111")];

    [Fact]
    public void TryFindAddresses_OfAnAnswer_FindsThem()
    {
        var found = new List<IpAddress>();
        Assert.True(DnsReply.TryFindAddresses(Answer(), found));
        Assert.Equal(s_addresses, found);
    }

    [Fact]
    public void TryFindAddresses_OfEveryPrefix_IsRefused()
    {
        byte[] answer = Answer();
        for (int length = 0; length < answer.Length; length++) Assert.False(DnsReply.TryFindAddresses(answer.AsSpan(0, length), []));
    }

    [Fact]
    public void Messages_OfRandomBytes_DoNoHarm()
    {
        var random = new Random(9);
        byte[] query = DnsMessage.Question(7, "a.test", 1)!;
        int broken = 0;
        for (int i = 0; i < 50_000; i++)
        {
            byte[] message = i % 2 == 0 ? Answer() : new byte[random.Next(0, 100)];
            if (i % 2 == 0) message[random.Next(message.Length)] = (byte)random.Next(256);
            else random.NextBytes(message);
            DnsReply.Answers(message, query);
            if (!DnsReply.TryFindAddresses(message, [])) broken++;
        }
        Assert.InRange(broken, 10_000, 49_000);
    }

    private static byte[] Answer() => DnsServerDouble.Answer(DnsMessage.Question(7, "a.test", 1)!, 0, s_addresses);
}
