using System.Runtime.InteropServices;

namespace SecureExec.Sidecar.Engine.Interop;

/// <summary>
/// <c>v8::CompiledWasmModule</c>: the code of a WebAssembly module, which isolates share. A <c>std::shared_ptr</c> and libstdc++'s
/// <c>std::string</c>, which must not move. Disposed on any thread.
/// </summary>
internal sealed unsafe class CompiledWasmModule : IDisposable
{
    private const int Bytes = 48, SourceUrl = 16, SourceUrlInline = 32;

    private readonly byte* _native = (byte*)NativeMemory.AllocZeroed(Bytes);
    private int _disposed;

    /// <summary>Takes the code of a <c>WebAssembly.Module</c> (a local).</summary>
    public CompiledWasmModule(nint module) => V8Api.WasmCompiledModule((nint)_native, module);

    /// <summary>A <c>WebAssembly.Module</c> of the isolate over the same code (a local); 0: an exception is pending.</summary>
    public nint NewModule(nint isolate) => V8Api.WasmModuleFrom(isolate, (nint)_native);

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
            return;
        ((SharedPointer*)_native)->Release();
        var text = *(byte**)(_native + SourceUrl);
        if (text != _native + SourceUrlInline)
            V8Api.OperatorDelete(text);
        NativeMemory.Free(_native);
    }
}
