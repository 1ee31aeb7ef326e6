using SecureExec.Abi;

namespace SecureExec;

/// <summary>An operation of the host on a runtime's file system failed.</summary>
public sealed class GuestFileException : SecureExecException
{
    internal GuestFileException(Errno error, string operation, string path)
        : base($"{error}: {operation} '{path}' failed in the virtual file system.")
    {
        Code = error.ToString();
        Errno = (int)error;
        Path = path;
    }

    /// <summary>Name of the error, for example <c>ENOENT</c>.</summary>
    public string Code { get; }

    /// <summary>Linux number of the error, positive.</summary>
    public int Errno { get; }

    /// <summary>The guest path.</summary>
    public string Path { get; }
}
