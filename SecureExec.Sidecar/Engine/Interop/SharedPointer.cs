using System.Runtime.InteropServices;

namespace SecureExec.Sidecar.Engine.Interop;

/// <summary>libstdc++'s <c>std::shared_ptr</c>: what V8 gives for the memory behind a buffer. One holder owns one count.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct SharedPointer
{
    private const int UseCount = 8, WeakCount = 12, DisposeSlot = 2, DestroySlot = 3;

    public nint Pointer, Control;

    /// <summary>A second holder.</summary>
    public readonly SharedPointer AddHolder()
    {
        if (Control != 0)
            Interlocked.Increment(ref *(int*)(Control + UseCount));
        return this;
    }

    /// <summary>Gives up this holder's count; the last one frees the object.</summary>
    public void Release()
    {
        var control = Control;
        (Pointer, Control) = (0, 0);
        if (control == 0 || Interlocked.Decrement(ref *(int*)(control + UseCount)) != 0)
            return;
        var table = *(nint**)control;
        ((delegate* unmanaged<nint, void>)table[DisposeSlot])(control);
        if (Interlocked.Decrement(ref *(int*)(control + WeakCount)) == 0)
            ((delegate* unmanaged<nint, void>)table[DestroySlot])(control);
    }
}
