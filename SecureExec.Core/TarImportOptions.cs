namespace SecureExec;

/// <summary>How much an archive may bring.</summary>
public sealed record TarImportOptions
{
    /// <summary>Most entries. 1 to 16,777,216.</summary>
    public int MaxEntries { get; init; } = 65_536;

    /// <summary>Bytes of all files together; null takes the runtime's <see cref="ResourceLimits.MaxFilesystemBytes"/>, which holds in any case.</summary>
    public long? MaxBytes { get; init; }

    internal void EnsureValid()
    {
        if (MaxEntries is < 1 or > 16_777_216) throw new ArgumentException($"{nameof(MaxEntries)} must be from 1 to 16777216, not {MaxEntries}.", nameof(MaxEntries));
        if (MaxBytes is < 0) throw new ArgumentException($"{nameof(MaxBytes)} must not be negative.", nameof(MaxBytes));
    }
}
