namespace SecureExec.NodeConformance;

/// <summary>One file of Node's tests.</summary>
/// <param name="File">Path below the suite, for example <c>parallel/test-path-join.js</c>.</param>
/// <param name="Group">Module it is about, by its name's prefix.</param>
/// <param name="Flags">Of its <c>// Flags:</c> comment.</param>
/// <param name="Needs">A capability it cannot do without and that is not among the groups' own: <c>childProcess</c>, <c>sockets</c>, <c>crypto</c>, <c>zlib</c>, <c>workers</c>, <c>inspector</c>; null for none.</param>
/// <param name="ChecksSomething">Whether the text asserts anything; a test that does not passes by not throwing.</param>
internal sealed record SuiteTest(string File, string Group, IReadOnlyList<string> Flags, string? Needs, bool ChecksSomething);
