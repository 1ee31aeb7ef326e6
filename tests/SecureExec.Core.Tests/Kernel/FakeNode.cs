using SecureExec.Abi;
using FileMode = SecureExec.Abi.FileMode;

namespace SecureExec.Core.Tests.Kernel;

/// <summary>One object of the <see cref="FakeBroker"/>'s host.</summary>
internal sealed class FakeNode(ulong ino, FileMode mode)
{
    public ulong Ino { get; } = ino;

    public FileMode Mode { get; set; } = mode;

    public byte[] Data { get; set; } = [];

    public string Target { get; init; } = "";

    public ulong Links { get; set; } = 1;

    public Timespec Mtime { get; set; } = new(1, 0);

    public Timespec Atime { get; set; } = new(1, 0);

    public SortedDictionary<string, FakeNode> Children { get; } = new(StringComparer.Ordinal);

    public bool IsDirectory => (Mode & FileMode.S_IFMT) == FileMode.S_IFDIR;

    public bool IsRegular => (Mode & FileMode.S_IFMT) == FileMode.S_IFREG;

    public FileStat Stat => new(
        7, (uint)Mode, Links, 0, 0, 0, 4096, Ino, IsRegular ? Data.Length : Target.Length, 8, Atime, Mtime, Mtime, new Timespec(1, 0));
}
