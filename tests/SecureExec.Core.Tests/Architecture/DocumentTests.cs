using System.Text.RegularExpressions;
using SecureExec.Tests.Shared;

namespace SecureExec.Core.Tests.Architecture;

/// <summary>Documents speak of the code as it is.</summary>
public sealed partial class DocumentTests
{
    [Fact]
    public void ThreatModel_EachTestItNames_Exists()
    {
        string[] named = [.. TestName().Matches(RepositoryFiles.Read("docs/threat-model.md")).Select(match => match.Groups[1].Value)];
        HashSet<string> existing = [.. RepositoryFiles.All.Where(path => path.StartsWith("tests/", StringComparison.Ordinal) && path.EndsWith(".cs", StringComparison.Ordinal)).SelectMany(TestsIn)];

        Assert.True(named.Length >= 20, $"The threat model names only {named.Length} tests.");
        Assert.Empty(named.Distinct().Except(existing));
    }

    [Fact]
    public void ThreatModel_EachVector_NamesATestOrSaysOpen()
    {
        string[] rows = [.. RepositoryFiles.Read("docs/threat-model.md").Split('\n').Where(line => line.StartsWith('|') && line.Count(c => c == '|') == 5).Skip(2).Where(line => !line.StartsWith("|-", StringComparison.Ordinal) && !line.StartsWith("| vector", StringComparison.Ordinal))];

        Assert.NotEmpty(rows);
        Assert.DoesNotContain(rows, row => !TestName().IsMatch(row) && !row.Contains("**open**", StringComparison.Ordinal));
    }

    [Fact]
    public void Documents_EachRelativeLink_LeadsToAFile()
    {
        foreach (string document in RepositoryFiles.All.Where(path => path.EndsWith(".md", StringComparison.Ordinal)))
        {
            string folder = Path.GetDirectoryName(RepositoryFiles.PathOf(document))!;
            foreach (Match link in RelativeLink().Matches(RepositoryFiles.Read(document)))
            {
                string target = Path.Combine(folder, link.Groups[1].Value);
                Assert.True(File.Exists(target) || Directory.Exists(target), $"{document} links to {link.Groups[1].Value}, which is not there.");
            }
        }
    }

    private static IEnumerable<string> TestsIn(string path)
    {
        string type = Path.GetFileNameWithoutExtension(path);
        return Method().Matches(RepositoryFiles.Read(path)).Select(match => $"{type}.{match.Groups[1].Value}");
    }

    [GeneratedRegex(@"`(\w+Tests\.\w+)`")]
    private static partial Regex TestName();

    [GeneratedRegex(@"public (?:async )?(?:Task|void) (\w+)\(")]
    private static partial Regex Method();

    [GeneratedRegex(@"\]\((?!https?:|mailto:|#)([^)#\s]+)[^)]*\)")]
    private static partial Regex RelativeLink();
}
