namespace SecureExec.Gateway.Tests.Support;

/// <summary>One gateway with one node for all tests of a class that do not change it.</summary>
public sealed class SharedGateway : IAsyncLifetime
{
    internal FakeNode Node { get; private set; } = null!;

    internal GatewayHost Host { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Node = await FakeNode.StartAsync();
        Host = new GatewayHost(Node);
    }

    public async Task DisposeAsync()
    {
        await Host.DisposeAsync();
        await Node.DisposeAsync();
    }
}
