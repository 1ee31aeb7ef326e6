using System.Runtime.InteropServices;

namespace SecureExec.Sidecar.Engine.Interop;

/// <summary>A slot of the V8 library's global offset table, through which it calls its own exported functions.</summary>
internal static unsafe class LibrarySlot
{
    private const int ProtRead = 1, ProtWrite = 2;
    private const nint PageMask = 4095;

    /// <summary>Puts another function into a slot.</summary>
    /// <exception cref="InvalidOperationException">The page cannot be written.</exception>
    public static void Replace(nint slot, nint function)
    {
        // The table is filled lazily and therefore writable already; said again so that a library linked otherwise works, too.
        if (mprotect(slot & ~PageMask, PageMask + 1, ProtRead | ProtWrite) != 0)
            throw new InvalidOperationException("The V8 library's function table cannot be written.");
        *(nint*)slot = function;
    }

    [DllImport("libc")]
    private static extern int mprotect(nint address, nint length, int protection);
}
