using SecureExec.Abi;
using SecureExec.Kernel;

namespace SecureExec.Sidecar.Programs;

/// <summary>Programs on names and attributes of files: <c>mkdir</c>, <c>mkfifo</c>, <c>rmdir</c>, <c>rm</c>, <c>ln</c>, <c>touch</c>, <c>chmod</c>, <c>readlink</c>, <c>realpath</c>, <c>mktemp</c>.</summary>
internal static class FilePrograms
{
    private const int NewFileMode = 0x1B6, NewDirectoryMode = 0x1FF;

    public static int Mkdir(NativeContext context)
    {
        var options = NativeOptions.Parse(context, "pm:v", "parents=p mode=m verbose=v");
        if (options.Operands.Count == 0)
            return Missing(context);
        int mode = NewDirectoryMode;
        if (options.Value('m') is { } text && !FileModeText.TryApply(text, 0x1FF, true, out mode))
            return context.Fail($"invalid mode '{text}'");
        int status = 0;
        foreach (var path in options.Operands)
        {
            var errno = options.Has('p') ? MakeAll(context, path, mode) : context.Sys.Mkdir(path, mode).Error;
            if (errno == Errno.Success && options.Has('m'))
                errno = context.Sys.Chmod(path, mode).Error;
            if (errno != Errno.Success)
                status = context.Fail($"cannot create directory '{path}'", errno);
            else if (options.Has('v'))
                context.Out.WriteLine($"mkdir: created directory '{path}'");
        }
        return status;
    }

    public static int Mkfifo(NativeContext context)
    {
        var options = NativeOptions.Parse(context, "m:", "mode=m");
        if (options.Operands.Count == 0)
            return Missing(context);
        int mode = NewFileMode;
        if (options.Value('m') is { } text && !FileModeText.TryApply(text, NewFileMode, false, out mode))
            return context.Fail("invalid mode");
        int status = 0;
        foreach (var path in options.Operands)
        {
            var errno = context.Sys.Mkfifo(path, mode).Error;
            if (errno == Errno.Success && options.Has('m'))
                errno = context.Sys.Chmod(path, mode).Error;
            if (errno != Errno.Success)
                status = context.Fail($"cannot create fifo '{path}'", errno);
        }
        return status;
    }

    private static Errno MakeAll(NativeContext context, string path, int mode)
    {
        for (int slash = path.IndexOf('/', 1 < path.Length ? 1 : 0); slash > 0; slash = slash + 1 < path.Length ? path.IndexOf('/', slash + 1) : -1)
        {
            var made = context.Sys.Mkdir(path[..slash], NewDirectoryMode).Error;
            if (made is not (Errno.Success or Errno.EEXIST))
                return made;
        }
        var errno = context.Sys.Mkdir(path, mode).Error;
        return errno == Errno.EEXIST && context.Sys.Stat(path, followSymlinks: true) is { Ok: true, Value.IsDirectory: true } ? Errno.Success : errno;
    }

    public static int Rmdir(NativeContext context)
    {
        var options = NativeOptions.Parse(context, "pv", "parents=p verbose=v");
        if (options.Operands.Count == 0)
            return Missing(context);
        int status = 0;
        foreach (var operand in options.Operands)
        {
            for (var path = operand.TrimEnd('/'); path.Length > 0; path = path.LastIndexOf('/') is > 0 and var slash ? path[..slash] : "")
            {
                if (context.Sys.Rmdir(path).Error is not Errno.Success and var errno)
                {
                    status = context.Fail($"failed to remove '{path}'", errno);
                    break;
                }
                if (!options.Has('p'))
                    break;
            }
        }
        return status;
    }

    public static int Rm(NativeContext context)
    {
        var options = NativeOptions.Parse(context, "rRfidv", "recursive=r force=f dir=d verbose=v");
        bool force = options.Has('f'), recursive = options.Has('r') || options.Has('R');
        if (options.Operands.Count == 0)
            return force ? 0 : Missing(context);
        int status = 0;
        foreach (var path in options.Operands)
        {
            var name = path.TrimEnd('/') is { Length: > 0 } trimmed ? trimmed[(trimmed.LastIndexOf('/') + 1)..] : "/";
            if (name is "." or "..")
                status = context.Fail($"refusing to remove '.' or '..' directory: skipping '{path}'");
            else if (name == "/" && recursive)
                status = context.Fail("it is dangerous to operate recursively on '/'");
            else if (context.Sys.Stat(path, followSymlinks: false).IsError(out var stat, out var errno))
                status = force && errno is Errno.ENOENT or Errno.ENOTDIR ? status : context.Fail($"cannot remove '{path}'", errno);
            else if (stat.IsDirectory && !recursive && !options.Has('d'))
                status = context.Fail($"cannot remove '{path}'", Errno.EISDIR);
            else if (!Remove(context, path, stat.IsDirectory, recursive, options.Has('v'), 0))
                status = 1;
        }
        return status;
    }

