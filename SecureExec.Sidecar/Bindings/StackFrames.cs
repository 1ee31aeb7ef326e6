using SecureExec.Sidecar.Engine.Interop;

namespace SecureExec.Sidecar.Bindings;

/// <summary>Places of <c>v8::StackFrame</c>s, one-based as guests see them.</summary>
internal static class StackFrames
{
    // v8::Location: two 32-bit integers, zero-based, in one register.
    public static int Line(nint frame) => (int)(uint)V8Api.StackFrameLocation(frame) + 1;

    public static int Column(nint frame) => (int)(V8Api.StackFrameLocation(frame) >> 32) + 1;
}
