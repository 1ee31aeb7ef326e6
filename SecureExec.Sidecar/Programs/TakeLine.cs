namespace SecureExec.Sidecar.Programs;

/// <summary>Takes a line without its end; false ends reading.</summary>
internal delegate bool TakeLine(ReadOnlySpan<byte> line, bool ended);
