using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using MudBlazor;
using SecureExec.Contracts;
using SecureExec.Dashboard.Model;

namespace SecureExec.Dashboard.Components.Controls;

/// <summary>Edits one policy as JSON, with what is wrong placed at its line.</summary>
public sealed partial class PolicyEditor : IAsyncDisposable
{
    private const string EditorId = "policy-text";
    private readonly CancellationTokenSource _leaving = new();
    private IJSObjectReference? _script;

    /// <summary>The policy.</summary>
    [Parameter]
    [EditorRequired]
    public PolicyEditorViewModel Model { get; set; } = null!;

    /// <summary>Called with the stored policy.</summary>
    [Parameter]
    public EventCallback<PolicyInfo> OnSaved { get; set; }

    /// <summary>Called with the name of the deleted policy.</summary>
    [Parameter]
    public EventCallback<string> OnDeleted { get; set; }

    [Inject]
    private IDialogService Dialogs { get; set; } = null!;

    [Inject]
    private IJSRuntime JavaScript { get; set; } = null!;

    private HashSet<int> MarkedLines => [.. Model.Errors.Where(e => e.Location is not null).Select(e => e.Location!.Value.Line)];

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _leaving.CancelAsync();
        _leaving.Dispose();
        if (_script is null) return;
        try
        {
            await _script.DisposeAsync();
        }
        catch (JSDisconnectedException)
        {
            // The browser has gone, and the script with it.
            return;
        }
    }

    private async Task SaveAsync()
    {
        if (await Model.SaveAsync(_leaving.Token) is { } policy) await OnSaved.InvokeAsync(policy);
    }

    private async Task DeleteAsync()
    {
        var name = Model.Name;
        var text = $"Delete the policy {name}? Runtimes created with it keep it.";
        if (await Dialogs.ShowMessageBoxAsync("Delete policy", text, yesText: "Delete", cancelText: "Cancel") != true) return;
        if (await Model.DeleteAsync(_leaving.Token)) await OnDeleted.InvokeAsync(name);
    }

    private async Task GoToAsync(JsonLocation location)
    {
        _script ??= await JavaScript.InvokeAsync<IJSObjectReference>("import", "/secureexec.js");
        await _script.InvokeVoidAsync("moveCaret", EditorId, location.Line, location.Column);
    }
}
