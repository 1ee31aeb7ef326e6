namespace SecureExec.Sidecar.Tests.Differential;

/// <summary>Each program of <c>guest/</c> prints the same and ends the same in the sandbox as in real Node.</summary>
public sealed class DifferentialTests
{
    private const int LeastCases = 100;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    public static TheoryData<string> Cases() => [.. GuestCase.Names];

    [Fact]
    public void Cases_All_AreEnough() => Assert.True(GuestCase.Names.Count >= LeastCases, $"There are only {GuestCase.Names.Count} differential cases.");

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Program_InTheSandbox_DoesWhatRealNodeDoes(string name)
    {
        using var deadline = new CancellationTokenSource(Patience);
        GuestCase guestCase = GuestCase.Load(name);

        Task<ProgramOutput> node = RealNode.RunAsync(guestCase, deadline.Token);
        Task<ProgramOutput> sandbox = Sandbox.RunAsync(guestCase, deadline.Token);
        await Task.WhenAll(node, sandbox);

        ProgramOutput expected = await node;
        Assert.False(expected.Stdout.Length == 0 && expected.ExitCode == 0, $"{name} prints nothing in real Node: it could not fail. Standard error: {expected.Stderr}");
        string? difference = OutputDifference.Find(expected, await sandbox);
        Assert.True(difference is null, $"{name}\n{difference}");
    }
}
