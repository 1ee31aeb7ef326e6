using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using MudBlazor;
using SecureExec.Dashboard.Components.Dialogs;
using SecureExec.Dashboard.Model;

namespace SecureExec.Dashboard.Components.Layout;

/// <summary>The frame of every page of a signed-in user; starts the live feed of the circuit.</summary>
public sealed partial class MainLayout
{
    private MudThemeProvider _provider = null!;
    private IJSObjectReference? _script;
    private bool _isDrawerOpen = true;

    [Inject]
    private IJSRuntime JavaScript { get; set; } = null!;

    [Inject]
    private IDialogService Dialogs { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private RuntimeFeed Feed { get; set; } = null!;

    [Inject]
    private ThemeViewModel Theme { get; set; } = null!;

    private string ThemeIcon => Theme.Choice switch
    {
        ThemeChoice.Light => Icons.Material.Outlined.LightMode,
        ThemeChoice.Dark => Icons.Material.Outlined.DarkMode,
        _ => Icons.Material.Outlined.BrightnessAuto,
    };

    // A bare fragment would be relative to <base>, that is, a link to the start page.
    private string SkipTarget => new Uri(Navigation.Uri).PathAndQuery + "#content";

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
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

    /// <inheritdoc/>
    protected override void OnInitialized() => Feed.Start();

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender) return;
        _script = await JavaScript.InvokeAsync<IJSObjectReference>("import", "/secureexec.js");
        Theme.Restore(await _script.InvokeAsync<string?>("readTheme"));
        Theme.SystemIsDark = await _provider.GetSystemDarkModeAsync();
        await _provider.WatchSystemDarkModeAsync(isDark =>
        {
            Theme.SystemIsDark = isDark;
            return InvokeAsync(StateHasChanged);
        });
        StateHasChanged();
    }

    private async Task ChangeThemeAsync()
    {
        Theme.Next();
        if (_script is not null) await _script.InvokeVoidAsync("writeTheme", Theme.Choice.ToString());
    }

    private async Task ShowHelpAsync() => await Dialogs.ShowAsync<ShortcutsDialog>("Keyboard shortcuts", DialogSettings.Small);

    private void ToggleDrawer() => _isDrawerOpen = !_isDrawerOpen;
}
