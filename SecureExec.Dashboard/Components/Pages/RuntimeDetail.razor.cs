using Microsoft.AspNetCore.Components;
using MudBlazor;
using SecureExec.Dashboard.Client;
using SecureExec.Dashboard.Components.Controls;
using SecureExec.Dashboard.Model;

namespace SecureExec.Dashboard.Components.Pages;

/// <summary>One runtime: run code, see and end its processes, look into its files.</summary>
public sealed partial class RuntimeDetail
{
    /// <summary>Id of the runtime.</summary>
    [Parameter]
    public string Id { get; set; } = "";

    [Inject]
    private IGatewayClient Gateway { get; set; } = null!;

    [Inject]
    private IDialogService Dialogs { get; set; } = null!;

    [Inject]
    private ISnackbar Snackbar { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    private RuntimeDetailViewModel Model { get; set; } = null!;

    private string Label => Model.Runtime is { } runtime ? RuntimeRow.LabelOf(runtime) : "Runtime";

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        if (Model?.Id != Id) Model = new RuntimeDetailViewModel(Gateway, Feed, Id);
    }

    private async Task KillAsync(ProcessSignal signal)
    {
        if (await Model.KillAsync(signal.Pid, signal.Name, Leaving))
        {
            Snackbar.Add($"{signal.Name} sent to process {signal.Pid}", Severity.Normal);
        }
    }

    private async Task DeleteAsync()
    {
        var label = Label;
        var text = $"Delete {label}? Its processes end and its files are lost.";
        if (await Dialogs.ShowMessageBoxAsync("Delete runtime", text, yesText: "Delete", cancelText: "Cancel") != true) return;
        if (!await Model.DeleteAsync(Leaving)) return;
        Snackbar.Add($"{label} deleted", Severity.Normal);
        Navigation.NavigateTo("/runtimes");
    }
}
