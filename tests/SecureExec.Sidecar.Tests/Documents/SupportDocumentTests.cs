using SecureExec.Tests.Shared;

namespace SecureExec.Sidecar.Tests.Documents;

/// <summary>What the repository says is supported is what the code supports.</summary>
public sealed class SupportDocumentTests
{
    private const string Remedy = "stale: run `dotnet run --project tests/SecureExec.Sidecar.Tests -- support` and commit what it writes.";

    [Fact]
    public async Task Documents_CommittedText_IsWhatTheSandboxSaysOfItself()
    {
        var document = new SupportDocument(await SupportFacts.GatherAsync());

        Assert.True(RepositoryFiles.Read(SupportDocument.Path) == document.ToMarkdown(), $"{SupportDocument.Path} is {Remedy}");
        string readme = RepositoryFiles.Read(SupportDocument.Readme);
        Assert.True(readme == document.IntoReadme(readme), $"The table of {SupportDocument.Readme} is {Remedy}");
    }

    [Fact]
    public void IntoReadme_TextWithoutMarks_IsRefused()
    {
        var document = new SupportDocument(new SupportFacts(new Dictionary<string, SupportFacts.Module>(), new Dictionary<string, SupportFacts.Binding>()));

        Assert.Throws<InvalidOperationException>(() => document.IntoReadme("# Nothing"));
    }

    [Fact]
    public void ToMarkdown_PartsThatRefuse_AreNamed()
    {
        var facts = new SupportFacts(
            new Dictionary<string, SupportFacts.Module> { ["fs"] = new(null, []), ["net"] = new(null, ["tcp_wrap.TCP", "tcp_wrap.TCPConnectWrap"]), ["timers"] = new(null, ["timers.x"]), ["crypto"] = new("ERR_NO_CRYPTO: no", []) },
            new Dictionary<string, SupportFacts.Binding> { ["fs"] = new(90, []), ["tcp_wrap"] = new(2, ["TCP", "TCPConnectWrap"]) });
        var document = new SupportDocument(facts);

        string text = document.ToMarkdown();

        Assert.Contains("| `fs` | whole |  |", text, StringComparison.Ordinal);
        Assert.Contains("| `net` | not yet | `tcp_wrap.TCP`, `tcp_wrap.TCPConnectWrap` |", text, StringComparison.Ordinal);
        Assert.Contains("| `timers` | in part | `timers.x` |", text, StringComparison.Ordinal);
        Assert.Contains("| `crypto` | not yet | ERR_NO_CRYPTO: no |", text, StringComparison.Ordinal);
        Assert.Contains("| `tcp_wrap` | 2 | 2 | all |", text, StringComparison.Ordinal);
    }
}
