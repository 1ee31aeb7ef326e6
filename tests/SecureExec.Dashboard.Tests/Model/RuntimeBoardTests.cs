using SecureExec.Contracts;
using SecureExec.Dashboard.Model;
using SecureExec.Dashboard.Tests.Fakes;

namespace SecureExec.Dashboard.Tests.Model;

public sealed class RuntimeBoardTests
{
    [Fact]
    public void Apply_Snapshot_ReplacesOnlyTheRuntimesOfItsNode()
    {
        var board = RuntimeBoard.Empty
            .Apply(Snapshot("n1", Samples.Runtime("a", node: "n1"), Samples.Runtime("b", node: "n1")))
            .Apply(Snapshot("n2", Samples.Runtime("c", node: "n2")))
            .Apply(Snapshot("n1", Samples.Runtime("d", node: "n1")));

        Assert.Equal(["c", "d"], board.Runtimes.Select(r => r.Id).Order());
    }

    [Fact]
    public void Apply_UpsertAndRemove_ChangeOneRuntime()
    {
        var board = RuntimeBoard.Empty.Apply(Snapshot("n1", Samples.Runtime("a", node: "n1")));

        var changed = board.Apply(new RuntimeEvent
        {
            Type = RuntimeEventType.Upsert,
            Node = "n1",
            Runtime = Samples.Runtime("a", node: "n1") with { Runs = 5 },
        });
        var removed = changed.Apply(new RuntimeEvent { Type = RuntimeEventType.Remove, Node = "n1", Id = "a" });

        Assert.Equal(0, board.Find("a")?.Runs);
        Assert.Equal(5, changed.Find("a")?.Runs);
        Assert.Equal(0, removed.Count);
    }

    [Fact]
    public void Apply_EventWithoutItsMember_ChangesNothing() =>
        Assert.Same(RuntimeBoard.Empty, RuntimeBoard.Empty.Apply(new RuntimeEvent { Type = RuntimeEventType.Upsert, Node = "n1" }));

    [Fact]
    public void Runtimes_Several_AreNewestFirst()
    {
        var board = RuntimeBoard.Empty.Apply(Snapshot(
            "n1",
            Samples.Runtime("old") with { CreatedAt = Samples.Start },
            Samples.Runtime("new") with { CreatedAt = Samples.Start.AddHours(1) }));

        Assert.Equal(["new", "old"], board.Runtimes.Select(r => r.Id));
    }

    private static RuntimeEvent Snapshot(string node, params RuntimeInfo[] runtimes) =>
        new() { Type = RuntimeEventType.Snapshot, Node = node, Runtimes = runtimes };
}
