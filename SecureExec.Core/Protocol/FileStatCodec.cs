using SecureExec.Abi;

namespace SecureExec.Protocol;

/// <summary>Wire form of <see cref="FileStat"/> and <see cref="Timespec"/>.</summary>
internal static class FileStatCodec
{
    /// <summary>Bytes of a stat on the wire.</summary>
    internal const int Bytes = (4 * 8) + (3 * 8) + (3 * 4) + (4 * TimeBytes);

    private const int TimeBytes = 12;

    internal static void Write(FrameWriter writer, in FileStat stat)
    {
        writer.UInt64(stat.Dev);
        writer.UInt32(stat.Mode);
        writer.UInt64(stat.Nlink);
        writer.UInt32(stat.Uid);
        writer.UInt32(stat.Gid);
        writer.UInt64(stat.Rdev);
        writer.Int64(stat.BlockSize);
        writer.UInt64(stat.Ino);
        writer.Int64(stat.Size);
        writer.Int64(stat.Blocks);
        Write(writer, stat.Atime);
        Write(writer, stat.Mtime);
        Write(writer, stat.Ctime);
        Write(writer, stat.Birthtime);
    }

    internal static FileStat Read(ref FrameReader reader) => new(
        reader.UInt64(),
        reader.UInt32(),
        reader.UInt64(),
        reader.UInt32(),
        reader.UInt32(),
        reader.UInt64(),
        reader.Int64(),
        reader.UInt64(),
        reader.Int64(),
        reader.Int64(),
        ReadTime(ref reader),
        ReadTime(ref reader),
        ReadTime(ref reader),
        ReadTime(ref reader));

    internal static void Write(FrameWriter writer, Timespec time)
    {
        writer.Int64(time.Seconds);
        writer.Int32(time.Nanoseconds);
    }

    internal static Timespec ReadTime(ref FrameReader reader)
    {
        long seconds = reader.Int64();
        int nanoseconds = reader.Int32();
        return nanoseconds is >= 0 and <= 999_999_999
            ? new Timespec(seconds, nanoseconds)
            : throw new ProtocolException($"A time has {nanoseconds} nanoseconds.");
    }
}
