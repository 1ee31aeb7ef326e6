using SecureExec.Abi;
using SecureExec.Kernel;
using SecureExec.Sidecar.Programs;

namespace SecureExec.Sidecar.Shell;

/// <summary>Redirections of descriptors, for a child for ever and for the shell itself until a command has ended.</summary>
internal sealed class Redirector(NativeContext context, ShellState state, Func<Word, string> expand)
{
    private const int FirstPrivate = 10;
    private const int NewFileMode = 0x1B6;

    private readonly HashSet<int> _private = [];

    /// <summary>Descriptors of the shell that no program gets.</summary>
    public IReadOnlyCollection<int> Private => _private;

    /// <summary>Moves a descriptor to where no program gets it; its number there.</summary>
    public int MakePrivate(int fd)
    {
        int copy = Copy(fd);
        Sys.Close(fd);
        return copy;
    }

    private int Copy(int fd)
    {
        int copy = FirstPrivate;
        while (Sys.Fstat(copy).Error == Errno.Success)
            copy++;
        if (!Sys.Dup2(fd, copy).Ok)
            return -1;
        _private.Add(copy);
        return copy;
    }

    /// <summary>Another program has the descriptors now: nothing is put back.</summary>
    public bool IsReplaced { get; set; }

    /// <summary>Remembers what is about to change; it is put back when this is disposed.</summary>
    public SavedDescriptors Save() => new(this);

    /// <summary>Applies redirections in their order.</summary>
    /// <param name="sys">Whose descriptors.</param>
    /// <param name="redirections">What to do.</param>
    /// <param name="saved">Takes what was before; null when it is not to come back.</param>
    /// <returns>What went wrong; null for nothing.</returns>
    public string? Apply(ProcessSyscalls sys, IReadOnlyList<Redirection> redirections, SavedDescriptors? saved)
    {
        foreach (var redirection in redirections)
        {
            if (ApplyOne(sys, redirection, saved) is { } error)
                return error;
        }
        return null;
    }

    private string? ApplyOne(ProcessSyscalls sys, Redirection redirection, SavedDescriptors? saved)
    {
        var op = redirection.Operator;
        int fd = redirection.Fd ?? (op[0] == '<' ? 0 : 1);
        if (op is "<<" or "<<-" or "<<<")
            return HereDocument(sys, fd, expand(redirection.Target) + (op == "<<<" ? "\n" : ""), saved);
        var target = expand(redirection.Target);
        if (op is "<&" or ">&")
        {
            if (target == "-")
            {
                saved?.Remember(fd);
                sys.Close(fd);
                return null;
            }
            if (int.TryParse(target, out int source))
            {
                if (_private.Contains(source) || sys.Fstat(source).Error != Errno.Success)
                    return $"{source}: Bad file descriptor";
                return Move(sys, source, fd, close: false, saved);
            }
            if (op == "<&" || redirection.Fd is not null)
                return state.IsBash ? $"{target}: ambiguous redirect" : "Bad fd number";
            op = "&>";
        }
        var flags = op switch
        {
            "<" => OpenFlags.O_RDONLY,
            "<>" => OpenFlags.O_RDWR | OpenFlags.O_CREAT,
            ">>" or "&>>" => OpenFlags.O_WRONLY | OpenFlags.O_CREAT | OpenFlags.O_APPEND,
            ">" when (state.Options & ShellOptions.NoClobber) != 0 && sys.Stat(target, followSymlinks: true) is { Ok: true, Value.IsRegular: true } => OpenFlags.O_WRONLY | OpenFlags.O_CREAT | OpenFlags.O_EXCL,
            _ => OpenFlags.O_WRONLY | OpenFlags.O_CREAT | OpenFlags.O_TRUNC,
        };
        if (sys.Open(target, flags, NewFileMode).IsError(out int opened, out var errno))
        {
            if (state.IsBash)
                return errno == Errno.EEXIST ? $"{target}: cannot overwrite existing file" : $"{target}: {ErrnoText.Of(errno)}";
            return flags == OpenFlags.O_RDONLY
                ? $"cannot open {target}: {(errno == Errno.ENOENT ? "No such file" : ErrnoText.Of(errno))}"
                : $"cannot create {target}: {(errno == Errno.ENOENT ? "Directory nonexistent" : ErrnoText.Of(errno))}";
        }
        if (op[0] != '&')
            return Move(sys, opened, fd, close: true, saved);
        return Move(sys, opened, 1, close: true, saved) ?? Move(sys, 1, 2, close: false, saved);
    }

    private static string? Move(ProcessSyscalls sys, int from, int to, bool close, SavedDescriptors? saved)
    {
        if (from == to)
            return null;
        saved?.Remember(to);
        var errno = sys.Dup2(from, to).Error;
        if (close)
            sys.Close(from);
        return errno == Errno.Success ? null : $"{to}: {ErrnoText.Of(errno)}";
    }

    // A small text fits into a pipe; a larger one lies in a file without a name.
    private static string? HereDocument(ProcessSyscalls sys, int fd, string text, SavedDescriptors? saved)
    {
        var bytes = ShellText.Encode(text);
        if (bytes.Length <= KernelPipe.Capacity)
        {
            if (sys.Pipe().IsError(out var pipe, out var errno))
                return ErrnoText.Of(errno);
            for (var left = bytes.AsSpan(); !left.IsEmpty && sys.Write(pipe.Writer, left, -1) is { Ok: true, Value: var count };)
                left = left[count..];
            sys.Close(pipe.Writer);
            return Move(sys, pipe.Reader, fd, close: true, saved);
        }
        if (sys.Mkdtemp("/tmp/sh-thd.").IsError(out var folder, out var wrong))
            return $"cannot create temp file for here-document: {ErrnoText.Of(wrong)}";
        var path = folder + "/text";
        if (sys.Open(path, OpenFlags.O_RDWR | OpenFlags.O_CREAT | OpenFlags.O_EXCL, 0x180).IsError(out int file, out wrong))
            return $"cannot create temp file for here-document: {ErrnoText.Of(wrong)}";
        sys.Unlink(path);
        sys.Rmdir(folder);
        for (var left = bytes.AsSpan(); !left.IsEmpty;)
        {
            if (sys.Write(file, left, -1).IsError(out int count, out wrong))
            {
                sys.Close(file);
                return $"cannot write here-document: {ErrnoText.Of(wrong)}";
            }
            left = left[count..];
        }
        sys.Seek(file, 0, 0);
        return Move(sys, file, fd, close: true, saved);
    }

    /// <summary>Descriptors of the shell to be put back.</summary>
    internal sealed class SavedDescriptors(Redirector owner) : IDisposable
    {
        private readonly List<(int Fd, int Copy)> _saved = [];

        /// <summary>Keeps what a descriptor is now.</summary>
        public void Remember(int fd)
        {
            if (_saved.Exists(saved => saved.Fd == fd))
                return;
            var sys = owner.Sys;
            if (sys.Fstat(fd).Error != Errno.Success)
            {
                _saved.Add((fd, -1));
                return;
            }
            if (owner.Copy(fd) is >= 0 and var copy)
                _saved.Add((fd, copy));
        }

        public void Dispose()
        {
            if (owner.IsReplaced)
                return;
            var sys = owner.Sys;
            for (int i = _saved.Count - 1; i >= 0; i--)
            {
                var (fd, copy) = _saved[i];
                if (copy < 0)
                    sys.Close(fd);
                else
                {
                    sys.Dup2(copy, fd);
                    sys.Close(copy);
                    owner._private.Remove(copy);
                }
            }
        }
    }

    private ProcessSyscalls Sys => context.Sys;
}
