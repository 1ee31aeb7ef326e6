using System.Buffers;
using SecureExec.Abi;
using SecureExec.Kernel;
using SecureExec.Sidecar.Engine.Interop;

namespace SecureExec.Sidecar.Bindings;

/// <summary>Whole files of UTF-8 text in one call: <c>readFileUtf8</c> and <c>writeFileUtf8</c>.</summary>
internal static unsafe class FsWholeFiles
{
    private const int FirstChunk = 8192, LargestText = 0x1fffffe8, DefaultMode = 0x1b6;

    public static void Define(BindingBuilder b) => b
        .Function("readFileUtf8", &ReadFileUtf8)
        .Function("writeFileUtf8", &WriteFileUtf8);

    /// <summary>
    /// Reads to the end into a rented array. <paramref name="length"/> is what was read. Null with an errno: the read failed, or the
    /// content is larger than one array can be.
    /// </summary>
    public static byte[]? ReadToEnd(ProcessSyscalls sys, int fd, out int length, out Errno errno)
    {
        length = 0;
        var hint = !sys.Fstat(fd).IsError(out var stat, out _) && stat.IsRegular ? stat.Size : 0;
        if (hint >= Array.MaxLength)
        {
            errno = Errno.ENOMEM;
            return null;
        }
        // One byte of room beyond the end finds the end in the same read.
        var buffer = ArrayPool<byte>.Shared.Rent(Math.Max(FirstChunk, (int)hint + 1));
        while (true)
        {
            if (sys.Read(fd, buffer.AsSpan(length), -1, wait: true).IsError(out var count, out errno))
                break;
            length += count;
            if (count == 0)
                return buffer;
            if (length < buffer.Length)
                continue;
            if (length >= Array.MaxLength / 2)
            {
                errno = Errno.ENOMEM;
                break;
            }
            var larger = ArrayPool<byte>.Shared.Rent(length * 2);
            buffer.AsSpan(0, length).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(buffer);
            buffer = larger;
        }
        ArrayPool<byte>.Shared.Return(buffer);
        return null;
    }

    // (path or fd, flags)
    private static void ReadFileUtf8(CallInfo info)
    {
        var (realm, sys) = (info.Realm, info.Realm.Guest.Sys);
        var owned = !info.IsNumber(0);
        if (!Descriptor(info, owned, 1, DefaultMode, out var fd))
            return;
        var content = ReadToEnd(sys, fd, out var length, out var errno);
        if (owned)
            sys.Close(fd);
        if (content == null)
        {
            Errors.Throw(realm, errno, "read");
            return;
        }
        var text = V8.Utf8(info.Isolate, content.AsSpan(0, length));
        ArrayPool<byte>.Shared.Return(content);
        if (text != 0)
            info.Return(text);
        else
            info.Throw($"Cannot create a string longer than 0x{LargestText:x} characters", "ERR_STRING_TOO_LONG");
    }

    // (path or fd, text, flags, mode)
    private static void WriteFileUtf8(CallInfo info)
    {
        var (iso, realm, sys) = (info.Isolate, info.Realm, info.Realm.Guest.Sys);
        if (!info.IsString(1))
        {
            info.ThrowTypeError("The \"data\" argument must be of type string.");
            return;
        }
        var owned = !info.IsNumber(0);
        if (!FsArgs.Int(info, 3, out var mode) || !Descriptor(info, owned, 2, mode, out var fd))
            return;
        const int replaceInvalid = 2;
        var size = V8Api.StringUtf8Length(info[1], iso);
        var buffer = ArrayPool<byte>.Shared.Rent(checked((int)size));
        nuint written;
        fixed (byte* p = buffer)
            written = V8Api.StringWriteUtf8(info[1], iso, p, size, replaceInvalid, null);
        var errno = Errno.Success;
        if (written > 0)
            FsWrites.WriteAll(sys, fd, buffer.AsSpan(0, (int)written), -1, out errno);
        ArrayPool<byte>.Shared.Return(buffer);
        if (owned)
            sys.Close(fd);
        if (errno != Errno.Success)
            Errors.Throw(realm, errno, "write");
    }

    // A number is an open descriptor; anything else a path to open.
    private static bool Descriptor(CallInfo info, bool isPath, int flagsIndex, int mode, out int fd)
    {
        if (!isPath)
            return FsArgs.Fd(info, 0, out fd);
        fd = -1;
        if (!FsArgs.Path(info, 0, out var path) || !FsArgs.Int(info, flagsIndex, out var flags))
            return false;
        if (!info.Realm.Guest.Sys.Open(path, (OpenFlags)flags, mode).IsError(out fd, out var errno))
            return true;
        Errors.Throw(info.Realm, errno, "open", path);
        return false;
    }
}
