using Microsoft.AspNetCore.Components;
using MudBlazor;
using SecureExec.Dashboard.Client;
using SecureExec.Dashboard.Components.Dialogs;
using SecureExec.Dashboard.Model;

namespace SecureExec.Dashboard.Components.Pages;

/// <summary>The live list of runtimes.</summary>
public sealed partial class Runtimes
{
    [Inject]
    private IGatewayClient Gateway { get; set; } = null!;

    [Inject]
    private IDialogService Dialogs { get; set; } = null!;

    [Inject]
    private ISnackbar Snackbar { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    private RuntimesViewModel Model { get; set; } = null!;

    private RuntimeTotals Totals => Model.Totals;

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        base.OnInitialized();
        Model = new RuntimesViewModel(Gateway, Feed);
    }

    private static string Address(string id) => $"/runtimes/{Uri.EscapeDataString(id)}";

    private async Task CreateAsync()
    {
        var dialog = await Dialogs.ShowAsync<CreateRuntimeDialog>("New runtime", DialogSettings.Small);
        if (await dialog.Result is { Canceled: false, Data: string id }) Navigation.NavigateTo(Address(id));
    }

    private async Task DeleteAsync(RuntimeRow row)
    {
        var text = $"Delete {row.Label}? Its processes end and its files are lost.";
        if (await Dialogs.ShowMessageBoxAsync("Delete runtime", text, yesText: "Delete", cancelText: "Cancel") != true) return;
        if (await Model.DeleteAsync(row.Id, Leaving)) Snackbar.Add($"{row.Label} deleted", Severity.Normal);
    }
}
