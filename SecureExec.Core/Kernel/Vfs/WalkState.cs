using SecureExec.Abi;

namespace SecureExec.Kernel.Vfs;

/// <summary>One path walk on its way. <c>_length</c> counts the canonical path of the current place in the buffer; zero stands for the root.</summary>
internal ref struct WalkState
{
    private readonly DirectoryInode _root;
    private readonly Caller _caller;
    private readonly WalkOptions _options;
    private readonly Span<char> _buffer;
    private DirectoryInode _current;
    private ReadOnlySpan<char> _rest;
    private int _length;
    private int _links;
    private DirectoryInode? _parent;
    private Inode? _inode;
    private FileDescription? _magic;
    private bool _trailingSlash;
    private bool _endsInDot;
    private bool _endsInDotDot;

    /// <summary>Makes a walk that has not set out.</summary>
    public WalkState(DirectoryInode root, Caller caller, WalkOptions options, Span<char> buffer)
    {
        _root = root;
        _caller = caller;
        _options = options;
        _buffer = buffer;
        _current = root;
    }

    /// <summary>Sets out from the root or the working directory.</summary>
    public Errno Start(string path)
    {
        _rest = path;
        if (path[0] == '/')
        {
            return Errno.Success;
        }

        _current = _caller.Cwd;
        return EnterAt(_current);
    }

    /// <summary>Walks to the end.</summary>
    public Errno Run()
    {
        while (true)
        {
            _rest = _rest.TrimStart('/');
            if (_rest.IsEmpty)
            {
                _parent = null;
                _inode = _current;
                return Errno.Success;
            }

            int slash = _rest.IndexOf('/');
            ReadOnlySpan<char> name = slash < 0 ? _rest : _rest[..slash];
            _rest = slash < 0 ? default : _rest[slash..];
            bool last = _rest.IsEmpty || !_rest.ContainsAnyExcept('/');
            _trailingSlash = last && !_rest.IsEmpty;
            Errno errno = Step(name, last, out bool done);
            if (errno != Errno.Success || done)
            {
                return errno;
            }
        }
    }

    /// <summary>What was found, or where the walk failed.</summary>
    public readonly Dentry Result(Errno errno) => new()
    {
        Path = _length == 0 ? "/" : _buffer[.._length],
        Parent = errno == Errno.Success ? _parent : null,
        Inode = errno == Errno.Success ? _inode : null,
        Magic = errno == Errno.Success ? _magic : null,
        TrailingSlash = _trailingSlash,
        EndsInDot = _endsInDot,
        EndsInDotDot = _endsInDotDot,
    };

    private Errno Step(ReadOnlySpan<char> name, bool last, out bool done)
    {
        done = false;
        Errno errno = VfsAccess.Check(_current, _caller, AccessMode.X_OK);
        if (errno != Errno.Success)
        {
            return errno;
        }

        _endsInDot = name is ".";
        _endsInDotDot = name is "..";
        if (_endsInDot)
        {
            return Errno.Success;
        }

        if (_endsInDotDot)
        {
            GoUp();
            return Errno.Success;
        }

        int before = _length;
        if ((errno = Append(name)) != Errno.Success)
        {
            return errno;
        }

        if (_current.Lookup(name, _caller).IsError(out Inode? found, out errno))
        {
            done = last && errno == Errno.ENOENT && !_current.IsRemoved;
            _parent = _current;
            _inode = null;
            return done ? Errno.Success : errno;
        }

        return Take(found, last, before, out done);
    }

    private Errno Take(Inode found, bool last, int before, out bool done)
    {
        done = false;
        bool keepsSlash = (_options & WalkOptions.KeepTrailingSlash) != 0;
        bool directoryNeeded = !last || (_trailingSlash && !keepsSlash);
        if (found is SymlinkInode link && (directoryNeeded || (_options & WalkOptions.Follow) != 0))
        {
            return FollowLink(link, last, before, out done);
        }

        if (found is DirectoryInode directory)
        {
            while (directory.Covering is { } covering)
            {
                directory = covering.Root;
            }

            found = directory;
            if (!last)
            {
                _current = directory;
                return Errno.Success;
            }
        }
        else if (directoryNeeded)
        {
            return Errno.ENOTDIR;
        }

        done = true;
        _parent = _current;
        _inode = found;
        return Errno.Success;
    }

    private Errno FollowLink(SymlinkInode link, bool last, int before, out bool done)
    {
        done = false;
        if (++_links > AbiLimits.SymlinkDepth)
        {
            return Errno.ELOOP;
        }

        if (link.OpenTarget(_caller) is { } open)
        {
            return FollowMagic(open, last, out done);
        }

        if (link.ReadTarget(_caller).IsError(out string? target, out Errno errno))
        {
            return errno;
        }

        if ((errno = PathWalk.CheckText(target, _caller.MaxPathBytes)) != Errno.Success)
        {
            return errno;
        }

        if (target.Length + _rest.Length >= _caller.MaxPathBytes)
        {
            return Errno.ENAMETOOLONG;
        }

        // Keeping the slashes of the rest keeps the meaning of a trailing one.
        _rest = _rest.IsEmpty ? target : string.Concat(target, _rest);
        _length = before;
        if (target[0] == '/')
        {
            _current = _root;
            _length = 0;
        }

        return Errno.Success;
    }

    private Errno FollowMagic(FileDescription open, bool last, out bool done)
    {
        done = false;
        if (open.Inode is DirectoryInode directory)
        {
            _current = directory;
            return EnterAt(directory);
        }

        if (!last || _trailingSlash)
        {
            return Errno.ENOTDIR;
        }

        done = true;
        _parent = _current;
        _inode = open.Inode;
        _magic = open;
        return Errno.Success;
    }

    private Errno EnterAt(DirectoryInode directory)
    {
        int length = PathWalk.WriteCanonicalPath(directory, _buffer);
        if (length < 0)
        {
            _length = 0;
            return Errno.ENAMETOOLONG;
        }

        _length = length == 1 ? 0 : length;
        return Errno.Success;
    }

    private void GoUp()
    {
        DirectoryInode current = _current;
        while (current.Place is null && current.FileSystem.MountPoint is { } covered)
        {
            current = covered;
        }

        if (current.Place is not { } place)
        {
            return;
        }

        _current = place.Parent;
        _length = Math.Max(_buffer[.._length].LastIndexOf('/'), 0);
    }

    private Errno Append(ReadOnlySpan<char> name)
    {
        Errno errno = PathWalk.CheckName(name);
        if (errno != Errno.Success)
        {
            return errno;
        }

        if (_length + 1 + name.Length > _buffer.Length)
        {
            return Errno.ENAMETOOLONG;
        }

        _buffer[_length] = '/';
        name.CopyTo(_buffer[(_length + 1)..]);
        _length += 1 + name.Length;
        return Errno.Success;
    }
}
