using System.Buffers;
using System.Runtime.InteropServices;
using System.Text;
using SecureExec.Abi;
using SecureExec.Interop;
using SecureExec.Kernel;
using SecureExec.Protocol;

namespace SecureExec.Broker;

/// <summary>The reading operations on a mounted host directory. Paths were checked by <see cref="BeneathPath.Check"/>.</summary>
internal static unsafe class HostReader
{
    private const int FirstLinkBytes = 4096;
    private const int DirentHeaderBytes = 19;
    private const int SysGetdents64 = 217;

    /// <summary>The stat of a name in a directory, or of the directory itself.</summary>
    internal static FileResult StatOf(int directory, string name) => FileCalls.StatAt(directory, name, out FileCalls.StatxBuffer stat) < 0
        ? LastError()
        : new FileResult(Errno.Success) { Stat = Convert(stat) };

    /// <summary>Opens a regular file, and nothing else: a pipe, a device or a socket is EINVAL, a directory EISDIR.</summary>
    internal static Errno OpenRegular(int root, string path, int access, out Fd fd, out FileStat stat)
    {
        stat = default;
        Errno error = BeneathPath.Open(root, path, access | FileCalls.O_NOCTTY | FileCalls.O_NONBLOCK, 0, out fd);
        if (error != Errno.Success) return error;
        if (FileCalls.StatAt(fd.Value, "", out FileCalls.StatxBuffer buffer) < 0) error = (Errno)Marshal.GetLastPInvokeError();
        else stat = Convert(buffer);
        if (error == Errno.Success && !stat.IsRegular) error = stat.IsDirectory ? Errno.EISDIR : Errno.EINVAL;
        if (error != Errno.Success) fd.Dispose();
        return error;
    }

    internal static FileResult ReadFile(int root, string path, long maxBytes)
    {
        Errno error = OpenRegular(root, path, FileCalls.O_RDONLY, out Fd fd, out FileStat stat);
        using (fd)
        {
            if (error != Errno.Success) return new FileResult(error);
            if (stat.Size > maxBytes) return new FileResult(Errno.EFBIG);
            var data = new byte[stat.Size];
            int filled = 0;
            while (filled < data.Length)
            {
                nint n = ReadAt(fd.Value, data.AsSpan(filled), filled);
                if (n < 0) return LastError();
                if (n == 0) break;
                filled += (int)n;
            }
            return new FileResult(Errno.Success) { Stat = stat with { Size = filled }, Data = data.AsMemory(0, filled) };
        }
    }

    internal static FileResult ReadFiles(int root, string directory, IReadOnlyList<string> names, long maxBytes)
    {
        Errno error = BeneathPath.Open(root, directory, FileCalls.O_PATH | FileCalls.O_DIRECTORY, 0, out Fd parent);
        using (parent)
        {
            if (error != Errno.Success) return new FileResult(error);
            var entries = new List<HostDirectoryEntry>();
            var data = new ArrayBufferWriter<byte>();
            foreach (string name in names)
            {
                FileResult file = ReadFile(parent.Value, name, maxBytes - data.WrittenCount);
                if (file.Error != Errno.Success) continue;
                data.Write(file.Data.Span);
                entries.Add(new HostDirectoryEntry(name, file.Stat));
            }
            return new FileResult(Errno.Success) { Entries = entries, Data = data.WrittenMemory };
        }
    }

    internal static FileResult ReadRange(int root, string path, long offset, int count)
    {
        if (offset < 0) return new FileResult(Errno.EINVAL);
        Errno error = OpenRegular(root, path, FileCalls.O_RDONLY, out Fd fd, out FileStat stat);
        using (fd)
        {
            if (error != Errno.Success) return new FileResult(error);
            var data = new byte[(int)Math.Clamp(stat.Size - offset, 0, count)];
            nint n = data.Length == 0 ? 0 : ReadAt(fd.Value, data, offset);
            return n < 0 ? LastError() : new FileResult(Errno.Success) { Stat = stat, Data = data.AsMemory(0, (int)n) };
        }
    }

