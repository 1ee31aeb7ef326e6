using SecureExec.Contracts;

namespace SecureExec.Dashboard.Model;

/// <summary>One entry of the file tree.</summary>
/// <param name="path">Absolute guest path.</param>
/// <param name="entry">What the guest's kernel says about it.</param>
public sealed class FileNode(string path, FileEntry entry)
{
    private const int MaxName = 80;

    /// <summary>Absolute guest path.</summary>
    public string Path => path;

    /// <summary>What the guest's kernel says about it.</summary>
    public FileEntry Entry => entry;

    /// <summary>The name, safe to look at.</summary>
    public string Name { get; } = GuestText.Show(entry.Name, MaxName);

    /// <summary>Whether it can have entries; a symbolic link may point to a directory.</summary>
    public bool IsDirectory => entry.Type == FileEntryType.Directory;

    /// <summary>Whether the tree shows its entries.</summary>
    public bool IsExpanded { get; internal set; }

    /// <summary>Whether its entries are being loaded.</summary>
    public bool IsLoading { get; internal set; }

    /// <summary>Its entries, directories first; null until loaded.</summary>
    public IReadOnlyList<FileNode>? Children { get; internal set; }

    /// <summary>Whether it has more entries than were listed.</summary>
    public bool IsTruncated { get; internal set; }

    /// <summary>Why its entries could not be loaded.</summary>
    public string? Error { get; internal set; }
}
