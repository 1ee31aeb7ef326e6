namespace SecureExec;

/// <summary>An archive was refused: it is damaged, larger than allowed, or an entry of it is not what a tree of files may hold. What came before the entry has been imported.</summary>
public sealed class TarImportException : SecureExecException
{
    internal TarImportException(string message, string? entryName = null, Exception? innerException = null)
        : base(entryName is null ? message : $"{message} (entry '{entryName}')", innerException) => EntryName = entryName;

    /// <summary>Name of the entry as the archive has it; null when it is the archive itself.</summary>
    public string? EntryName { get; }
}
