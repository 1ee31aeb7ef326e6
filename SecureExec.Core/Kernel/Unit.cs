namespace SecureExec.Kernel;

/// <summary>The value of a call that succeeds with nothing to tell.</summary>
internal readonly record struct Unit;
