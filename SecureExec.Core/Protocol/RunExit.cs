namespace SecureExec.Protocol;

/// <summary>How a run ended and what it gave and used.</summary>
internal sealed record RunExit
{
    internal required ExitOutcome Outcome { get; init; }

    /// <summary>As a shell reports it: 128 + n after signal n.</summary>
    internal int ExitCode { get; init; }

    /// <summary>The signal that ended the process, or 0.</summary>
    internal int Signal { get; init; }

    /// <summary>The error that ended the run, if one did.</summary>
    internal RunError? Error { get; init; }

    /// <summary>The program's value as JSON in UTF-8; null when it gave none.</summary>
    internal ReadOnlyMemory<byte>? Value { get; init; }

    internal required GuestUsage Usage { get; init; }

    internal void Write(FrameWriter writer)
    {
        writer.Byte((byte)Outcome);
        writer.Int32(ExitCode);
        writer.Int32(Signal);
        RunErrorCodec.Write(writer, Error);
        writer.Bool(Value is not null);
        if (Value is { } value) writer.Bytes(value.Span);
        UsageCodec.Write(writer, Usage);
    }

    internal static RunExit Read(ref FrameReader reader) => new()
    {
        Outcome = (ExitOutcome)reader.Choice((int)ExitOutcome.Crashed),
        ExitCode = reader.Int32(),
        Signal = reader.Int32(),
        Error = RunErrorCodec.Read(ref reader),
        Value = reader.Bool() ? reader.Bytes() : (ReadOnlyMemory<byte>?)null,
        Usage = UsageCodec.Read(ref reader),
    };
}
