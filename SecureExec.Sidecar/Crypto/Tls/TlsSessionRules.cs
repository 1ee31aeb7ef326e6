namespace SecureExec.Sidecar.Crypto.Tls;

/// <summary>What a <c>SecureContext</c> says about sessions.</summary>
internal sealed class TlsSessionRules
{
    /// <summary>OpenSSL's usual time in seconds.</summary>
    public const long UsualLifetime = 7200;

    /// <summary>A mark's greatest length.</summary>
    public const int MaxContext = 32;

    /// <summary>What tickets are sealed with.</summary>
    public TlsTicketKeys Keys { get => field ??= new TlsTicketKeys(); set; }

    /// <summary>Marks the sessions of this server: others are not gone on with.</summary>
    public byte[] Context { get; set; } = [];

    /// <summary>Seconds that a session may be used for.</summary>
    public long Lifetime { get; set; } = UsualLifetime;
}
