using System.Collections.Concurrent;
using SecureExec.Protocol;
using SecureExec.Sessions;

namespace SecureExec.Core.Tests.Api;

public sealed class EventPumpTests
{
    [Fact]
    public async Task FromHost_CallbackThatDoesNotKeepUp_CountsAndDropsWhatIsBeyondTheWindow()
    {
        const int Told = 5000;
        using var gate = new ManualResetEventSlim();
        var dropped = new BlockingCollection<long>();
        var pump = new EventPump(_ => Assert.Fail("Events of this side need no credit."));
        void Deliver(long before)
        {
            gate.Wait();
            dropped.Add(before);
        }
        for (int i = 0; i < Told; i++) pump.FromHost(Deliver);
        gate.Set();
        for (int i = 0; i < ProtocolLimits.EventWindow; i++) Assert.Equal(0, dropped.Take());
        // The place of the last one is free a moment after it was told.
        long lost = 0;
        while (lost == 0)
        {
            pump.FromHost(before => dropped.Add(before));
            await Task.Yield();
            if (dropped.TryTake(out long before, 1000)) lost = before;
        }
        Assert.InRange(lost, Told - ProtocolLimits.EventWindow, Told);
        pump.Complete();
    }
}
