using System.Text.RegularExpressions;
using SecureExec.Tests.Shared;

namespace SecureExec.Core.Tests.Architecture;

/// <summary>Which parts of other projects a project's sources may name.</summary>
public sealed partial class NamespaceUseTests
{
    /// <summary>Core's folders that are namespaces of their own and not for services.</summary>
    private static readonly string[] InternalParts = ["Abi", "Broker", "Interop", "Kernel", "Limits", "Permissions", "Pool", "Protocol", "Sessions"];

    [Fact]
    public void InternalParts_OfCore_AreAllItsFoldersButTheContracts()
    {
        IEnumerable<string> folders = RepositoryFiles.All.Where(path => path.StartsWith("SecureExec.Core/", StringComparison.Ordinal)).Select(path => path.Split('/')).Where(parts => parts.Length > 2).Select(parts => parts[1]).Distinct();

        Assert.Equal(InternalParts, folders.Except(["Contracts", "build", "buildTransitive", "Properties"]).Order());
    }

    [Theory]
    [InlineData("SecureExec.Gateway")]
    [InlineData("SecureExec.Dashboard")]
    [InlineData("SecureExec.ServiceDefaults")]
    public void Sources_OfAService_NameOnlyCoresContracts(string project)
    {
        string[] sources = [.. SourcesOf(project)];
        IEnumerable<string> uses = sources.SelectMany(path => CorePart().Matches(RepositoryFiles.Read(path)).Where(match => InternalParts.Contains(match.Groups[1].Value)).Select(match => $"{path}: {match.Value}"));

        Assert.NotEmpty(sources);
        Assert.Empty(uses);
    }

    [Fact]
    public void Sources_ThatNameClearScript_AreTheSidecars()
    {
        IEnumerable<string> users = RepositoryFiles.All.Where(path => path.EndsWith(".cs", StringComparison.Ordinal) && UsingClearScript().IsMatch(RepositoryFiles.Read(path)));

        Assert.DoesNotContain(users, path => !path.StartsWith("SecureExec.Sidecar/", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("SecureExec.Sidecar/Engine/")]
    [InlineData("SecureExec.Sidecar/Bindings/")]
    [InlineData("SecureExec.Core/")]
    public void Sources_BeneathTheService_NameNoAspNetCore(string folder)
    {
        IEnumerable<string> users = RepositoryFiles.All.Where(path => path.StartsWith(folder, StringComparison.Ordinal) && path.EndsWith(".cs", StringComparison.Ordinal) && RepositoryFiles.Read(path).Contains("Microsoft.AspNetCore", StringComparison.Ordinal));

        Assert.Empty(users);
    }

    private static IEnumerable<string> SourcesOf(string project) =>
        RepositoryFiles.All.Where(path => path.StartsWith(project + "/", StringComparison.Ordinal) && (path.EndsWith(".cs", StringComparison.Ordinal) || path.EndsWith(".razor", StringComparison.Ordinal)));

    [GeneratedRegex(@"\bSecureExec\.([A-Z]\w*)\b")]
    private static partial Regex CorePart();

    [GeneratedRegex(@"^\s*(global )?using (static )?Microsoft\.ClearScript\b", RegexOptions.Multiline)]
    private static partial Regex UsingClearScript();
}
