namespace SecureExec.Sidecar.Bindings;

/// <summary>The properties of <c>process.report</c>.</summary>
internal sealed class ReportSettings
{
    /// <summary>One line of JSON.</summary>
    public bool Compact { get; set; }

    /// <summary>No network interfaces.</summary>
    public bool ExcludeNetwork { get; set; }

    /// <summary>No environment.</summary>
    public bool ExcludeEnv { get; set; }

    /// <summary>A signal makes a report; the library listens to it.</summary>
    public bool OnSignal { get; set; }

    /// <summary>Where reports are written; empty for the working directory.</summary>
    public string Directory { get; set; } = "";

    /// <summary>The name of the next; empty for one made of the time.</summary>
    public string Filename { get; set; } = "";

    /// <summary>The signal.</summary>
    public string Signal { get; set; } = "SIGUSR2";
}
