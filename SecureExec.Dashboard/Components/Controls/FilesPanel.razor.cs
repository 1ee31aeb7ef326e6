using Microsoft.AspNetCore.Components;
using MudBlazor;
using SecureExec.Contracts;
using SecureExec.Dashboard.Model;

namespace SecureExec.Dashboard.Components.Controls;

/// <summary>A runtime's file system: a tree, and the content of the selected file.</summary>
public sealed partial class FilesPanel : IDisposable
{
    private readonly CancellationTokenSource _leaving = new();
    private (FileTreeViewModel? Model, long Revision, bool IsIdle) _shown;
    private bool _showHex;

    /// <summary>The tree.</summary>
    [Parameter]
    [EditorRequired]
    public FileTreeViewModel Model { get; set; } = null!;

    /// <summary>Changes when something may have written files: the tree is then read again.</summary>
    [Parameter]
    public long Revision { get; set; }

    /// <summary>Whether nothing runs at the moment; the end of a run counts as a change too.</summary>
    [Parameter]
    public bool IsIdle { get; set; }

    /// <inheritdoc/>
    public void Dispose()
    {
        _leaving.Cancel();
        _leaving.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync()
    {
        var wanted = (Model, Revision, IsIdle);
        if (wanted == _shown) return;
        var isNew = _shown.Model != Model;
        _shown = wanted;
        if (isNew) await Model.OpenAsync(_leaving.Token);
        else if (IsIdle) await Model.RefreshAsync(_leaving.Token);
    }

    private static string IconOf(FileNode node) => node.Entry.Type switch
    {
        FileEntryType.Directory when node.IsExpanded => Icons.Material.Outlined.FolderOpen,
        FileEntryType.Directory => Icons.Material.Outlined.Folder,
        FileEntryType.Symlink => Icons.Material.Outlined.Link,
        FileEntryType.File => Icons.Material.Outlined.Description,
        _ => Icons.Material.Outlined.SettingsInputComponent,
    };

    private async Task ChooseAsync(FileNode node)
    {
        _showHex = false;
        await Model.SelectAsync(node, _leaving.Token);
        await Model.ToggleAsync(node, _leaving.Token);
    }

    private Task RefreshAsync() => Model.RefreshAsync(_leaving.Token);

    private void ToggleHex() => _showHex = !_showHex;

    // One stop for the Tab key; the arrow keys move inside the tree.
    private bool IsTabStop(FileNode node) => node.Path == (Model.Selected?.Path ?? Model.Root.Path);
}
