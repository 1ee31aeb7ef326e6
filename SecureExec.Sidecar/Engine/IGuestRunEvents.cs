using SecureExec.Kernel;

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

    /// <summary>The process goes on as another program (<c>execve(2)</c>), which the listener starts and whose end it hears of instead. Nothing of the one before runs any more.</summary>
    void OnReplaced(GuestProcess process, Executable program) => throw new NotSupportedException("Only a machine that has programs runs others.");

    /// <summary>A call of a resident process has ended.</summary>
    void OnReply(GuestCallReply reply)
    {
    }
}
