using System.Runtime.InteropServices;

namespace SecureExec.Sidecar.Engine.Interop;

/// <summary>
/// Keeps the pages of a disposed isolate's heap for the next isolate of this process: taking them from the kernel anew costs a fault and a
/// cleared page for every 4 KiB that the start-up snapshot fills. V8's own pool lets go of them when an isolate goes. They hold what
/// the last guest process left, which the next one's heap overwrites as it does in V8's own pool; both are of one runtime.
/// It also makes room for compiled JavaScript accessible piece by piece: V8 does so at once, and the kernel would count all of the room as memory of the worker.
/// </summary>
internal static unsafe class PagePool
{
    /// <summary>Pages kept at most: a booted isolate has 26.</summary>
    public const int Capacity = 32;

    private const nuint PageBytes = 256 << 10; // v8::internal::kRegularPageSize
    private const int ReadWrite = 2, ReadWriteExecute = 3; // v8::PageAllocator::Permission
    private const int Slots = 19;
    private const string Class = "N2v84base13PageAllocator";

    private static readonly nint[] Kept = new nint[Capacity];
    private static int s_installed;
    private static volatile bool s_keeps;

    /// <summary>Pages kept now.</summary>
    public static int Count => Kept.Count(page => page != 0);

    /// <summary>From now on pages are kept. A process that has run one guest may well run no other: its memory goes back.</summary>
    public static void Keep() => s_keeps = true;

    /// <summary>Stands between V8 and its allocator of pages; once V8 is initialized, before it makes an isolate. Only for the pinned build of the library.</summary>
    /// <exception cref="InvalidOperationException">V8 does not use the allocator expected.</exception>
    public static void Install()
    {
        if (Interlocked.Exchange(ref s_installed, 1) != 0)
            return;
        var allocator = V8Api.PlatformPageAllocator();
        var expected = EngineLibrary.Export($"_ZTV{Class}E") + VirtualTable.Header * sizeof(nint);
        if (*allocator != expected)
            throw new InvalidOperationException("V8 takes its pages from another allocator than its own.");
        *allocator = (nint)VirtualTable.Derive($"_ZTV{Class}E", Slots, default,
            ($"_Z{Class}13AllocatePagesEPvmmNS_13PageAllocator10PermissionE", (nint)(delegate* unmanaged<nint*, nint, nuint, nuint, int, nint>)&Allocate),
            ($"_Z{Class}9FreePagesEPvm", (nint)(delegate* unmanaged<nint*, nint, nuint, byte>)&Free),
            ($"_Z{Class}14SetPermissionsEPvmNS_13PageAllocator10PermissionE", (nint)(delegate* unmanaged<nint*, nint, nuint, int, byte>)&SetPermissions),
            ($"_Z{Class}13RecommitPagesEPvmNS_13PageAllocator10PermissionE", (nint)(delegate* unmanaged<nint*, nint, nuint, int, byte>)&Recommit));
    }

    // Of the whole room for code (less what its alignment took), once for an isolate: what is used of it is recommitted before.
    [UnmanagedCallersOnly]
    private static byte SetPermissions(nint* self, nint address, nuint bytes, int permission) =>
        permission == ReadWriteExecute && bytes > IsolateHook.CodeRangeBytes / 2 ? (byte)1 : V8Api.SetPagePermissions(self, address, bytes, permission);

    [UnmanagedCallersOnly]
    private static byte Recommit(nint* self, nint address, nuint bytes, int permission) => V8Api.SetPagePermissions(self, address, bytes, permission);

    [UnmanagedCallersOnly]
    private static nint Allocate(nint* self, nint hint, nuint bytes, nuint alignment, int permission)
    {
        if (bytes == PageBytes && alignment <= PageBytes && permission == ReadWrite)
        {
            foreach (ref var slot in Kept.AsSpan())
            {
                if (Volatile.Read(ref slot) != 0 && Interlocked.Exchange(ref slot, 0) is var page and not 0)
                    return page;
            }
        }
        return V8Api.AllocatePages(self, hint, bytes, alignment, permission);
    }

    // A page of the read-only heap can be written again before it is kept; what cannot be is not kept.
    [UnmanagedCallersOnly]
    private static byte Free(nint* self, nint address, nuint bytes)
    {
        if (s_keeps && bytes == PageBytes && (nuint)address % PageBytes == 0 && V8Api.SetPagePermissions(self, address, bytes, ReadWrite) != 0)
        {
            foreach (ref var slot in Kept.AsSpan())
            {
                if (Volatile.Read(ref slot) == 0 && Interlocked.CompareExchange(ref slot, address, 0) == 0)
                    return 1;
            }
        }
        return V8Api.FreePages(self, address, bytes);
    }
}
