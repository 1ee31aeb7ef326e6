using System.Text.RegularExpressions;
using System.Xml.Linq;
using SecureExec.Tests.Shared;

namespace SecureExec.Core.Tests.Architecture;

/// <summary>The analyzer that keeps the host out of the kernel is in force: without these lines a violation would compile.</summary>
public sealed partial class BannedSymbolTests
{
    private static IEnumerable<string> KernelSources =>
        RepositoryFiles.All.Where(path => KernelPath().IsMatch(path));

    [Theory]
    [InlineData("T:System.IO.File")]
    [InlineData("T:System.IO.Directory")]
    [InlineData("N:System.Net.Sockets")]
    [InlineData("T:System.Diagnostics.Process")]
    [InlineData("T:System.Environment")]
    [InlineData("T:System.Runtime.InteropServices.NativeLibrary")]
    public void BannedSymbols_OfTheHost_AreListed(string symbol) =>
        Assert.Contains(RepositoryFiles.Read("BannedSymbols.txt").Split('\n'), line => line.StartsWith(symbol + ";", StringComparison.Ordinal));

    [Fact]
    public void Core_Project_GivesTheListToTheAnalyzer()
    {
        XElement core = XElement.Parse(RepositoryFiles.Read("SecureExec.Core/SecureExec.Core.csproj"));
        XElement packages = XElement.Parse(RepositoryFiles.Read("Directory.Packages.props"));

        Assert.Contains(core.Descendants("AdditionalFiles"), item => (string?)item.Attribute("Include") == @"..\BannedSymbols.txt");
        Assert.Contains(packages.Descendants("GlobalPackageReference"), item => (string?)item.Attribute("Include") == "Microsoft.CodeAnalysis.BannedApiAnalyzers");
    }

    [Fact]
    public void EditorConfig_KernelFolders_MakeItAnError()
    {
        string[] section = [.. RepositoryFiles.Read(".editorconfig").Split('\n').SkipWhile(line => line != "[SecureExec.Core/{Abi,Kernel,Limits,Permissions}/**.cs]").TakeWhile((line, index) => index == 0 || !line.StartsWith('['))];

        Assert.Contains("dotnet_diagnostic.RS0030.severity = error", section);
    }

    [Fact]
    public void KernelSources_Each_NeitherSuppressTheAnalyzerNorImportNativeCode()
    {
        string[] sources = [.. KernelSources];

        Assert.True(sources.Length > 50, $"Only {sources.Length} sources of the kernel were found.");
        Assert.DoesNotContain(sources, path => WayAround().IsMatch(RepositoryFiles.Read(path)));
    }

    [GeneratedRegex(@"^SecureExec\.Core/(Abi|Kernel|Limits|Permissions)/.*\.cs$")]
    private static partial Regex KernelPath();

    [GeneratedRegex(@"RS0030|\bDllImport\b|\bLibraryImport\b|SuppressMessage")]
    private static partial Regex WayAround();
}
