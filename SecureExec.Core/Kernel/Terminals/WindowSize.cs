namespace SecureExec.Kernel.Terminals;

/// <summary>Size of a terminal in characters (<c>struct winsize</c> of <c>ioctl_tty(2)</c>); 0 is unknown.</summary>
internal readonly record struct WindowSize(ushort Columns, ushort Rows);
