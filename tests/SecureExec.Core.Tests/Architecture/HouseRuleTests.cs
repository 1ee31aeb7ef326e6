using System.Text;
using System.Text.RegularExpressions;
using SecureExec.Tests.Shared;

namespace SecureExec.Core.Tests.Architecture;

/// <summary>Rules of the house that a compiler does not see.</summary>
public sealed partial class HouseRuleTests
{
    private const int HardCap = 800;
    private const int ContributingCap = 150;

    private static readonly string[] SourceKinds = [".cs", ".razor", ".js", ".mjs", ".cjs", ".ts", ".css", ".sh", ".targets", ".props", ".csproj", ".md"];

    /// <summary>Files over the cap, each with its reason.</summary>
    private static readonly Dictionary<string, string> LongOnPurpose = [];

    private static IEnumerable<string> Sources => RepositoryFiles.All.Where(path => SourceKinds.Contains(Path.GetExtension(path)));

    private static IEnumerable<string> OwnCode => Sources.Where(path => path.EndsWith(".cs", StringComparison.Ordinal) && !path.StartsWith("tests/SecureExec.Core.Tests/Architecture/", StringComparison.Ordinal));

    [Fact]
    public void Sources_Each_StayUnderTheHardCap()
    {
        IEnumerable<string> tooLong = Sources.Where(path => !LongOnPurpose.ContainsKey(path)).Select(path => (path, lines: Lines(path))).Where(file => file.lines > HardCap).Select(file => $"{file.path}: {file.lines}");

        Assert.Empty(tooLong);
    }

    [Fact]
    public void Contributing_Length_IsUnderItsCap() => Assert.InRange(Lines("CONTRIBUTING.md"), 20, ContributingCap);

    [Fact]
    public void Sources_Each_AreUtf8WithoutMarkAndWithUnixLines()
    {
        var strict = new UTF8Encoding(false, throwOnInvalidBytes: true);
        foreach (string path in Sources.Where(path => !path.StartsWith("tests/SecureExec.Sidecar.Tests/guest/", StringComparison.Ordinal)))
        {
            byte[] bytes = File.ReadAllBytes(RepositoryFiles.PathOf(path));
            Assert.False(bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble), $"{path} starts with a byte order mark.");
            Assert.False(bytes.Contains((byte)'\r'), $"{path} has carriage returns.");
            Assert.NotEmpty(strict.GetString(bytes));
        }
    }

    [Fact]
    public void PackageLocks_Each_HoldNoDownloadAddresses()
    {
        string[] locks = [.. RepositoryFiles.All.Where(path => Path.GetFileName(path) == "package-lock.json")];

        Assert.NotEmpty(locks);
        Assert.DoesNotContain(locks, path => RepositoryFiles.Read(path).Contains("\"resolved\"", StringComparison.Ordinal));
    }

    [Fact]
    public void Files_Each_NameNoPathOfTheMachineTheyWereWrittenOn()
    {
        string root = RepositoryFiles.Root + "/";
        string home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile) + "/";
        IEnumerable<string> hits = Sources.Where(path => RepositoryFiles.Read(path) is var text && (text.Contains(root, StringComparison.Ordinal) || (home.StartsWith("/home/", StringComparison.Ordinal) && text.Contains(home, StringComparison.Ordinal))));

        Assert.Empty(hits);
    }

    [Fact]
    public void Code_Everywhere_IsFinished()
    {
        IEnumerable<string> hits = OwnCode.SelectMany(path => Unfinished().Matches(RepositoryFiles.Read(path)).Select(match => $"{path}: {match.Value}"));

        Assert.Empty(hits);
    }

    [Fact]
    public void PragmaWarningDisable_Everywhere_HasAReason()
    {
        IEnumerable<string> hits = OwnCode.SelectMany(path => File.ReadLines(RepositoryFiles.PathOf(path)).Where(line => BarePragma().IsMatch(line)).Select(line => $"{path}: {line.Trim()}"));

        Assert.Empty(hits);
    }

    [Fact]
    public void CatchBlocks_Everywhere_AreNotEmpty()
    {
        IEnumerable<string> hits = OwnCode.SelectMany(path => EmptyCatch().Matches(RepositoryFiles.Read(path)).Select(match => $"{path}: {match.Value.ReplaceLineEndings(" ")}"));

        Assert.Empty(hits);
    }

    [Fact]
    public void Tests_Everywhere_DoNotSleep()
    {
        IEnumerable<string> hits = OwnCode.Where(path => path.StartsWith("tests/", StringComparison.Ordinal) && RepositoryFiles.Read(path).Contains("Thread.Sleep(", StringComparison.Ordinal));

        Assert.Empty(hits);
    }

    private static int Lines(string path) => File.ReadLines(RepositoryFiles.PathOf(path)).Count();

    [GeneratedRegex(@"\b(TODO|FIXME|XXX|HACK)\b|NotImplementedException")]
    private static partial Regex Unfinished();

    [GeneratedRegex(@"^\s*#pragma warning disable [^/]*$")]
    private static partial Regex BarePragma();

    [GeneratedRegex(@"catch\s*(\([^)]*\))?\s*(when\s*\([^{]*\))?\s*\{\s*\}")]
    private static partial Regex EmptyCatch();
}
