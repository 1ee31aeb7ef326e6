namespace SecureExec;

/// <summary>What the handler of a <see cref="HostFunction"/> throws to tell the guest why it failed: message and code reach the guest as its error.</summary>
public sealed class HostFunctionException : Exception
{
    /// <inheritdoc/>
    public HostFunctionException()
    {
    }

    /// <inheritdoc/>
    public HostFunctionException(string message)
        : base(message)
    {
    }

    /// <inheritdoc/>
    public HostFunctionException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>The <c>code</c> of the guest's error.</summary>
    public string Code { get; init; } = "ERR_HOST_TOOL_FAILED";
}
