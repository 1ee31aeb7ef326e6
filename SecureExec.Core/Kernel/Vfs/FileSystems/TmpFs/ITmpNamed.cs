namespace SecureExec.Kernel.Vfs;

/// <summary>What a directory in memory asks of the files and links it names. Precondition of all: tree lock.</summary>
internal interface ITmpNamed
{
    /// <summary>One more name.</summary>
    void AddName();

    /// <summary>One name fewer; without names and open descriptions the storage is given back.</summary>
    void RemoveName();

    /// <summary>A name was changed: the change time moves.</summary>
    void NoteRenamed();
}
