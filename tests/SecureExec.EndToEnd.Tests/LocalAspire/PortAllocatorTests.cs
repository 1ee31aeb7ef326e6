using System.Net;
using System.Net.Sockets;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;

namespace SecureExec.EndToEnd.Tests.LocalAspire;

public sealed class PortAllocatorTests
{
    [Fact]
    public void Allocate_NoWishes_GivesDistinctPorts()
    {
        var endpoints = Enumerable.Range(0, 20).Select(_ => new EndpointAnnotation("http", "http")).ToList();

        PortAllocator.Allocate(endpoints);

        Assert.Equal(20, endpoints.Select(e => e.AllocatedPort).Where(p => p > 0).Distinct().Count());
    }

    [Fact]
    public void Allocate_WantedPortInUse_MovesAnInternalEndpointOnly()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var taken = ((IPEndPoint)other.LocalEndpoint).Port;
        var inner = new EndpointAnnotation("http", "http") { Port = taken };
        var outer = new EndpointAnnotation("http", "http") { Port = taken, IsExternal = true };

        PortAllocator.Allocate([inner]);

        Assert.NotEqual(taken, inner.AllocatedPort);
        Assert.Contains($"{taken}", Assert.Throws<InvalidOperationException>(() => PortAllocator.Allocate([outer])).Message);
    }
}
