namespace SecureExec.Sidecar.Engine;

/// <summary>What the worker hears of a guest process. Called on the guest's thread.</summary>
internal interface IGuestRunEvents
{
    /// <summary>The process has ended; nothing of it runs any more.</summary>
    void OnExit(GuestExit exit);

    /// <summary>A call of a resident process has ended.</summary>
    void OnReply(GuestCallReply reply)
    {
    }
}
