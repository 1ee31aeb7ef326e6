using System.Runtime.InteropServices;

namespace SecureExec.Sidecar.Engine.Interop;

/// <summary>
/// A C++ class derived from one of V8's, made by hand: the base's exported vtable with some functions replaced. A function's slot
/// is found by its exported address, so a changed order fails at start-up and not at run time.
/// </summary>
internal static unsafe class VirtualTable
{
    /// <summary>Words before the first function: offset to top, type information.</summary>
    public const int Header = 2;

    /// <param name="symbol">The base's exported vtable.</param>
    /// <param name="slots">Number of virtual functions, destructors included.</param>
    /// <param name="pure">Slot of the pure virtual function, which has no address to find it by, and its implementation; slot 0: none.</param>
    /// <param name="replacements">Exported base functions and what takes their place.</param>
    /// <exception cref="InvalidOperationException">The vtable is not the expected one.</exception>
    public static nint* Derive(string symbol, int slots, (int Slot, nint Function) pure, params ReadOnlySpan<(string Symbol, nint Function)> replacements)
    {
        var source = (nint*)EngineLibrary.Export(symbol) + Header;
        var table = (nint*)NativeMemory.Alloc((nuint)slots * (nuint)sizeof(nint));
        var span = new Span<nint>(table, slots);
        new ReadOnlySpan<nint>(source, slots).CopyTo(span);
        if (pure.Slot != 0)
            span[pure.Slot] = pure.Function;
        foreach (var (name, function) in replacements)
        {
            var slot = span.IndexOf(EngineLibrary.Export(name));
            if (slot < 0)
                throw new InvalidOperationException($"{symbol} has no slot for {name}.");
            span[slot] = function;
        }
        return table;
    }
}
