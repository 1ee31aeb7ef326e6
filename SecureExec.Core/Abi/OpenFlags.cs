namespace SecureExec.Abi;

/// <summary>Flags of <c>open(2)</c> with their Linux x86-64 values (<c>asm-generic/fcntl.h</c>).</summary>
[Flags]
internal enum OpenFlags
{
    O_RDONLY = 0,
    O_WRONLY = 1,
    O_RDWR = 2,
    /// <summary>Mask of the three access modes; the value 3 is invalid.</summary>
    O_ACCMODE = 3,
    O_CREAT = 0x40,
    O_EXCL = 0x80,
    O_NOCTTY = 0x100,
    O_TRUNC = 0x200,
    O_APPEND = 0x400,
    O_NONBLOCK = 0x800,
    O_DSYNC = 0x1000,
    O_DIRECT = 0x4000,
    O_DIRECTORY = 0x10000,
    O_NOFOLLOW = 0x20000,
    O_NOATIME = 0x40000,
    O_CLOEXEC = 0x80000,
    /// <summary>Includes <see cref="O_DSYNC"/>, as in Linux.</summary>
    O_SYNC = 0x101000,
}
