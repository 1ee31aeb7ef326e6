namespace SecureExec;

/// <summary>The worker process could not be started or ended before it was ready. The message carries the end of its standard error.</summary>
public sealed class WorkerStartException : SecureExecException
{
    internal WorkerStartException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
