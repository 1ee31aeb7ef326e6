using System.Runtime.InteropServices;

namespace SecureExec.Interop;

/// <summary>
/// Random bytes of the kernel, by getrandom(2): no file and no library, so that it works in a worker that can open neither.
/// </summary>
internal static unsafe partial class RandomBytes
{
    /// <summary>Fills the buffer.</summary>
    internal static void Fill(Span<byte> buffer)
    {
        fixed (byte* p = buffer)
        {
            for (int done = 0; done < buffer.Length;)
            {
                nint n = GetRandom(p + done, (nuint)(buffer.Length - done), 0);
                if (n > 0) done += (int)n;
                else if (Marshal.GetLastPInvokeError() != Libc.EINTR) throw new IOException($"getrandom failed with errno {Marshal.GetLastPInvokeError()}.");
            }
        }
    }

    /// <summary>A text of that length; each character of the alphabet, which has at most 256, is as likely as any other.</summary>
    internal static string Text(string alphabet, int length)
    {
        int usable = 256 - (256 % alphabet.Length);
        Span<byte> pool = stackalloc byte[64];
        var text = new char[length];
        for (int made = 0, next = pool.Length; made < length;)
        {
            if (next == pool.Length)
            {
                Fill(pool);
                next = 0;
            }
            byte value = pool[next++];
            if (value < usable) text[made++] = alphabet[value % alphabet.Length];
        }
        return new string(text);
    }

    [LibraryImport("libc", EntryPoint = "getrandom", SetLastError = true)]
    private static partial nint GetRandom(byte* buffer, nuint length, uint flags);
}
