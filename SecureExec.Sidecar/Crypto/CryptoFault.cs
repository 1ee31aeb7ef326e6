namespace SecureExec.Sidecar.Crypto;

/// <summary>A cryptographic operation that cannot be done as asked: what Node's error says. Caught where a binding calls the engine.</summary>
internal sealed class CryptoFault : Exception
{
    public CryptoFault(string message, string? code = null, CryptoFaultKind kind = CryptoFaultKind.Error) : base(message) => (Code, Kind) = (code, kind);

    /// <summary>Faults of TLS itself have codes without OSSL.</summary>
    public const string SslPrefix = "SSL_";

    /// <summary>Node's code; null: none.</summary>
    public string? Code { get; }

    public CryptoFaultKind Kind { get; }

    /// <summary>The part of OpenSSL that would have said it; null: it does not come from there.</summary>
    public string? Library { get; private init; }

    /// <summary>OpenSSL's words.</summary>
    public string? Reason { get; private init; }

    /// <summary>What OpenSSL says in such a case.</summary>
    /// <param name="number">Its packed number.</param>
    /// <param name="library">Part of it, for example "DECODER routines".</param>
    /// <param name="reason">Its words.</param>
    /// <param name="prefix">What stands between ERR_OSSL_ and the reason in Node's code.</param>
    public static CryptoFault OpenSsl(uint number, string library, string reason, string prefix = "") =>
        new($"error:{number:X8}:{library}::{reason}", $"ERR_{(prefix == SslPrefix ? prefix : "OSSL_" + prefix)}{reason.ToUpperInvariant().Replace(' ', '_')}") { Library = library, Reason = reason };

    /// <summary>Text or bytes that are no key or certificate.</summary>
    public static CryptoFault Undecodable() => OpenSsl(0x1E08010C, "DECODER routines", "unsupported");

    /// <summary>Text without a PEM block.</summary>
    public static CryptoFault NoPem() => OpenSsl(0x0480006C, "PEM routines", "no start line", "PEM_");

    /// <summary>Work whose process is over.</summary>
    public static CryptoFault Aborted() => new("The operation was aborted", "ABORT_ERR");

    /// <summary>What the engine does not do.</summary>
    public static CryptoFault Unsupported(string what) => new($"ENOSYS: function not implemented, {what}", "ENOSYS");
}
