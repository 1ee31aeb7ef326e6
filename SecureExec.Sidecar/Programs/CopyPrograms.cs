using SecureExec.Abi;

namespace SecureExec.Sidecar.Programs;

/// <summary><c>cp</c> and <c>mv</c>.</summary>
internal static class CopyPrograms
{
    public static int Cp(NativeContext context)
    {
        var options = NativeOptions.Parse(context, "rRafpvnLPdT", "recursive=r archive=a force=f preserve=p verbose=v no-clobber=n no-target-directory=T dereference=L no-dereference=P");
        return Each(context, options, (from, to) => Copy(context, options, from, to, 0));
    }

    public static int Mv(NativeContext context)
    {
        var options = NativeOptions.Parse(context, "finvT", "force=f no-clobber=n verbose=v no-target-directory=T");
        return Each(context, options, (from, to) =>
        {
            if (options.Has('n') && context.Sys.Stat(to, followSymlinks: false).Ok)
                return 0;
            var errno = context.Sys.Rename(from, to).Error;
            if (errno == Errno.Success)
                return 0;
            if (errno != Errno.EXDEV)
                return context.Fail(errno == Errno.ENOENT && !context.Sys.Stat(from, followSymlinks: false).Ok ? $"cannot stat '{from}'" : $"cannot move '{from}' to '{to}'", errno);
            var archive = NativeOptions.Parse(context.With(["cp", "-a"]), "a");
            if (Copy(context, archive, from, to, 0) != 0)
                return 1;
            return FilePrograms.Rm(context.With(["mv", "-r", "-f", "--", from]));
        });
    }

    private static int Each(NativeContext context, NativeOptions options, Func<string, string, int> act)
    {
        var operands = options.Operands;
        if (operands.Count == 0)
            return context.Fail($"missing file operand\nTry '{context.Name} --help' for more information.");
        if (operands.Count == 1)
            return context.Fail($"missing destination file operand after '{operands[0]}'\nTry '{context.Name} --help' for more information.");
        var last = operands[^1];
        bool into = !options.Has('T') && context.Sys.Stat(last, followSymlinks: true) is { Ok: true, Value.IsDirectory: true };
        if (operands.Count > 2 && !into)
            return context.Fail($"target '{last}': {ErrnoText.Of(context.Sys.Stat(last, followSymlinks: true).Ok ? Errno.ENOTDIR : Errno.ENOENT)}");
        int status = 0;
        foreach (var from in operands[..^1])
        {
            var to = into ? $"{last.TrimEnd('/')}/{FilePrograms.LastName(from)}" : last;
            status |= act(from, to);
            if (status == 0 && options.Has('v'))
                context.Out.WriteLine($"{(context.Name == "mv" ? "renamed " : "")}'{from}' -> '{to}'");
        }
        return status;
    }

    private static int Copy(NativeContext context, NativeOptions options, string from, string to, int depth)
    {
        context.ThrowIfEnded();
        bool recursive = options.Has('r') || options.Has('R') || options.Has('a');
        bool follows = !recursive || options.Has('L');
        if (context.Sys.Stat(from, follows).IsError(out var stat, out var errno))
            return context.Fail($"cannot stat '{from}'", errno);
        if (stat.IsDirectory)
        {
            if (!recursive)
                return context.Fail($"-r not specified; omitting directory '{from}'");
            return CopyTree(context, options, from, to, stat, depth);
        }
        if (options.Has('n') && context.Sys.Stat(to, followSymlinks: false).Ok)
            return 0;
        if (context.Sys.Stat(to, followSymlinks: true) is { Ok: true, Value: var there } && there.Ino == stat.Ino && there.Dev == stat.Dev && !stat.IsSymlink)
            return context.Fail($"'{from}' and '{to}' are the same file");
        if (stat.IsSymlink)
        {
            context.Sys.Unlink(to);
            errno = context.Sys.ReadLink(from).IsError(out var target, out errno) ? errno : context.Sys.Symlink(target!, to).Error;
        }
        else
        {
            errno = context.Sys.CopyFile(from, to, default).Error;
            if (errno == Errno.EACCES && options.Has('f') && context.Sys.Unlink(to).Ok)
                errno = context.Sys.CopyFile(from, to, default).Error;
        }
        if (errno != Errno.Success)
            return context.Fail($"cannot create regular file '{to}'", errno);
        Preserve(context, options, to, stat);
        return 0;
    }

    private static int CopyTree(NativeContext context, NativeOptions options, string from, string to, FileStat stat, int depth)
    {
        if (depth > context.Sys.Limits.MaxRecursionDepth)
            return context.Fail($"cannot copy '{from}'", Errno.ENOMEM);
        if (context.Sys.RealPath(from) is { Ok: true, Value: var real } && context.Sys.RealPath(to) is { Ok: true, Value: var target } && (target + "/").StartsWith(real + "/", StringComparison.Ordinal))
            return context.Fail($"cannot copy a directory, '{from}', into itself, '{to}'");
        var errno = context.Sys.Mkdir(to, ((int)stat.Mode & 0x1FF) | 0x1C0).Error;
        if (errno is not (Errno.Success or Errno.EEXIST))
            return context.Fail($"cannot create directory '{to}'", errno);
        if (context.Sys.ReadDir(from).IsError(out var entries, out errno))
            return context.Fail($"cannot access '{from}'", errno);
        int status = 0;
        foreach (var entry in entries)
            status |= Copy(context, options, $"{from.TrimEnd('/')}/{entry.Name}", $"{to.TrimEnd('/')}/{entry.Name}", depth + 1);
        Preserve(context, options, to, stat);
        return status;
    }

    private static void Preserve(NativeContext context, NativeOptions options, string path, FileStat stat)
    {
        if (!options.Has('p') && !options.Has('a'))
            return;
        if (!stat.IsSymlink)
            context.Sys.Chmod(path, (int)stat.Mode & 0xFFF);
        context.Sys.Utimes(path, stat.Atime.Seconds + (stat.Atime.Nanoseconds / 1e9), stat.Mtime.Seconds + (stat.Mtime.Nanoseconds / 1e9), followSymlinks: false);
    }
}
