namespace SecureExec.Kernel.Vfs;

/// <summary>What a character device does.</summary>
internal enum DeviceKind
{
    /// <summary>Always at its end; takes all.</summary>
    Null,

    /// <summary>Endless zeros; takes all.</summary>
    Zero,

    /// <summary>Endless zeros; always full (ENOSPC).</summary>
    Full,

    /// <summary>Endless random bytes; takes and forgets all.</summary>
    Random,

    /// <summary>The controlling terminal or the console, which no process has (ENXIO).</summary>
    Tty,
}
