namespace SecureExec.Sidecar.Shell;

/// <summary>Letters and names of the options of <c>set</c>.</summary>
internal static class ShellOptionNames
{
    private static readonly (char Letter, string Name, ShellOptions Option)[] s_all =
    [
        ('a', "allexport", ShellOptions.AllExport), ('e', "errexit", ShellOptions.ErrExit), ('f', "noglob", ShellOptions.NoGlob), ('n', "noexec", ShellOptions.NoExec),
        ('u', "nounset", ShellOptions.NoUnset), ('x', "xtrace", ShellOptions.XTrace), ('C', "noclobber", ShellOptions.NoClobber), ('\0', "pipefail", ShellOptions.PipeFail),
        ('v', "verbose", ShellOptions.Accepted), ('b', "notify", ShellOptions.Accepted), ('m', "monitor", ShellOptions.Accepted), ('h', "hashall", ShellOptions.Accepted),
        ('i', "interactive", ShellOptions.Interactive), ('E', "errtrace", ShellOptions.Accepted), ('B', "braceexpand", ShellOptions.Accepted), ('\0', "posix", ShellOptions.Accepted),
    ];

    /// <summary>An option by letter; null for none.</summary>
    public static ShellOptions? Find(char letter) => letter != '\0' && Array.Find(s_all, option => option.Letter == letter) is { Name: not null } found ? found.Option : null;

    /// <summary>An option by name; null for none.</summary>
    public static ShellOptions? Find(string name) => Array.Find(s_all, option => option.Name == name) is { Name: not null } found ? found.Option : null;

    /// <summary>What <c>$-</c> is.</summary>
    public static string Letters(ShellOptions options) =>
        string.Concat(s_all.Where(option => option.Letter != '\0' && option.Option != ShellOptions.Accepted && (options & option.Option) != 0).Select(option => option.Letter));

    /// <summary>Name and whether it is on.</summary>
    public static IEnumerable<(string Name, bool On)> List(ShellOptions options) =>
        s_all.Where(option => option.Option != ShellOptions.Accepted).Select(option => (option.Name, (options & option.Option) != 0));
}
