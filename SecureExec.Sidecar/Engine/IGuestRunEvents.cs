namespace SecureExec.Sidecar.Engine;

/// <summary>What the worker hears of a guest process. Called on the guest's thread.</summary>
internal interface IGuestRunEvents
{
    /// <summary>The event loop has nothing to do now and is about to wait. The isolate is not held.</summary>
    void OnIdle()
    {
    }

    /// <summary>The process has ended; nothing of it runs any more.</summary>
    void OnExit(GuestExit exit);

    /// <summary>A call of a resident process has ended.</summary>
    void OnReply(GuestCallReply reply)
    {
    }
}
