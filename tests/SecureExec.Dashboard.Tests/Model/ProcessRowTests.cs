using SecureExec.Dashboard.Model;
using SecureExec.Dashboard.Tests.Fakes;

namespace SecureExec.Dashboard.Tests.Model;

public sealed class ProcessRowTests
{
    [Fact]
    public void TreeOf_Descendants_FollowTheirParents()
    {
        var rows = ProcessRow.TreeOf([Samples.Process(2, 1), Samples.Process(4), Samples.Process(3, 2), Samples.Process(1), Samples.Process(5, 1)]);

        Assert.Equal([(1, 0), (2, 1), (3, 2), (5, 1), (4, 0)], rows.Select(r => (r.Pid, r.Depth)));
    }

    [Fact]
    public void TreeOf_CycleOfParents_HidesNobody()
    {
        var rows = ProcessRow.TreeOf([Samples.Process(1, 2), Samples.Process(2, 1), Samples.Process(3, 3)]);

        Assert.Equal([1, 2, 3], rows.Select(r => r.Pid).Order());
    }

    [Fact]
    public void TreeOf_Init_CannotBeKilled() =>
        Assert.Equal([false, true], ProcessRow.TreeOf([Samples.Process(1), Samples.Process(2, 1)]).Select(r => r.CanKill));

    [Fact]
    public void TreeOf_Zombie_CannotBeKilled()
    {
        var row = Assert.Single(ProcessRow.TreeOf([Samples.Process(2) with { State = "zombie", ExitCode = 3 }]));

        Assert.False(row.CanKill);
        Assert.Equal("exited (3)", row.State);
    }

    [Fact]
    public void TreeOf_HostileArguments_AreEscaped()
    {
        var row = Assert.Single(ProcessRow.TreeOf([Samples.Process(1, 0, "node", "\u001b]0;x\u0007")]));

        Assert.Equal("node \\u{1b}]0;x\\u{7}", row.Command);
    }
}
