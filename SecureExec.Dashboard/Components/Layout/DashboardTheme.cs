using MudBlazor;

namespace SecureExec.Dashboard.Components.Layout;

/// <summary>Colours and type. Fonts are the system's: pages load nothing from elsewhere.</summary>
internal static class DashboardTheme
{
    private static readonly string[] Sans =
        ["Inter", "system-ui", "-apple-system", "Segoe UI", "Roboto", "Noto Sans", "DejaVu Sans", "Arial", "sans-serif"];

    /// <summary>The theme, light and dark.</summary>
    public static MudTheme Instance { get; } = new()
    {
        PaletteLight = new PaletteLight
        {
            Primary = "#2456d6",
            Secondary = "#0b7a75",
            Success = "#1a7f4b",
            Warning = "#9a5b00",
            Error = "#c02b3c",
            Info = "#1f6fb2",
            Background = "#f5f7fa",
            Surface = "#ffffff",
            AppbarBackground = "#ffffff",
            AppbarText = "#1b2430",
            DrawerBackground = "#f5f7fa",
            DrawerText = "#39465a",
            DrawerIcon = "#5a6880",
            TextPrimary = "#1b2430",
            TextSecondary = "#566276",
            LinesDefault = "#dfe4ec",
            TableLines = "#e6eaf1",
            Divider = "#dfe4ec",
        },
        PaletteDark = new PaletteDark
        {
            Primary = "#7ea6ff",
            Secondary = "#4fc7bf",
            Success = "#56c98a",
            Warning = "#e9b04c",
            Error = "#ff7b8a",
            Info = "#6db8f2",
            Background = "#0f1319",
            Surface = "#171d26",
            AppbarBackground = "#171d26",
            AppbarText = "#e4e9f1",
            DrawerBackground = "#0f1319",
            DrawerText = "#b7c2d3",
            DrawerIcon = "#8b98ad",
            TextPrimary = "#e4e9f1",
            TextSecondary = "#9aa7bb",
            LinesDefault = "#2a3342",
            TableLines = "#242d3a",
            Divider = "#2a3342",
            PrimaryContrastText = "#0b1220",
        },
        Typography = new Typography
        {
            Default = new DefaultTypography { FontFamily = Sans, FontSize = "0.875rem", LineHeight = "1.5", LetterSpacing = "normal" },
            H1 = new H1Typography { FontFamily = Sans, FontSize = "1.5rem", FontWeight = "650", LineHeight = "1.3", LetterSpacing = "-0.01em" },
            H2 = new H2Typography { FontFamily = Sans, FontSize = "1.05rem", FontWeight = "600", LineHeight = "1.4", LetterSpacing = "normal" },
            H6 = new H6Typography { FontFamily = Sans, FontSize = "1.05rem", FontWeight = "600", LineHeight = "1.4", LetterSpacing = "normal" },
            Button = new ButtonTypography { FontFamily = Sans, FontSize = "0.875rem", FontWeight = "600", LetterSpacing = "normal", TextTransform = "none" },
        },
        LayoutProperties = new LayoutProperties { DefaultBorderRadius = "8px", DrawerWidthLeft = "208px", AppbarHeight = "56px" },
    };
}
