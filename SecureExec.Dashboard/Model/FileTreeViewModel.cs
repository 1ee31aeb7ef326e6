using SecureExec.Contracts;
using SecureExec.Dashboard.Client;

namespace SecureExec.Dashboard.Model;

/// <summary>A runtime's file system as a tree whose directories are loaded when they are opened.</summary>
/// <param name="gateway">The gateway.</param>
/// <param name="runtimeId">The runtime.</param>
public sealed class FileTreeViewModel(IGatewayClient gateway, string runtimeId)
{
    /// <summary>Most bytes of a file that are fetched.</summary>
    public const int MaxFileBytes = 256 * 1024;

    private int _selection;

    /// <summary>The root directory.</summary>
    public FileNode Root { get; } = new("/", new FileEntry { Name = "/", Type = FileEntryType.Directory });

    /// <summary>The selected entry; null when none is.</summary>
    public FileNode? Selected { get; private set; }

    /// <summary>The content of the selected file; null for a directory and until it is loaded.</summary>
    public FileView? Content { get; private set; }

    /// <summary>Why the selected file could not be read.</summary>
    public string? ContentError { get; private set; }

    /// <summary>Whether the selected file is being read.</summary>
    public bool IsReading { get; private set; }

    /// <summary>The visible entries with their depth, in order.</summary>
    public IReadOnlyList<(FileNode Node, int Depth)> Visible
    {
        get
        {
            var rows = new List<(FileNode Node, int Depth)>();
            Collect(Root, 0, rows);
            return rows;
        }
    }

    /// <summary>Loads the root, once.</summary>
    public async Task OpenAsync(CancellationToken cancellationToken)
    {
        if (Root.Children is null && !Root.IsLoading) await ExpandAsync(Root, cancellationToken);
    }

    /// <summary>Opens or closes a directory; opening always asks the guest's kernel anew.</summary>
    public async Task ToggleAsync(FileNode node, CancellationToken cancellationToken)
    {
        if (!node.IsDirectory) return;
        if (node.IsExpanded) node.IsExpanded = false;
        else await ExpandAsync(node, cancellationToken);
    }

    /// <summary>Loads all open directories and the selected file again.</summary>
    public async Task RefreshAsync(CancellationToken cancellationToken)
    {
        await ReloadAsync(Root, cancellationToken);
        if (Selected is { IsDirectory: false } file) await SelectAsync(file, cancellationToken);
    }

    /// <summary>Selects an entry and reads it if it is a file.</summary>
    public async Task SelectAsync(FileNode node, CancellationToken cancellationToken)
    {
        var selection = ++_selection;
        Selected = node;
        Content = null;
        ContentError = null;
        IsReading = false;
        if (node.IsDirectory) return;
        if (node.Entry.Type == FileEntryType.Other)
        {
            ContentError = "A device, pipe or socket has no content to show.";
            return;
        }
        IsReading = true;
        var answer = await gateway.ReadFileAsync(runtimeId, node.Path, MaxFileBytes, cancellationToken);
        // Another entry was selected meanwhile: this answer is nobody's.
        if (selection != _selection) return;
        IsReading = false;
        if (answer.TryGet(out var file, out var failure)) Content = FileView.Of(file, node.Entry.Size);
        ContentError = failure?.Message;
    }

    private async Task ExpandAsync(FileNode node, CancellationToken cancellationToken)
    {
        node.IsExpanded = true;
        node.IsLoading = true;
        var answer = await gateway.ListDirectoryAsync(runtimeId, node.Path, cancellationToken);
        node.IsLoading = false;
        node.Error = answer.Failure?.Message;
        if (answer.Value is not { } listing) return;
        node.IsTruncated = listing.Truncated;
        node.Children = Merge(node, listing.Entries);
    }

    private async Task ReloadAsync(FileNode node, CancellationToken cancellationToken)
    {
        await ExpandAsync(node, cancellationToken);
        foreach (var child in node.Children?.Where(c => c.IsExpanded).ToList() ?? []) await ReloadAsync(child, cancellationToken);
    }

    // Open directories stay open over a reload.
    private static List<FileNode> Merge(FileNode parent, IReadOnlyList<FileEntry> entries)
    {
        var known = parent.Children?.Where(c => c.IsExpanded).ToDictionary(c => c.Entry.Name, StringComparer.Ordinal) ?? [];
        return [.. entries
            .OrderBy(e => e.Type == FileEntryType.Directory ? 0 : 1)
            .ThenBy(e => e.Name, StringComparer.Ordinal)
            .Select(e => NodeOf(parent, e, known.GetValueOrDefault(e.Name)))];
    }

    private static FileNode NodeOf(FileNode parent, FileEntry entry, FileNode? before)
    {
        var node = new FileNode(parent.Path == "/" ? "/" + entry.Name : $"{parent.Path}/{entry.Name}", entry);
        if (before is null || !node.IsDirectory) return node;
        node.IsExpanded = true;
        node.Children = before.Children;
        return node;
    }

    private static void Collect(FileNode node, int depth, List<(FileNode Node, int Depth)> rows)
    {
        rows.Add((node, depth));
        if (!node.IsExpanded || node.Children is null) return;
        foreach (var child in node.Children) Collect(child, depth + 1, rows);
    }
}
