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
        writer.Bool(Error is not null);
        if (Error is not null)
        {
            writer.Text(Clip(Error.Name));
            writer.Text(Clip(Error.Message));
            writer.OptionalText(Error.Stack is null ? null : Clip(Error.Stack));
            writer.OptionalText(Error.Code is null ? null : Clip(Error.Code));
        }
        writer.Bool(Value is not null);
        if (Value is { } value) writer.Bytes(value.Span);
        writer.Span(Usage.Wall);
        writer.Span(Usage.Cpu);
        writer.Int64(Usage.PeakHeapBytes);
        writer.Int64(Usage.Syscalls);
        writer.Int64(Usage.BytesRead);
        writer.Int64(Usage.BytesWritten);
    }

    internal static RunExit Read(ref FrameReader reader) => new()
    {
        Outcome = (ExitOutcome)reader.Choice((int)ExitOutcome.Crashed),
        ExitCode = reader.Int32(),
        Signal = reader.Int32(),
        Error = reader.Bool() ? new RunError(reader.Text(), reader.Text(), reader.OptionalText(), reader.OptionalText()) : null,
        Value = reader.Bool() ? reader.Bytes() : (ReadOnlyMemory<byte>?)null,
        Usage = new GuestUsage
        {
            Wall = reader.Span(),
            Cpu = reader.Span(),
            PeakHeapBytes = reader.Int64(),
            Syscalls = reader.Int64(),
            BytesRead = reader.Int64(),
            BytesWritten = reader.Int64(),
        },
    };

    private static string Clip(string text) => text.Length <= ProtocolLimits.MaxErrorChars ? text : text[..ProtocolLimits.MaxErrorChars] + "…";
}
