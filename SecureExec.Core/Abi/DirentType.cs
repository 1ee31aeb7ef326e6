namespace SecureExec.Abi;

/// <summary>Type of a directory entry, with libuv's <c>UV_DIRENT_*</c> values, which Node's <c>fs.constants</c> expose.</summary>
internal enum DirentType
{
    Unknown = 0,
    File = 1,
    Directory = 2,
    Link = 3,
    Fifo = 4,
    Socket = 5,
    Character = 6,
    Block = 7,
}
