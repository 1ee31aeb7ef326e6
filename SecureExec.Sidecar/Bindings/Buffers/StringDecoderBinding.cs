using SecureExec.Sidecar.Engine.Interop;
using SecureExec.Sidecar.Text;

namespace SecureExec.Sidecar.Bindings;

/// <summary><c>internalBinding('string_decoder')</c>: text from chunks of bytes.</summary>
internal static unsafe class StringDecoderBinding
{
    public static void Define(BindingBuilder b) => b
        .Function("decode", &Decode)
        .Function("flush", &Flush);

    private static void Decode(CallInfo info)
    {
        if (!TryState(info, out var state))
            return;
        if (!info.Bytes(1, out var data))
        {
            info.ThrowTypeError("The \"buf\" argument must be an instance of Buffer, TypedArray, or DataView.");
            return;
        }

        BufferText.Return(info, StringDecoderState.Decode(state, data));
    }

    private static void Flush(CallInfo info)
    {
        if (TryState(info, out var state))
            info.Return(StringDecoderState.Flush(state));
    }

    private static bool TryState(CallInfo info, out Span<byte> state)
    {
        if (info.Bytes(0, out state) && StringDecoderState.IsValid(state))
            return true;
        info.ThrowTypeError("The \"decoder\" argument must be the state of a StringDecoder.");
        return false;
    }
}
