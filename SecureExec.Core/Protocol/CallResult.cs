namespace SecureExec.Protocol;

/// <summary>How a call of a resident process ended and what it gave and used.</summary>
internal sealed record CallResult
{
    internal required CallOutcome Outcome { get; init; }

    internal RunError? Error { get; init; }

    /// <summary>The value as JSON in UTF-8; null when it gave none.</summary>
    internal ReadOnlyMemory<byte>? Value { get; init; }

    internal ReadOnlyMemory<byte> Stdout { get; init; }

    internal ReadOnlyMemory<byte> Stderr { get; init; }

    internal bool StdoutTruncated { get; init; }

    internal bool StderrTruncated { get; init; }

    internal required GuestUsage Usage { get; init; }

    internal void Write(FrameWriter writer)
    {
        writer.Byte((byte)Outcome);
        RunErrorCodec.Write(writer, Error);
        writer.Bool(Value is not null);
        if (Value is { } value) writer.Bytes(value.Span);
        writer.Bytes(Stdout.Span);
        writer.Bytes(Stderr.Span);
        writer.Bool(StdoutTruncated);
        writer.Bool(StderrTruncated);
        UsageCodec.Write(writer, Usage);
    }

    internal static CallResult Read(ref FrameReader reader) => new()
    {
        Outcome = (CallOutcome)reader.Choice((int)CallOutcome.Abandoned),
        Error = RunErrorCodec.Read(ref reader),
        Value = reader.Bool() ? reader.Bytes() : (ReadOnlyMemory<byte>?)null,
        Stdout = reader.Bytes(),
        Stderr = reader.Bytes(),
        StdoutTruncated = reader.Bool(),
        StderrTruncated = reader.Bool(),
        Usage = UsageCodec.Read(ref reader),
    };
}
