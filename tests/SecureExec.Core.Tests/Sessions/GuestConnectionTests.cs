using SecureExec.Protocol;
using SecureExec.Sessions;

namespace SecureExec.Core.Tests.Sessions;

/// <summary>The host's end of a connection into a VM whose worker may be hostile.</summary>
public sealed class GuestConnectionTests
{
    private readonly List<HostMessage> _sent = [];
    private int _forgotten;

    [Fact]
    public void OnReceived_BeyondTheWindow_BreaksTheProtocol()
    {
        using GuestConnection connection = Open();
        connection.OnReceived(new byte[ProtocolLimits.IngressWindowBytes]);
        Assert.Throws<ProtocolException>(() => connection.OnReceived([1]));
    }

    [Fact]
    public async Task ReadAsync_GivesTheWindowBack()
    {
        using GuestConnection connection = Open();
        connection.OnReceived(new byte[ProtocolLimits.IngressWindowBytes]);
        Assert.Equal(100, await connection.ReadAsync(new byte[100]));
        Assert.Equal(new IngressCreditMessage(1, 100), Assert.Single(_sent));
        connection.OnReceived(new byte[100]);
        connection.OnEnded();
        Assert.Equal(ProtocolLimits.IngressWindowBytes, await connection.ReadAtLeastAsync(new byte[ProtocolLimits.IngressWindowBytes], ProtocolLimits.IngressWindowBytes));
        Assert.Equal(0, await connection.ReadAsync(new byte[1]));
    }

    [Fact]
    public void OnRoom_ThatWasNotTaken_BreaksTheProtocol()
    {
        using GuestConnection connection = Open();
        Assert.Throws<ProtocolException>(() => connection.OnRoom(1));
    }

    [Fact]
    public async Task WriteAsync_GuestThatDoesNotRead_WaitsForRoom()
    {
        using GuestConnection connection = Open();
        Task writing = connection.WriteAsync(new byte[2 * ProtocolLimits.IngressWindowBytes]).AsTask();
        int sent = _sent.OfType<IngressDataMessage>().Sum(message => message.Data.Length);
        Assert.InRange(sent, ProtocolLimits.IngressWindowBytes / 2, ProtocolLimits.IngressWindowBytes);
        Assert.False(writing.IsCompleted);
        while (!writing.IsCompleted)
        {
            foreach (IngressDataMessage message in _sent.OfType<IngressDataMessage>().ToArray())
            {
                _sent.Remove(message);
                connection.OnRoom(ProtocolLimits.Charge(message.Data.Length));
            }
            await Task.Yield();
        }
        await writing;
    }

    [Fact]
    public async Task Fail_ReadersAndWriters_AreTold()
    {
        using GuestConnection connection = Open();
        connection.OnReceived([7]);
        connection.Fail(new InvalidOperationException("gone"));
        IOException fault = await Assert.ThrowsAsync<IOException>(async () => _ = await connection.ReadAsync(new byte[10]));
        Assert.Contains("gone", fault.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<IOException>(async () => await connection.WriteAsync(new byte[1]));
    }

    [Fact]
    public void Dispose_ClosesOnce()
    {
        GuestConnection connection = Open();
        connection.Dispose();
        connection.Dispose();
        Assert.Equal(new IngressCloseMessage(1, Reset: false), Assert.Single(_sent));
        Assert.Equal(1, _forgotten);
        connection.OnReceived([1]);
        connection.OnEnded();
    }

    private GuestConnection Open()
    {
        var connection = new GuestConnection(1, _sent.Add, () => _forgotten++);
        connection.OnOpened();
        return connection;
    }
}
