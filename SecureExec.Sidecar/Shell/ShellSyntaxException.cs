namespace SecureExec.Sidecar.Shell;

/// <summary>A script is not of the shell's language.</summary>
/// <param name="message">What is wrong, as dash says it.</param>
/// <param name="line">Where.</param>
/// <param name="incomplete">The text ends too early: with more of it the command may be whole.</param>
internal sealed class ShellSyntaxException(string message, int line, bool incomplete = false) : Exception(message)
{
    public int Line { get; } = line;

    public bool Incomplete { get; } = incomplete;
}
