namespace SecureExec.Sidecar.Engine;

/// <summary>How a call ended; the numbers are those of <c>guest/bootstrap/resident.js</c>.</summary>
internal enum GuestCallOutcome
{
    Succeeded = 0,

    Failed = 1,

    /// <summary>The host took it back.</summary>
    Abandoned = 2,
}
