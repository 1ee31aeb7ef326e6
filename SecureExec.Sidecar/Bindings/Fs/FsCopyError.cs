using SecureExec.Abi;
using SecureExec.Sidecar.Engine.Interop;

namespace SecureExec.Sidecar.Bindings;

/// <summary>Why <c>cp</c> stopped, with the shape that Node gives each kind of failure.</summary>
internal sealed class FsCopyError
{
    private Errno Errno { get; init; }

    private string Syscall { get; init; } = "cp";

    private string Path { get; init; } = "";

    private string? Code { get; init; }

    private string Message { get; init; } = "";

    private string? Denied { get; init; }

    /// <summary>A socket, FIFO or unknown entry where none can be copied; JavaScript makes its error. Null for the rest.</summary>
    public string? SpecialFile { get; private init; }

    /// <summary>Where the special file would have gone.</summary>
    public string SpecialPath => Path;

    /// <summary>A failure that Node reports in the words of the C library.</summary>
    public static FsCopyError System(Errno errno, string path) => new() { Errno = errno, Path = path, Message = Words(errno), Denied = Errors.DenialOf(errno) };

    /// <summary>A failure that Node reports in libuv's words.</summary>
    public static FsCopyError Uv(Errno errno, string syscall, string path) => new() { Errno = errno, Syscall = syscall, Path = path, Denied = Errors.DenialOf(errno) };

    /// <summary>A rule of <c>cp</c> itself.</summary>
    public static FsCopyError Rule(string code, string message) => new() { Code = code, Message = message };

    /// <summary>A kind of file that cannot be copied.</summary>
    public static FsCopyError Special(string kind, string path) => new() { SpecialFile = kind, Path = path };

    /// <summary>The error object, as a local.</summary>
    public nint ToLocal(Realm realm)
    {
        var (iso, context) = (realm.Isolate, V8Api.CurrentContext(realm.Isolate));
        if (Code != null)
        {
            var rule = V8Api.NewError(V8.Str(iso, Message), 0);
            V8.Set(iso, context, rule, "code", V8.Str(iso, Code));
            return rule;
        }
        if (Message.Length == 0)
            return Errors.Create(realm, Errno, Syscall, Path, null, Denied);
        var error = V8Api.NewError(V8.Str(iso, $"{Errors.CodeOf(Errno)}, {Message} '{Path}'{Errors.DenialText(Denied)}"), 0);
        V8.Set(iso, context, error, "errno", V8.Int(iso, (int)Errno));
        V8.Set(iso, context, error, "code", V8.Str(iso, Errors.CodeOf(Errno)));
        V8.Set(iso, context, error, "path", V8.Str(iso, Path));
        V8.Set(iso, context, error, "syscall", V8.Str(iso, Syscall));
        return error;
    }

    private static string Words(Errno errno) => errno switch
    {
        Errno.EPERM => "Operation not permitted",
        Errno.ENOENT => "No such file or directory",
        Errno.EACCES => "Permission denied",
        Errno.EEXIST => "File exists",
        Errno.ENOTDIR => "Not a directory",
        Errno.EISDIR => "Is a directory",
        Errno.EINVAL => "Invalid argument",
        Errno.ENOSPC => "No space left on device",
        Errno.EROFS => "Read-only file system",
        Errno.ELOOP => "Too many levels of symbolic links",
        Errno.ENAMETOOLONG => "File name too long",
        _ => Errors.TextOf(errno),
    };
}
