namespace SecureExec.Dashboard.Model;

/// <summary>Light or dark: the user's choice, or the operating system's.</summary>
public sealed class ThemeViewModel
{
    /// <summary>The user's choice.</summary>
    public ThemeChoice Choice { get; private set; }

    /// <summary>What the operating system says.</summary>
    public bool SystemIsDark { get; set; }

    /// <summary>What to show.</summary>
    public bool IsDark => Choice == ThemeChoice.Dark || (Choice == ThemeChoice.System && SystemIsDark);

    /// <summary>The choice in words, for the button that changes it.</summary>
    public string Label => Choice switch
    {
        ThemeChoice.Light => "Theme: light",
        ThemeChoice.Dark => "Theme: dark",
        _ => "Theme: as the system",
    };

    /// <summary>Takes a remembered choice; anything unknown means the system's.</summary>
    public void Restore(string? text) =>
        Choice = Enum.TryParse<ThemeChoice>(text, ignoreCase: true, out var choice) && Enum.IsDefined(choice) ? choice : ThemeChoice.System;

    /// <summary>Goes on to the next choice; the first step always changes what is seen.</summary>
    public void Next() => Choice = Choice switch
    {
        ThemeChoice.System => SystemIsDark ? ThemeChoice.Light : ThemeChoice.Dark,
        ThemeChoice.Dark => SystemIsDark ? ThemeChoice.System : ThemeChoice.Light,
        _ => SystemIsDark ? ThemeChoice.Dark : ThemeChoice.System,
    };
}
