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

    /// <summary>The controlling terminal of who opens it (ENXIO).</summary>
    Tty,

    /// <summary>The machine's own terminal, which there is not (ENXIO).</summary>
    Console,
}
