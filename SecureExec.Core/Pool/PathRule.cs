namespace SecureExec.Pool;

/// <summary>What a confined worker may do beneath a path of the host: rights of <see cref="Interop.LandlockCalls"/>. A path that is not there grants nothing.</summary>
internal readonly record struct PathRule(string Path, ulong Rights);