    private static bool Remove(NativeContext context, string path, bool isDirectory, bool recursive, bool tells, int depth)
    {
        context.ThrowIfEnded();
        bool all = true;
        if (isDirectory && recursive)
        {
            if (depth > context.Sys.Limits.MaxRecursionDepth)
                return context.Fail($"cannot remove '{path}'", Errno.ENOMEM) == 0;
            if (context.Sys.ReadDir(path).IsError(out var entries, out var unread))
                return context.Fail($"cannot remove '{path}'", unread) == 0;
            foreach (var entry in entries)
                all &= Remove(context, $"{path.TrimEnd('/')}/{entry.Name}", entry.Type == DirentType.Directory, recursive, tells, depth + 1);
        }
        if (!all)
            return false;
        var errno = isDirectory ? context.Sys.Rmdir(path).Error : context.Sys.Unlink(path).Error;
        if (errno != Errno.Success)
            return context.Fail($"cannot remove '{path}'", errno) == 0;
        if (tells)
            context.Out.WriteLine($"removed {(isDirectory ? "directory " : "")}'{path}'");
        return true;
    }

    public static int Ln(NativeContext context)
    {
        var options = NativeOptions.Parse(context, "sfnvT", "symbolic=s force=f no-dereference=n verbose=v no-target-directory=T");
        if (options.Operands.Count == 0)
            return Missing(context);
        var targets = options.Operands.Count > 1 ? options.Operands[..^1] : options.Operands;
        var last = options.Operands.Count > 1 ? options.Operands[^1] : ".";
        bool into = !options.Has('T') && context.Sys.Stat(last, followSymlinks: !options.Has('n')) is { Ok: true, Value.IsDirectory: true };
        if (targets.Count > 1 && !into)
            return context.Fail($"target '{last}': {ErrnoText.Of(Errno.ENOTDIR)}");
        int status = 0;
        foreach (var target in targets)
        {
            var path = into ? $"{last.TrimEnd('/')}/{LastName(target)}" : last;
            if (options.Has('f'))
                context.Sys.Unlink(path);
            var errno = options.Has('s') ? context.Sys.Symlink(target, path).Error : context.Sys.Link(target, path).Error;
            if (errno != Errno.Success)
                status = context.Fail(options.Has('s') ? $"failed to create symbolic link '{path}'" : $"failed to create hard link '{path}' => '{target}'", errno);
        }
        return status;
    }

