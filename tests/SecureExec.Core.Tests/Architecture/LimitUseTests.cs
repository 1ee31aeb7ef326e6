using System.Text.RegularExpressions;
using SecureExec.Tests.Shared;

namespace SecureExec.Core.Tests.Architecture;

/// <summary>A limit is more than a declaration: code asks for it, and a test sets it in order to reach it.</summary>
public sealed class LimitUseTests
{
    private static readonly string[] s_declarations = ["SecureExec.Core/Limits/LimitTable.cs", "SecureExec.Core/Limits/ResourceLimits.cs"];

    // These test the declarations themselves.
    private static readonly string[] s_declarationTests = ["tests/SecureExec.Core.Tests/Limits/ResourceLimitsTests.cs", "tests/SecureExec.Core.Tests/Protocol/LimitsJsonTests.cs"];

    public static TheoryData<string> Limits => [.. LimitTable.All.Select(limit => char.ToUpperInvariant(limit.Name[0]) + limit.Name[1..])];

    [Theory]
    [MemberData(nameof(Limits))]
    public void Limit_Each_IsReadByCode(string limit) =>
        Assert.Contains(Files("SecureExec.", s_declarations), path => Regex.IsMatch(RepositoryFiles.Read(path), $@"\.{limit}\b"));

    [Theory]
    [MemberData(nameof(Limits))]
    public void Limit_Each_IsSetByATest(string limit) =>
        Assert.Contains(Files("tests/", s_declarationTests), path => Regex.IsMatch(RepositoryFiles.Read(path), $@"\b{limit} = (?!ResourceLimits)"));

    private static IEnumerable<string> Files(string start, string[] except) =>
        RepositoryFiles.All.Where(path => path.StartsWith(start, StringComparison.Ordinal) && path.EndsWith(".cs", StringComparison.Ordinal) && !except.Contains(path));
}
