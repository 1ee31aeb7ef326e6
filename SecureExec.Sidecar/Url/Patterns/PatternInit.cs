namespace SecureExec.Sidecar.Url.Patterns;

/// <summary><c>URLPatternInit</c>: patterns, or values, for the components of a URL; null: not given.</summary>
internal sealed record PatternInit
{
    public string? Protocol { get; init; }

    public string? Username { get; init; }

    public string? Password { get; init; }

    public string? Hostname { get; init; }

    public string? Port { get; init; }

    public string? Pathname { get; init; }

    public string? Search { get; init; }

    public string? Hash { get; init; }

    public string? BaseUrl { get; init; }
}