    public static int Touch(NativeContext context)
    {
        var options = NativeOptions.Parse(context, "acmd:r:t:", "no-create=c date=d reference=r");
        if (options.Operands.Count == 0)
            return context.Fail("missing file operand\nTry 'touch --help' for more information.");
        if (options.Has('t'))
            return context.Fail("-t is not available; use -d");
        double time = (context.Machine.Now?.Invoke() ?? DateTimeOffset.UtcNow).ToUnixTimeMilliseconds() / 1e3;
        if (options.Value('d') is { } text)
        {
            if (text is ['@', .. var seconds] && double.TryParse(seconds, System.Globalization.NumberStyles.Float, System.Globalization.CultureInfo.InvariantCulture, out double epoch))
                time = epoch;
            else if (DateTimeOffset.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.AssumeUniversal, out var given))
                time = given.ToUnixTimeMilliseconds() / 1e3;
            else
                return context.Fail($"invalid date format '{text}'");
        }
        if (options.Value('r') is { } reference)
        {
            if (context.Sys.Stat(reference, followSymlinks: true).IsError(out var stat, out var wrong))
                return context.Fail($"failed to get attributes of '{reference}'", wrong);
            time = stat.Mtime.Seconds + (stat.Mtime.Nanoseconds / 1e9);
        }
        int status = 0;
        foreach (var path in options.Operands)
        {
            bool exists = context.Sys.Stat(path, followSymlinks: true).IsError(out var now, out var errno) == false;
            if (!exists && options.Has('c'))
                continue;
            if (!exists)
            {
                if (context.Sys.Open(path, OpenFlags.O_WRONLY | OpenFlags.O_CREAT, NewFileMode).IsError(out int fd, out errno))
                {
                    status = context.Fail($"cannot touch '{path}'", errno);
                    continue;
                }
                context.Sys.Close(fd);
                now = context.Sys.Stat(path, followSymlinks: true) is { Ok: true, Value: var made } ? made : now;
            }
            double Seconds(Timespec t) => t.Seconds + (t.Nanoseconds / 1e9);
            bool only = options.Has('a') != options.Has('m');
            errno = context.Sys.Utimes(path, only && options.Has('m') ? Seconds(now.Atime) : time, only && options.Has('a') ? Seconds(now.Mtime) : time, followSymlinks: true).Error;
            if (errno != Errno.Success)
                status = context.Fail($"setting times of '{path}'", errno);
        }
        return status;
    }

    public static int Chmod(NativeContext context)
    {
        // A mode may begin with a dash.
        List<string> words = [.. context.Argv.Skip(1)];
        bool recursive = words.RemoveAll(word => word is "-R" or "--recursive") > 0;
        words.RemoveAll(word => word is "-f" or "-v" or "--");
        if (words.Count < 2)
            return Missing(context);
        int status = 0;
        foreach (var path in words.Skip(1))
            status |= Change(context, path, words[0], recursive, 0);
        return status;
    }

    private static int Change(NativeContext context, string path, string mode, bool recursive, int depth)
    {
        context.ThrowIfEnded();
        if (context.Sys.Stat(path, followSymlinks: true).IsError(out var stat, out var errno))
            return context.Fail($"cannot access '{path}'", errno);
        if (!FileModeText.TryApply(mode, (int)stat.Mode & 0xFFF, stat.IsDirectory, out int now, context.Sys.Umask(null).Value))
        {
            context.Fail($"invalid mode: '{mode}'\nTry 'chmod --help' for more information.");
            throw new ProgramExitException(1);
        }
        errno = context.Sys.Chmod(path, now).Error;
        int status = errno == Errno.Success ? 0 : context.Fail($"changing permissions of '{path}'", errno);
        if (!recursive || !stat.IsDirectory || depth >= context.Sys.Limits.MaxRecursionDepth || context.Sys.ReadDir(path).IsError(out var entries, out _))
            return status;
        foreach (var entry in entries)
        {
            if (entry.Type != DirentType.Link)
                status |= Change(context, $"{path.TrimEnd('/')}/{entry.Name}", mode, recursive, depth + 1);
        }
        return status;
    }

    public static int ReadLink(NativeContext context)
    {
        var options = NativeOptions.Parse(context, "femnqsvz", "canonicalize=f no-newline=n");
        int status = options.Operands.Count == 0 ? Missing(context) : 0;
        foreach (var path in options.Operands)
        {
            bool canonical = options.Has('f') || options.Has('e') || options.Has('m');
            var result = canonical ? RealPathOf(context, path) : context.Sys.ReadLink(path);
            if (result.IsError(out var target, out _))
                status = 1;
            else
                context.Out.Write(target + (options.Has('n') ? "" : "\n"));
        }
        return status;
    }

    public static int RealPath(NativeContext context)
    {
        var options = NativeOptions.Parse(context, "emqsz", "");
        int status = options.Operands.Count == 0 ? Missing(context) : 0;
        foreach (var path in options.Operands)
        {
            if (RealPathOf(context, path).IsError(out var real, out var errno))
                status = context.Fail(path, errno);
            else
                context.Out.WriteLine(real);
        }
        return status;
    }

    // The last name need not be there.
    private static SysResult<string> RealPathOf(NativeContext context, string path)
    {
        var real = context.Sys.RealPath(path);
        if (real.Error != Errno.ENOENT || context.Sys.Stat(path, followSymlinks: false).Ok)
            return real;
        var trimmed = path.TrimEnd('/');
        int slash = trimmed.LastIndexOf('/');
        if (context.Sys.RealPath(slash < 0 ? "." : slash == 0 ? "/" : trimmed[..slash]).IsError(out var parent, out var errno))
            return errno;
        return $"{parent.TrimEnd('/')}/{trimmed[(slash + 1)..]}";
    }

    public static int MkTemp(NativeContext context)
    {
        const string letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
        const int attempts = 100;
        var options = NativeOptions.Parse(context, "dp:tuq", "directory=d tmpdir=p dry-run=u quiet=q");
        var template = options.Operands.FirstOrDefault();
        var folder = options.Value('p') is { Length: > 0 } given ? given : context.Env("TMPDIR") is { Length: > 0 } tmp ? tmp : "/tmp";
        bool inFolder = template is null || options.Has('t') || options.Has('p');
        template ??= "tmp.XXXXXXXXXX";
        int end = template.LastIndexOf('X') + 1, start = end;
        while (start > 0 && template[start - 1] == 'X')
            start--;
        if (end - start < 3)
            return context.Fail($"too few X's in template '{template}'");
        var random = new byte[end - start];
        for (int i = 0; i < attempts; i++)
        {
            context.Sys.GetRandom(random);
            var name = template[..start] + string.Concat(random.Select(b => letters[b % letters.Length])) + template[end..];
            var path = inFolder ? $"{folder.TrimEnd('/')}/{name}" : name;
            Errno errno;
            if (options.Has('d'))
                errno = context.Sys.Mkdir(path, 0x1C0).Error;
            else if (!context.Sys.Open(path, OpenFlags.O_RDWR | OpenFlags.O_CREAT | OpenFlags.O_EXCL, 0x180).IsError(out int fd, out errno))
                context.Sys.Close(fd);
            if (errno == Errno.EEXIST)
                continue;
            if (errno != Errno.Success)
                return context.Fail($"failed to create {(options.Has('d') ? "directory" : "file")} via template '{(inFolder ? folder.TrimEnd('/') + "/" : "") + template}'", errno);
            context.Out.WriteLine(path);
            return 0;
        }
        return context.Fail(template, Errno.EEXIST);
    }

    /// <summary>The name at the end of a path.</summary>
    public static string LastName(string path)
    {
        var trimmed = path.TrimEnd('/');
        return trimmed.Length == 0 ? path : trimmed[(trimmed.LastIndexOf('/') + 1)..];
    }

    /// <summary>"missing operand"; 1.</summary>
    public static int Missing(NativeContext context) => context.Fail($"missing operand\nTry '{context.Name} --help' for more information.");
}
