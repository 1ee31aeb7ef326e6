using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

[assembly: DisableRuntimeMarshalling]

namespace SecureExec.Sidecar.Engine.Interop;

/// <summary>A two-word C++ callback struct (<c>DeserializeInternalFieldsCallback</c> and friends).</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct Pair
{
    public nint A, B;
}

/// <summary><c>v8::MemorySpan&lt;Local&gt;</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct Span2
{
    public nint* Data;
    public nuint Size;
}

/// <summary><c>v8::MemorySpan&lt;uint8_t&gt;</c>, and any other {pointer, size} pair that comes back in two registers.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct Span1
{
    public byte* Data;
    public nuint Size;
}

/// <summary><c>v8::Maybe&lt;double&gt;</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct MaybeDouble
{
    public byte HasValue;
    public double Value;
}

/// <summary><c>v8::Maybe&lt;int64_t&gt;</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct MaybeInt64
{
    public byte HasValue;
    public long Value;
}

/// <summary><c>v8::ScriptCompiler::CachedData</c>; policy 0: we own the bytes.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct CachedData
{
    public byte* Data;
    public int Length;
    public byte Rejected;
    public int Policy;
}

/// <summary><c>v8::TryCatch</c>: 48 bytes in V8 14.7, with room to spare. Lives on our stack between its exported constructor and destructor.</summary>
[StructLayout(LayoutKind.Sequential, Size = 96)]
internal struct TryCatch
{
    public nint Isolate;
}

/// <summary><c>v8::ScriptCompiler::Source</c> (104 bytes) with its <c>ScriptOrigin</c> flattened in. Options: 1 cross-origin, 8 module.</summary>
[StructLayout(LayoutKind.Sequential, Size = 192)]
internal unsafe struct ScriptSource
{
    public nint SourceString, ResourceName;
    public int LineOffset, ColumnOffset, Options;
    private readonly int _padding;
    public nint SourceMapUrl, HostDefinedOptions;
    public CachedData* Cached;
    public nint ConsumeTask, HintCallback, HintData;
}

/// <summary><c>v8::PromiseRejectMessage</c>: promise, event, value; passed by value in memory.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct PromiseRejectMessage
{
    public nint Promise;
    public int Event;
    public nint Value;
}

/// <summary><c>v8::HeapStatistics</c>: 14 words and a flag in V8 14.7; the constructor zeroes them.</summary>
[StructLayout(LayoutKind.Sequential, Size = 192)]
internal struct HeapStatistics
{
    public nuint TotalHeapSize, TotalHeapSizeExecutable, TotalPhysicalSize, TotalAvailableSize, UsedHeapSize, HeapSizeLimit;
    public nuint MallocedMemory, ExternalMemory, PeakMallocedMemory;
    public byte DoesZapGarbage;
    public nuint NumberOfNativeContexts, NumberOfDetachedContexts, TotalGlobalHandlesSize, UsedGlobalHandlesSize;
}

/// <summary><c>v8::StartupData</c>: a start-up snapshot in memory.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct StartupData
{
    public byte* Data;
    public int Length;
}
