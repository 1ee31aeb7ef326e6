namespace SecureExec.Protocol;

/// <summary>How a call of a resident process ended.</summary>
internal enum CallOutcome : byte
{
    Succeeded = 0,

    /// <summary>An error that nobody caught.</summary>
    Failed = 1,

    /// <summary>The host took it back and the process has noticed.</summary>
    Abandoned = 2,
}
