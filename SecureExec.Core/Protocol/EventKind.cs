namespace SecureExec.Protocol;

/// <summary>Kinds of events that a worker tells without being asked; each has a window of its own.</summary>
internal enum EventKind : byte
{
    Audit = 0,
    LimitWarning = 1,
}
