using SecureExec.Tests.Shared;

namespace SecureExec.Sidecar.Tests.Escape;

/// <summary>Texts that only the host can have said.</summary>
internal static class HostText
{
    private static readonly string[] Never =
    [
        "ClearScript", "SecureExec.", "System.", "Microsoft.", "EngineInternal", "   at System", ".dll", ".cs:line", "NullReference", "UnmanagedCallersOnly", "secureexec-worker", "dotnet",
        AppContext.BaseDirectory, RepositoryFiles.Root + "/", Environment.CurrentDirectory + "/",
    ];

    /// <summary>Asserts that nothing of the host shows in what a guest saw.</summary>
    internal static void AssertAbsent(string text)
    {
        foreach (string word in Never) Assert.DoesNotContain(word, text, StringComparison.Ordinal);
    }
}
