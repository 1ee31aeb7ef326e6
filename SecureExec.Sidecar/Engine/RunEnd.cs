namespace SecureExec.Sidecar.Engine;

/// <summary>Waits for the end of one guest process.</summary>
internal sealed class RunEnd : IGuestRunEvents
{
    private readonly TaskCompletionSource<GuestExit> _exit = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when the process has ended.</summary>
    public Task<GuestExit> Exit => _exit.Task;

    public void OnExit(GuestExit exit) => _exit.TrySetResult(exit);
}
