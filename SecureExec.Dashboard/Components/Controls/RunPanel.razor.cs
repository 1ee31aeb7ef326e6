using Microsoft.AspNetCore.Components;
using SecureExec.Dashboard.Model;

namespace SecureExec.Dashboard.Components.Controls;

/// <summary>An editor for a snippet, and how its run ended.</summary>
public sealed partial class RunPanel : IDisposable
{
    private readonly CancellationTokenSource _leaving = new();

    /// <summary>The snippet and its runs.</summary>
    [Parameter]
    [EditorRequired]
    public RunViewModel Model { get; set; } = null!;

    /// <summary>Whether the runtime can run anything.</summary>
    [Parameter]
    public bool CanRun { get; set; }

    /// <inheritdoc/>
    public void Dispose()
    {
        _leaving.Cancel();
        _leaving.Dispose();
    }

    private Task RunAsync() => Model.RunAsync(_leaving.Token);
}
