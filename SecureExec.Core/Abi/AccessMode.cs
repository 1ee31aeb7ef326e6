namespace SecureExec.Abi;

/// <summary>Modes of <c>access(2)</c>; the same bits as one octal digit of a file mode.</summary>
[Flags]
internal enum AccessMode
{
    F_OK = 0,
    X_OK = 1,
    W_OK = 2,
    R_OK = 4,
}
