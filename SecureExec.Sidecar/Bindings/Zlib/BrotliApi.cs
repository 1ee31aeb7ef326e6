using System.Runtime.InteropServices;

namespace SecureExec.Sidecar.Bindings;

/// <summary>Brotli as .NET carries it in its own native library: streams with an allocator of ours.</summary>
internal static unsafe class BrotliApi
{
    /// <summary>Answers of the decoder.</summary>
    public const int DecoderError = 0, DecoderSuccess = 1, DecoderNeedsInput = 2, DecoderNeedsOutput = 3;

    private const string Library = "libSystem.IO.Compression.Native";

    /// <summary>Has the library loaded: none can be once the worker is locked down.</summary>
    public static void Load() => _ = EncoderMaxCompressedSize(1);

    [DllImport(Library, EntryPoint = "BrotliEncoderMaxCompressedSize")] private static extern nuint EncoderMaxCompressedSize(nuint size);

    [DllImport(Library, EntryPoint = "BrotliEncoderCreateInstance")] public static extern nint EncoderCreate(delegate* unmanaged<nint, nuint, void*> alloc, delegate* unmanaged<nint, void*, void> free, nint opaque);

    [DllImport(Library, EntryPoint = "BrotliEncoderDestroyInstance")] public static extern void EncoderDestroy(nint state);

    [DllImport(Library, EntryPoint = "BrotliEncoderSetParameter")] public static extern int EncoderSetParameter(nint state, int parameter, uint value);

    [DllImport(Library, EntryPoint = "BrotliEncoderCompressStream")]
    public static extern int EncoderStep(nint state, int operation, nuint* inputLeft, byte** input, nuint* outputLeft, byte** output, nuint* total);

    [DllImport(Library, EntryPoint = "BrotliDecoderCreateInstance")] public static extern nint DecoderCreate(delegate* unmanaged<nint, nuint, void*> alloc, delegate* unmanaged<nint, void*, void> free, nint opaque);

    [DllImport(Library, EntryPoint = "BrotliDecoderDestroyInstance")] public static extern void DecoderDestroy(nint state);

    [DllImport(Library, EntryPoint = "BrotliDecoderDecompressStream")]
    public static extern int DecoderStep(nint state, nuint* inputLeft, byte** input, nuint* outputLeft, byte** output, nuint* total);
}
