namespace SecureExec.Protocol;

/// <summary>An operation on a file system: the host's on the VM's, or the worker's on a host mount. Either side answers ENOSYS to an operation that is not among its own.</summary>
internal enum FileOperation : byte
{
    /// <summary>Path. A link is followed by the VM, never by the broker.</summary>
    Stat = 0,

    /// <summary>Path. A link itself.</summary>
    LinkStat = 1,

    /// <summary>Path; Count = most entries. Gives entries.</summary>
    List = 2,

    /// <summary>Path; Count = most bytes. Gives data and stat.</summary>
    ReadFile = 3,

    /// <summary>Path, Offset, Count. Gives data.</summary>
    ReadRange = 4,

    /// <summary>Path, Offset, Data; the file exists. Gives a count. Broker only.</summary>
    WriteRange = 5,

    /// <summary>Path, Data: the whole content; parents are made. Host to VM only.</summary>
    WriteFile = 6,

    /// <summary>Path, Mode. Broker only.</summary>
    CreateFile = 7,

    /// <summary>Path, Mode; with <see cref="FileCall.Recursive"/> also the parents, and an existing directory is no error.</summary>
    CreateDirectory = 8,

    /// <summary>Path, Other = target text.</summary>
    CreateSymlink = 9,

    /// <summary>Path = existing, Other = new path.</summary>
    Link = 10,

    /// <summary>Path. Broker only.</summary>
    RemoveFile = 11,

    /// <summary>Path. Broker only.</summary>
    RemoveDirectory = 12,

    /// <summary>Path; with <see cref="FileCall.Recursive"/> all beneath. Host to VM only.</summary>
    Remove = 13,

    /// <summary>Path, Other = new path.</summary>
    Rename = 14,

    /// <summary>Path, Offset = length. Broker only.</summary>
    Truncate = 15,

    /// <summary>Path, Mode.</summary>
    SetMode = 16,

    /// <summary>Path, Atime, Mtime. A link itself.</summary>
    SetTimes = 17,

    /// <summary>Path. Gives text.</summary>
    ReadLink = 18,

    /// <summary>Path, Data: added at the end of the file. Host to VM only.</summary>
    AppendFile = 19,

    /// <summary>Path, Other = new path; with <see cref="FileCall.Recursive"/> a directory with all beneath. Links are copied as links. Host to VM only.</summary>
    Copy = 20,

    /// <summary>Path = a directory; Data = names in it, UTF-8, each ended by a NUL; Count = most bytes. Gives entries for those that could be read, in that order, and their contents one behind the other as data. Broker only.</summary>
    ReadFiles = 21,
}
