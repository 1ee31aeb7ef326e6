namespace SecureExec.Protocol;

/// <summary>Wire form of <see cref="RunError"/>, or of none; texts are clipped to <see cref="ProtocolLimits.MaxErrorChars"/>.</summary>
internal static class RunErrorCodec
{
    internal static void Write(FrameWriter writer, RunError? error)
    {
        writer.Bool(error is not null);
        if (error is null) return;
        writer.Text(Clip(error.Name));
        writer.Text(Clip(error.Message));
        writer.OptionalText(error.Stack is null ? null : Clip(error.Stack));
        writer.OptionalText(error.Code is null ? null : Clip(error.Code));
    }

    internal static RunError? Read(ref FrameReader reader) =>
        reader.Bool() ? new RunError(reader.Text(), reader.Text(), reader.OptionalText(), reader.OptionalText()) : null;

    private static string Clip(string text) => text.Length <= ProtocolLimits.MaxErrorChars ? text : text[..ProtocolLimits.MaxErrorChars] + "…";
}
