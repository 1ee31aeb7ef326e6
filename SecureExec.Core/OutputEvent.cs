namespace SecureExec;

/// <summary>A piece of output of a process.</summary>
/// <param name="Sequence">Its number, from 1 on over both streams: the cursor that what comes after it is asked by.</param>
/// <param name="Channel">Where it was put out.</param>
/// <param name="Data">Its bytes; pieces end anywhere, within a character too.</param>
/// <param name="Time">When the host received it.</param>
public sealed record OutputEvent(long Sequence, OutputChannel Channel, ReadOnlyMemory<byte> Data, DateTimeOffset Time);
