using System.Text.Json.Serialization;

namespace SecureExec.NodeConformance;

/// <summary>One file of Node's tests.</summary>
/// <param name="File">Path below the suite, for example <c>parallel/test-path-join.js</c>.</param>
/// <param name="Group">Module it is about, by its name's prefix.</param>
/// <param name="Flags">Of its <c>// Flags:</c> comment.</param>
/// <param name="Needs">Capabilities it uses beyond the groups' own, as <see cref="NeedsList"/> has them.</param>
/// <param name="ChecksSomething">Whether the text asserts anything; a test that does not passes by not throwing.</param>
internal sealed record SuiteTest(string File, string Group, IReadOnlyList<string> Flags, IReadOnlyList<string> Needs, bool ChecksSomething)
{
    /// <summary>The capability for whose sake it is reported apart and outside the bounds; null for none.</summary>
    [JsonIgnore]
    internal string? Apart => BoundedGroups.IsEncrypted(Group) ? null : Needs.FirstOrDefault(Capability.IsApart);
}
