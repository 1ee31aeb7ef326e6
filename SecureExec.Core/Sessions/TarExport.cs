using System.Formats.Tar;
using SecureExec.Abi;
using SecureExec.Protocol;

namespace SecureExec.Sessions;

/// <summary>Writes a directory of the VM as a tar archive (POSIX pax): files, directories, symbolic and hard links with mode, owner and time. Devices, pipes and what is mounted beneath are left out.</summary>
internal sealed class TarExport(RuntimeSession session)
{
    private readonly Dictionary<ulong, string> _hardLinks = [];

    internal async Task WriteAsync(Stream archive, string root, TreeListOptions options, CancellationToken cancellationToken)
    {
        IReadOnlyList<(string Path, FileStat Stat)> entries = await new TreeWalk(session, options).RunAsync(root, cancellationToken).ConfigureAwait(false);
        int prefix = root == "/" ? 1 : root.Length + 1;
        await using var writer = new TarWriter(archive, TarEntryFormat.Pax, leaveOpen: true);
        foreach ((string path, FileStat stat) in entries)
        {
            if (await EntryAsync(path, path[prefix..], stat, cancellationToken).ConfigureAwait(false) is { } entry) await writer.WriteEntryAsync(entry, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<PaxTarEntry?> EntryAsync(string path, string name, FileStat stat, CancellationToken cancellationToken)
    {
        if (stat.IsDirectory) return Describe(new PaxTarEntry(TarEntryType.Directory, name + "/"), stat);
        if (stat.IsSymlink)
        {
            FileResult target = await session.FileAsync(new FileCall(FileOperation.ReadLink, path), cancellationToken).ConfigureAwait(false);
            if (target.Error != Errno.Success) throw new GuestFileException(target.Error, "readlink", path);
            return Describe(new PaxTarEntry(TarEntryType.SymbolicLink, name) { LinkName = target.Text }, stat);
        }
        if (!stat.IsRegular) return null;
        if (stat.Nlink > 1 && _hardLinks.TryGetValue(stat.Ino, out string? first)) return Describe(new PaxTarEntry(TarEntryType.HardLink, name) { LinkName = first }, stat);
        if (stat.Nlink > 1) _hardLinks[stat.Ino] = name;
        PaxTarEntry file = Describe(new PaxTarEntry(TarEntryType.RegularFile, name), stat);
        if (stat.Size > 0) file.DataStream = new GuestFileReader(session, path, stat.Size);
        return file;
    }

    private static PaxTarEntry Describe(PaxTarEntry entry, in FileStat stat)
    {
        entry.Mode = (UnixFileMode)(stat.Mode & (uint)Abi.FileMode.PermissionMask);
        entry.Uid = (int)stat.Uid;
        entry.Gid = (int)stat.Gid;
        entry.ModificationTime = GuestFileInfo.From("/", stat).Modified;
        return entry;
    }
}
