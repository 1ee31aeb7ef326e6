using Microsoft.Extensions.Options;

namespace SecureExec.Gateway.Configuration;

/// <summary>The folder of the key and the database, made with access for its owner only.</summary>
internal sealed class DataDirectory
{
    public DataDirectory(IOptions<GatewayOptions> options)
    {
        Path = System.IO.Path.GetFullPath(Choose(options.Value.DataDirectory));
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(Path);
        else
            Directory.CreateDirectory(Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    /// <summary>Full path.</summary>
    public string Path { get; }

    /// <summary>Full path of a file in the folder.</summary>
    public string File(string name) => System.IO.Path.Combine(Path, name);

    private static string Choose(string? configured)
    {
        if (!string.IsNullOrWhiteSpace(configured))
            return configured;

        // XDG_DATA_HOME or ~/.local/share; empty for a user without a home.
        var shared = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);
        return shared.Length > 0 ? System.IO.Path.Combine(shared, "secureexec") : ".secureexec";
    }
}
