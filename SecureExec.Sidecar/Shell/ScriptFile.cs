using SecureExec.Abi;
using SecureExec.Kernel;
using SecureExec.Sidecar.Programs;

namespace SecureExec.Sidecar.Shell;

/// <summary>A file of commands.</summary>
internal static class ScriptFile
{
    /// <summary>Its text. What <c>open</c> answers, EFBIG above <paramref name="limit"/> bytes.</summary>
    public static SysResult<string> Read(NativeContext context, string path, long limit)
    {
        if (context.Sys.Open(path, OpenFlags.O_RDONLY, 0).IsError(out int fd, out var errno))
            return errno;
        var bytes = context.ReadWhole(fd, limit);
        context.Sys.Close(fd);
        return bytes.IsError(out var content, out errno) ? errno : ShellText.Decode(content);
    }
}
