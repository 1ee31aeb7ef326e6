namespace SecureExec.Sidecar.Tests.Differential;

public sealed class OutputDifferenceTests
{
    [Fact]
    public void Find_SameOutputAndCode_IsNull() =>
        Assert.Null(OutputDifference.Find(new ProgramOutput("a\n", 3, "x"), new ProgramOutput("a\n", 3, "y")));

    [Fact]
    public void Find_OtherExitCode_NamesBoth() =>
        Assert.Contains("Node 0, sandbox 7", OutputDifference.Find(new ProgramOutput("a", 0, ""), new ProgramOutput("a", 7, "")), StringComparison.Ordinal);

    [Fact]
    public void Find_OtherLine_ShowsItWithItsNumber()
    {
        string? report = OutputDifference.Find(new ProgramOutput("a\nb\nc", 0, ""), new ProgramOutput("a\nB\nc", 0, "boom"));

        Assert.Contains("from line 2", report, StringComparison.Ordinal);
        Assert.Contains("- b", report, StringComparison.Ordinal);
        Assert.Contains("+ B", report, StringComparison.Ordinal);
        Assert.Contains("boom", report, StringComparison.Ordinal);
    }

    [Fact]
    public void Find_SandboxPrintsNothing_IsADifference() =>
        Assert.NotNull(OutputDifference.Find(new ProgramOutput("a\n", 0, ""), new ProgramOutput("", 0, "")));
}
