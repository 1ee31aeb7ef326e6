using SecureExec.Abi;

namespace SecureExec.Kernel;

/// <summary>A host file's content and the stat that belongs to it.</summary>
internal sealed record HostFileContent(FileStat Stat, byte[] Data);
