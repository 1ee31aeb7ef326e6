using SecureExec.Abi;
using SecureExec.Sidecar.Bindings;

namespace SecureExec.Sidecar.Programs;

/// <summary><c>strerror(3)</c> of glibc, where it is not libuv's text with a capital.</summary>
internal static class ErrnoText
{
    /// <summary>For example "No such file or directory".</summary>
    public static string Of(Errno errno) => errno switch
    {
        Errno.EPERM => "Operation not permitted",
        Errno.ENXIO => "No such device or address",
        Errno.ENOEXEC => "Exec format error",
        Errno.EAGAIN => "Resource temporarily unavailable",
        Errno.ENOMEM => "Cannot allocate memory",
        Errno.EBUSY => "Device or resource busy",
        Errno.EEXIST => "File exists",
        Errno.EXDEV => "Invalid cross-device link",
        Errno.ENOTDIR => "Not a directory",
        Errno.EISDIR => "Is a directory",
        Errno.ENFILE => "Too many open files in system",
        Errno.EROFS => "Read-only file system",
        Errno.EMLINK => "Too many links",
        Errno.ENAMETOOLONG => "File name too long",
        Errno.ENOTEMPTY => "Directory not empty",
        Errno.ELOOP => "Too many levels of symbolic links",
        Errno.EIO => "Input/output error",
        Errno.E2BIG => "Argument list too long",
        Errno.ESPIPE => "Illegal seek",
        Errno.EBADF => "Bad file descriptor",
        _ => Capital(Errors.TextOf(errno)),
    };

    private static string Capital(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];
}