    internal static FileResult ReadLink(int root, string path)
    {
        if (path.Length == 0) return new FileResult(Errno.EINVAL);
        Errno error = BeneathPath.OpenParent(root, path, out Fd parent, out string name);
        using (parent)
        {
            if (error != Errno.Success) return new FileResult(error);
            byte* buffer = stackalloc byte[FirstLinkBytes];
            nint n = FileCalls.ReadLinkAt(parent.Value, name, buffer, FirstLinkBytes);
            return n < 0 ? LastError() : new FileResult(Errno.Success) { Text = Encoding.UTF8.GetString(buffer, (int)n) };
        }
    }

    /// <summary>All entries with their stats. Names that are no UTF-8 are left out: the guest could not name them.</summary>
    internal static FileResult List(int root, string path, int maxEntries)
    {
        Errno error = BeneathPath.Open(root, path, FileCalls.O_RDONLY | FileCalls.O_DIRECTORY, 0, out Fd fd);
        using (fd)
        {
            if (error != Errno.Success) return new FileResult(error);
            var entries = new List<HostDirectoryEntry>();
            var buffer = new byte[32 * 1024];
            while (true)
            {
                int n = ReadEntries(fd.Value, buffer);
                if (n < 0) return LastError();
                if (n == 0) return new FileResult(Errno.Success) { Entries = entries };
                if (!AddEntries(fd.Value, buffer.AsSpan(0, n), entries, maxEntries)) return new FileResult(Errno.ENOMEM);
            }
        }
    }

    private static bool AddEntries(int directory, ReadOnlySpan<byte> records, List<HostDirectoryEntry> entries, int maxEntries)
    {
        while (records.Length > DirentHeaderBytes)
        {
            // struct linux_dirent64: u64 ino, s64 off, u16 reclen, u8 type, char name[]
            int length = BitConverter.ToUInt16(records[16..]);
            ReadOnlySpan<byte> bytes = records[DirentHeaderBytes..length];
            bytes = bytes[..bytes.IndexOf((byte)0)];
            records = records[length..];
            if (!System.Text.Unicode.Utf8.IsValid(bytes)) continue;
            string name = Encoding.UTF8.GetString(bytes);
            if (name is "." or ".." || FileCalls.StatAt(directory, name, out FileCalls.StatxBuffer stat) < 0) continue;
            if (entries.Count >= maxEntries) return false;
            entries.Add(new HostDirectoryEntry(name, Convert(stat)));
        }
        return true;
    }

    private static int ReadEntries(int fd, byte[] buffer)
    {
        fixed (byte* p = buffer) return (int)Libc.Syscall(SysGetdents64, fd, (nint)p, buffer.Length, 0, 0, 0);
    }

    private static nint ReadAt(int fd, Span<byte> buffer, long offset)
    {
        fixed (byte* p = buffer) return Libc.Pread(fd, p, (nuint)buffer.Length, offset);
    }

    private static FileStat Convert(in FileCalls.StatxBuffer stat) => new(
        Device(stat.DevMajor, stat.DevMinor),
        stat.Mode,
        stat.Links,
        stat.Uid,
        stat.Gid,
        Device(stat.RdevMajor, stat.RdevMinor),
        stat.BlockSize,
        stat.Ino,
        (long)stat.Size,
        (long)stat.Blocks,
        Time(stat.Atime),
        Time(stat.Mtime),
        Time(stat.Ctime),
        Time(stat.Birthtime));

    // glibc's makedev.
    private static ulong Device(uint major, uint minor) =>
        ((ulong)(major & 0xFFF) << 8) | ((ulong)(major & ~0xFFFu) << 32) | (minor & 0xFFu) | ((ulong)(minor & ~0xFFu) << 12);

    private static Timespec Time(in FileCalls.StatxTime time) => new(time.Seconds, (int)time.Nanoseconds);

    private static FileResult LastError() => new((Errno)Marshal.GetLastPInvokeError());
}
