using Microsoft.AspNetCore.Components;
using MudBlazor;
using SecureExec.Contracts;
using SecureExec.Dashboard.Client;
using SecureExec.Dashboard.Model;

namespace SecureExec.Dashboard.Components.Pages;

/// <summary>The stored policies and an editor for one of them.</summary>
public sealed partial class Policies : IDisposable
{
    private readonly CancellationTokenSource _leaving = new();

    /// <summary>Name of the open policy.</summary>
    [Parameter]
    public string? Name { get; set; }

    [Inject]
    private IGatewayClient Gateway { get; set; } = null!;

    [Inject]
    private ISnackbar Snackbar { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    private PoliciesViewModel Model { get; set; } = null!;

    /// <inheritdoc/>
    public void Dispose()
    {
        _leaving.Cancel();
        _leaving.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        Model = new PoliciesViewModel(Gateway);
        await Model.LoadAsync(_leaving.Token);
        Model.Open(Name);
    }

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        if (Model.Policies is not null) Model.Open(Name);
    }

    private void OpenNew() => Model.OpenNew();

    private async Task SavedAsync(PolicyInfo policy)
    {
        Snackbar.Add($"{policy.Name} saved as revision {policy.Revision}", Severity.Success);
        await Model.LoadAsync(_leaving.Token);
        Navigation.NavigateTo($"/policies/{policy.Name}");
    }

    private async Task DeletedAsync(string name)
    {
        Snackbar.Add($"{name} deleted", Severity.Normal);
        await Model.LoadAsync(_leaving.Token);
        Navigation.NavigateTo("/policies");
    }
}
