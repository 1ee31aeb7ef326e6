using System.ComponentModel.DataAnnotations;

namespace SecureExec.Gateway.Configuration;

/// <summary>Settings of the gateway: section <c>Gateway</c>, and the <c>SECUREEXEC_*</c> variables.</summary>
internal sealed class GatewayOptions
{
    /// <summary>Name of the section.</summary>
    public const string Section = "Gateway";

    /// <summary>Variable with the folder of the key and the database.</summary>
    public const string DataVariable = "SECUREEXEC_DATA";

    /// <summary>Variable that presets the API key.</summary>
    public const string ApiKeyVariable = "SECUREEXEC_API_KEY";

    /// <summary>Variable with the token that pool nodes ask for.</summary>
    public const string NodeTokenVariable = "SECUREEXEC_NODE_TOKEN";

    /// <summary>The folder of the key and the database; chosen by <see cref="DataDirectory"/> when missing.</summary>
    public string? DataDirectory { get; set; }

    /// <summary>The API key; generated and kept when missing.</summary>
    public string? ApiKey { get; set; }

    /// <summary>Sent to pool nodes.</summary>
    public string? NodeToken { get; set; }

    /// <summary>Longest body of a run or of the creation of a runtime, in bytes.</summary>
    [Range(1, 1 << 30)]
    public long MaxRunBodyBytes { get; set; } = 16 << 20;

    /// <summary>Longest file that can be put into a runtime, in bytes.</summary>
    [Range(1, 1L << 32)]
    public long MaxFileBytes { get; set; } = 64 << 20;

    /// <summary>Longest policy document, in bytes.</summary>
    [Range(1, 16 << 20)]
    public long MaxPolicyBytes { get; set; } = 256 << 10;

    /// <summary>Time between two looks at the pool nodes, in milliseconds.</summary>
    [Range(50, 600_000)]
    public int NodePollMilliseconds { get; set; } = 2000;
}
