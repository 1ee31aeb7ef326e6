namespace SecureExec.Sidecar.Url;

/// <summary>A URL record of the URL Standard. The host is kept serialized; null is no host, "" is the empty host.</summary>
internal sealed class UrlRecord
{
    private string _scheme = "";

    /// <summary>The scheme in lower case without its colon.</summary>
    public string Scheme
    {
        get => _scheme;
        set
        {
            _scheme = value;
            SchemeType = UrlSchemes.TypeOf(value);
        }
    }

    /// <summary>The kind of <see cref="Scheme"/>.</summary>
    public UrlSchemeType SchemeType { get; private set; } = UrlSchemeType.NotSpecial;

    /// <summary>Percent-encoded user name.</summary>
    public string Username { get; set; } = "";

    /// <summary>Percent-encoded password.</summary>
    public string Password { get; set; } = "";

    /// <summary>Serialized host, "" for the empty host, null for none.</summary>
    public string? Host { get; set; }

    /// <summary>Port, or null when absent or the scheme's own.</summary>
    public int? Port { get; set; }

    /// <summary>The path when it is opaque (<c>mailto:x</c>), otherwise null.</summary>
    public string? OpaquePath { get; set; }

    /// <summary>The path's segments; unused when <see cref="OpaquePath"/> is set.</summary>
    public List<string> Path { get; set; } = [];

    /// <summary>Query without <c>?</c>, null for none.</summary>
    public string? Query { get; set; }

    /// <summary>Fragment without <c>#</c>, null for none.</summary>
    public string? Fragment { get; set; }

    /// <summary>Whether the scheme is special.</summary>
    public bool IsSpecial => SchemeType != UrlSchemeType.NotSpecial;

    /// <summary>Whether a user name or password is there.</summary>
    public bool HasCredentials => Username.Length != 0 || Password.Length != 0;

    /// <summary>Whether user name, password and port cannot be set: no host, empty host or <c>file</c>.</summary>
    public bool CannotHaveCredentialsOrPort => string.IsNullOrEmpty(Host) || SchemeType == UrlSchemeType.File;

    /// <summary>Removes the last segment, but never the drive letter of a file URL.</summary>
    public void ShortenPath()
    {
        if (SchemeType == UrlSchemeType.File && Path.Count == 1 && WindowsDrive.IsNormalizedLetter(Path[0]))
            return;
        if (Path.Count != 0)
            Path.RemoveAt(Path.Count - 1);
    }

    /// <summary>The path as it stands in the serialization.</summary>
    public string SerializePath() => OpaquePath ?? (Path.Count == 0 ? "" : "/" + string.Join('/', Path));
}
