using Microsoft.AspNetCore.Components;
using MudBlazor;
using SecureExec.Dashboard.Client;
using SecureExec.Dashboard.Model;

namespace SecureExec.Dashboard.Components.Dialogs;

/// <summary>Creates a runtime; closes with its id.</summary>
public sealed partial class CreateRuntimeDialog : IDisposable
{
    private readonly CancellationTokenSource _leaving = new();

    [CascadingParameter]
    private IMudDialogInstance Dialog { get; set; } = null!;

    [Inject]
    private IGatewayClient Gateway { get; set; } = null!;

    private CreateRuntimeViewModel Model { get; set; } = null!;

    /// <inheritdoc/>
    public void Dispose()
    {
        _leaving.Cancel();
        _leaving.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        Model = new CreateRuntimeViewModel(Gateway);
        await Model.LoadAsync(_leaving.Token);
    }

    private async Task CreateAsync()
    {
        if (await Model.CreateAsync(_leaving.Token) is { } runtime) Dialog.Close(DialogResult.Ok(runtime.Id));
    }

    private void Cancel() => Dialog.Cancel();
}
