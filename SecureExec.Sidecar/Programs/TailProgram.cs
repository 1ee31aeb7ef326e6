using SecureExec.Abi;

namespace SecureExec.Sidecar.Programs;

/// <summary><c>tail</c>: keeps no more than what it may have to show, which <see cref="ResourceLimits.MaxShellBytes"/> bounds (ENOMEM).</summary>
internal static class TailProgram
{
    /// <summary>Shows the end of a stream, or all from a place on.</summary>
    public static Errno Run(NativeContext context, int fd, long count, bool bytes, bool fromStart)
    {
        if (fromStart)
            return FromStart(context, fd, Math.Max(0, count - 1), bytes);
        count = Math.Abs(count);
        return bytes ? LastBytes(context, fd, count) : LastLines(context, fd, count);
    }

    private static Errno FromStart(NativeContext context, int fd, long skip, bool bytes) => StreamPrograms.Copy(context, fd, data =>
    {
        while (skip > 0 && !data.IsEmpty)
        {
            int end = bytes ? (int)Math.Min(skip, data.Length) : data.IndexOf((byte)'\n') + 1;
            if (!bytes && end == 0)
                return Errno.Success;
            skip -= bytes ? end : 1;
            data = data[end..];
        }
        return context.WriteAll(1, data);
    });

    private static Errno LastBytes(NativeContext context, int fd, long count)
    {
        var kept = new Queue<byte[]>();
        long size = 0;
        var errno = StreamPrograms.Copy(context, fd, data =>
        {
            kept.Enqueue(data.ToArray());
            size += data.Length;
            while (size - kept.Peek().Length >= count && kept.Count > 1)
                size -= kept.Dequeue().Length;
            return size - data.Length > context.Sys.Limits.MaxShellBytes ? Errno.ENOMEM : Errno.Success;
        });
        foreach (var part in kept)
        {
            int skip = (int)Math.Clamp(size - count, 0, part.Length);
            context.Out.Write(part.AsSpan(skip));
            size -= part.Length;
        }
        return errno;
    }

    private static Errno LastLines(NativeContext context, int fd, long count)
    {
        var kept = new Queue<byte[]>();
        long size = 0;
        bool tooMuch = false;
        var errno = StreamPrograms.ForEachLine(context, fd, (line, ended) =>
        {
            byte[] whole = ended ? [.. line, (byte)'\n'] : line.ToArray();
            kept.Enqueue(whole);
            size += whole.Length;
            while (kept.Count > count)
                size -= kept.Dequeue().Length;
            tooMuch = size > context.Sys.Limits.MaxShellBytes;
            return !tooMuch;
        });
        foreach (var line in kept)
            context.Out.Write(line);
        return tooMuch ? Errno.ENOMEM : errno;
    }
}
