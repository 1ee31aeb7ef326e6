using SecureExec.Abi;

namespace SecureExec.Sidecar.Bindings;

/// <summary>How a tree is copied.</summary>
/// <param name="Force">Overwrites files.</param>
/// <param name="Dereference">Copies what links lead to.</param>
/// <param name="ErrorOnExist">Without force, a file that exists is an error and not left as it is.</param>
/// <param name="VerbatimSymlinks">Leaves the targets of links as they are.</param>
/// <param name="PreserveTimestamps">Copies access and modification times.</param>
/// <param name="Fresh">The destination is new: nothing that appears there meanwhile is opened or followed.</param>
/// <param name="Flags">For fresh copies.</param>
internal readonly record struct FsCopyOptions(
    bool Force, bool Dereference, bool ErrorOnExist, bool VerbatimSymlinks, bool PreserveTimestamps, bool Fresh, CopyFileFlags Flags);
