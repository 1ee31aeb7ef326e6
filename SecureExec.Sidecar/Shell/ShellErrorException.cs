namespace SecureExec.Sidecar.Shell;

/// <summary>An error that ends a shell that is no interactive one, as POSIX 2.8.1 says.</summary>
internal sealed class ShellErrorException(string message, int status = 2) : Exception(message)
{
    public int Status { get; } = status;
}
