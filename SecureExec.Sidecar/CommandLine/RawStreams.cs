using System.Text;
using SecureExec.Interop;

namespace SecureExec.Sidecar.CommandLine;

/// <summary>The process's own output, written as it comes: no buffer, no encoding.</summary>
internal static class RawStreams
{
    internal const int Stdout = 1;
    internal const int Stderr = 2;

    /// <summary>Writes all of it.</summary>
    /// <exception cref="BrokenPipeException">Nobody reads any more.</exception>
    /// <exception cref="IOException">It cannot be written.</exception>
    internal static void Write(int fd, ReadOnlySpan<byte> data)
    {
        while (!data.IsEmpty)
        {
            int n = Libc.WriteOnce(fd, data);
            if (n == -Libc.EAGAIN)
            {
                // The other end of the description made it non-blocking.
                Libc.WaitWritable(fd);
                continue;
            }
            if (n == -(int)Abi.Errno.EPIPE) throw new BrokenPipeException();
            if (n < 0) throw new IOException($"Writing to file descriptor {fd} failed: {(Abi.Errno)(-n)}.");
            data = data[n..];
        }
    }

    internal static void Write(int fd, string text) => Write(fd, Encoding.UTF8.GetBytes(text));
}
