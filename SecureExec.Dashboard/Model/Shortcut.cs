namespace SecureExec.Dashboard.Model;

/// <summary>
/// A keyboard shortcut. The element it presses or focuses carries the keys in <c>data-shortcut</c>; <c>secureexec.js</c> finds it there.
/// </summary>
/// <param name="Keys">The keys: single ones typed in a row, or one with <c>Ctrl+</c>, which also works while typing.</param>
/// <param name="Description">What it does.</param>
public sealed record Shortcut(string Keys, string Description)
{
    /// <summary>Goes to the runtimes.</summary>
    public static Shortcut GoRuntimes { get; } = new("g r", "Go to the runtimes");

    /// <summary>Goes to the policies.</summary>
    public static Shortcut GoPolicies { get; } = new("g p", "Go to the policies");

    /// <summary>Makes a new runtime or policy.</summary>
    public static Shortcut New { get; } = new("n", "New runtime or policy");

    /// <summary>Focuses the filter.</summary>
    public static Shortcut Filter { get; } = new("/", "Filter the list");

    /// <summary>Loads the files again.</summary>
    public static Shortcut Refresh { get; } = new("r", "Read the files again");

    /// <summary>Runs the snippet.</summary>
    public static Shortcut Run { get; } = new("Ctrl+Enter", "Run the snippet");

    /// <summary>Saves the policy.</summary>
    public static Shortcut Save { get; } = new("Ctrl+s", "Save the policy");

    /// <summary>Changes the theme.</summary>
    public static Shortcut Theme { get; } = new("t", "Light, dark or as the system");

    /// <summary>Shows the list of shortcuts.</summary>
    public static Shortcut Help { get; } = new("?", "This list");

    /// <summary>All of them, in the order of the help.</summary>
    public static IReadOnlyList<Shortcut> All { get; } =
        [GoRuntimes, GoPolicies, New, Filter, Refresh, Run, Save, Theme, Help];
}
