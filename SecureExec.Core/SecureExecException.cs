namespace SecureExec;

/// <summary>A fault of the host side: of its set-up, of a worker process, or of this library. What a guest program does wrong is never an exception.</summary>
public class SecureExecException : Exception
{
    /// <summary>Makes the exception without a message of its own.</summary>
    public SecureExecException()
    {
    }

    /// <summary>Makes the exception with a message.</summary>
    public SecureExecException(string message)
        : base(message)
    {
    }

    /// <summary>Makes the exception with a message and its cause.</summary>
    public SecureExecException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
