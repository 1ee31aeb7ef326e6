using System.Runtime.InteropServices;

namespace SecureExec.Sidecar.Engine.Interop;

/// <summary>
/// Stands before V8's <c>JSDateTimeFormat::CreateDateTimeFormat</c>, through which all of <c>Intl</c>'s date formats are made, by the slot of
/// the library's own procedure table. ICU has one default time zone for the whole process: it is made the guest's own before. As options
/// can be getters of the guest's, no lock is held meanwhile; when another guest's zone has come between, the format is made once more.
/// Where that goes on, the lock decides: a getter then keeps back guests of its own machine, no longer than its CPU time lasts.
/// </summary>
internal static unsafe class DateFormatHook
{
    // Of 7.5.1.1 linux-x64: distance from the exported function to the slot through which the library calls it.
    private const nint Slot = 0x37d7c90 - 0x1e01ac0;
    private const string Symbol = "_ZN2v88internal16JSDateTimeFormat20CreateDateTimeFormatEPNS0_7IsolateENS0_12DirectHandleINS0_3MapEEENS4_INS0_6ObjectEEES8_NS1_14RequiredOptionENS1_14DefaultsOptionENS0_17MaybeDirectHandleINS0_6StringEEEPKc";
    private const int FreeAttempts = 8;
    private static delegate* unmanaged<nint, nint, nint, nint, int, int, nint, nint, nint> s_create;

    /// <summary>Takes the call over. Only for the pinned build of the library, before the lock-down.</summary>
    public static void Install()
    {
        var create = EngineLibrary.Export(Symbol);
        s_create = (delegate* unmanaged<nint, nint, nint, nint, int, int, nint, nint, nint>)create;
        LibrarySlot.Replace(create + Slot, (nint)(delegate* unmanaged<nint, nint, nint, nint, int, int, nint, nint, nint>)&Create);
    }

    [UnmanagedCallersOnly]
    private static nint Create(nint isolate, nint map, nint locales, nint options, int required, int defaults, nint zone, nint service)
    {
        for (var attempt = 0; attempt < FreeAttempts; attempt++)
        {
            var generation = TimeZones.Claim();
            var format = s_create(isolate, map, locales, options, required, defaults, zone, service);
            // 0: it has thrown.
            if (format == 0 || TimeZones.IsUnchangedSince(generation))
                return format;
        }
        using (TimeZones.Hold())
        {
            TimeZones.Claim();
            return s_create(isolate, map, locales, options, required, defaults, zone, service);
        }
    }
}
