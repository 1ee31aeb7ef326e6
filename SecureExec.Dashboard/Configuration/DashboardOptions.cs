using System.ComponentModel.DataAnnotations;

namespace SecureExec.Dashboard.Configuration;

/// <summary>Settings of the dashboard: section <c>Dashboard</c>.</summary>
internal sealed class DashboardOptions
{
    /// <summary>Name of the section.</summary>
    public const string Section = "Dashboard";

    /// <summary>Address of the gateway; found by service discovery, else on this machine, when missing.</summary>
    [Url]
    public string? GatewayUrl { get; set; }

    /// <summary>Hours without a request after which a session ends.</summary>
    [Range(1, 24 * 30)]
    public int SessionHours { get; set; } = 8;

    /// <summary>Longest message that a browser may send, in bytes; bounds the size of an edited policy or snippet.</summary>
    [Range(32 * 1024, 16 * 1024 * 1024)]
    public int MaxMessageBytes { get; set; } = 1024 * 1024;
}
