namespace SecureExec.Abi;

/// <summary>Events and options of <c>inotify(7)</c>. The numbers are Linux's; what is not here is not told.</summary>
[Flags]
internal enum WatchEvents : uint
{
    None = 0,

    /// <summary>Content was changed.</summary>
    IN_MODIFY = 0x2,

    /// <summary>Mode, owner, times or number of names changed.</summary>
    IN_ATTRIB = 0x4,

    /// <summary>A name was moved away; the cookie is that of the matching IN_MOVED_TO.</summary>
    IN_MOVED_FROM = 0x40,

    /// <summary>A name was moved in.</summary>
    IN_MOVED_TO = 0x80,

    /// <summary>A name was made.</summary>
    IN_CREATE = 0x100,

    /// <summary>A name was removed.</summary>
    IN_DELETE = 0x200,

    /// <summary>The watched object itself is gone.</summary>
    IN_DELETE_SELF = 0x400,

    /// <summary>The watched object itself was moved.</summary>
    IN_MOVE_SELF = 0x800,

    /// <summary>Events were lost: the queue was full. The watch descriptor is -1.</summary>
    IN_Q_OVERFLOW = 0x4000,

    /// <summary>The watch is over.</summary>
    IN_IGNORED = 0x8000,

    /// <summary>Option: only a directory (ENOTDIR).</summary>
    IN_ONLYDIR = 0x0100_0000,

    /// <summary>Option: a symbolic link itself.</summary>
    IN_DONT_FOLLOW = 0x0200_0000,

    /// <summary>Option: adds to what the watch tells already.</summary>
    IN_MASK_ADD = 0x2000_0000,

    /// <summary>The object of the event is a directory.</summary>
    IN_ISDIR = 0x4000_0000,

    /// <summary>Every event that a watch can ask for.</summary>
    All = IN_MODIFY | IN_ATTRIB | IN_MOVED_FROM | IN_MOVED_TO | IN_CREATE | IN_DELETE | IN_DELETE_SELF | IN_MOVE_SELF,
}
