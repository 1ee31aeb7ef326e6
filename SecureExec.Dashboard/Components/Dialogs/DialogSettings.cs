using MudBlazor;

namespace SecureExec.Dashboard.Components.Dialogs;

/// <summary>How dialogs behave: closed by Escape and by a click beside them.</summary>
internal static class DialogSettings
{
    /// <summary>A dialog of a few lines.</summary>
    public static DialogOptions Small { get; } = new()
    {
        MaxWidth = MaxWidth.ExtraSmall,
        FullWidth = true,
        CloseOnEscapeKey = true,
        CloseButton = true,
    };
}
