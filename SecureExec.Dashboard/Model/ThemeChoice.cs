namespace SecureExec.Dashboard.Model;

/// <summary>Which colours the user wants.</summary>
public enum ThemeChoice
{
    /// <summary>As the operating system says.</summary>
    System,

    /// <summary>Light, always.</summary>
    Light,

    /// <summary>Dark, always.</summary>
    Dark,
}
