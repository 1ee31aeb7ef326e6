namespace SecureExec;

/// <summary>One limit: its name in options and JSON, its range and how to read and change it.</summary>
internal sealed record LimitDescriptor(
    string Name,
    string Unit,
    long Min,
    long Max,
    Func<ResourceLimits, long> Get,
    Func<ResourceLimits, long, ResourceLimits> With);
