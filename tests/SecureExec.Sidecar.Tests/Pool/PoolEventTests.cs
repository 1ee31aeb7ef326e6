using System.Net.ServerSentEvents;
using System.Text.Json;
using SecureExec.Contracts;
using SecureExec.Sidecar.Pool;

namespace SecureExec.Sidecar.Tests.Pool;

public sealed class PoolEventTests
{
    [Fact]
    public async Task Watch_RuntimeComesAndGoes_IsTold()
    {
        await using var server = await PoolServer.StartAsync("--Pool:EventIntervalMilliseconds=10");
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await using var stream = await server.Client.GetStreamAsync("/runtimes/events", timeout.Token);
        await using var events = SseParser
            .Create(stream, (_, data) => JsonSerializer.Deserialize(data, ContractsJsonContext.Default.RuntimeEvent)!)
            .EnumerateAsync(timeout.Token).GetAsyncEnumerator();

        var snapshot = await NextAsync(events);
        var runtime = await server.CreateAsync();
        var created = await NextAsync(events);
        await server.Client.DeleteAsync("/runtimes/" + runtime.Id);
        RuntimeEvent removed;
        do
            removed = await NextAsync(events);
        while (removed.Type == RuntimeEventType.Upsert);

        Assert.Equal((RuntimeEventType.Snapshot, "node1", 0), (snapshot.Type, snapshot.Node, snapshot.Runtimes!.Count));
        Assert.Equal((RuntimeEventType.Upsert, runtime.Id), (created.Type, created.Runtime!.Id));
        Assert.Equal((RuntimeEventType.Remove, runtime.Id), (removed.Type, removed.Id));
    }

    [Fact]
    public void Update_NothingNew_GivesNoEvents()
    {
        var changes = new RuntimeChanges("node1");
        changes.Update([Runtime("a")]);

        Assert.Empty(changes.Update([Runtime("a") with { MemoryBytes = 1 << 19 }]));
    }

    [Fact]
    public void Update_ChangeOfProcesses_IsAnUpsertOfThatRuntime()
    {
        var changes = new RuntimeChanges("node1");
        changes.Update([Runtime("a"), Runtime("b")]);

        var events = changes.Update([Runtime("a"), Runtime("b") with { Processes = [new ProcessEntry { Pid = 2, State = "running" }] }]);

        var change = Assert.Single(events);
        Assert.Equal((RuntimeEventType.Upsert, "b"), (change.Type, change.Runtime!.Id));
    }

    private static async Task<RuntimeEvent> NextAsync(IAsyncEnumerator<SseItem<RuntimeEvent>> events)
    {
        Assert.True(await events.MoveNextAsync());
        return events.Current.Data;
    }

    private static RuntimeInfo Runtime(string id) => new()
    {
        Id = id,
        Node = "node1",
        State = RuntimeState.Ready,
        CreatedAt = DateTimeOffset.UnixEpoch,
        LastUsedAt = DateTimeOffset.UnixEpoch,
        IdleTimeoutSeconds = 1,
        Isolation = FakeRuntimeFactory.NotLockedDown,
        MemoryBytes = 0,
    };
}
