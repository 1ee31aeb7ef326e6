using SecureExec.Abi;

namespace SecureExec.Kernel;

/// <summary>One entry of a host directory with its <c>lstat</c>.</summary>
internal readonly record struct HostDirectoryEntry(string Name, FileStat Stat);
