using Org.BouncyCastle.Tls;

namespace SecureExec.Sidecar.Crypto.Tls;

/// <summary>Why a connection failed, in OpenSSL's words.</summary>
internal static class TlsFault
{
    private const uint Library = 0x0A000000, AlertBase = 1000;

    /// <summary>What OpenSSL says when the peer sent an alert.</summary>
    public static CryptoFault OfAlert(int alert)
    {
        var reason = alert switch
        {
            AlertDescription.unexpected_message => "ssl/tls alert unexpected message",
            AlertDescription.bad_record_mac => "ssl/tls alert bad record mac",
            AlertDescription.record_overflow => "tlsv1 alert record overflow",
            AlertDescription.handshake_failure => "ssl/tls alert handshake failure",
            AlertDescription.bad_certificate => "ssl/tls alert bad certificate",
            AlertDescription.unsupported_certificate => "ssl/tls alert unsupported certificate",
            AlertDescription.certificate_revoked => "ssl/tls alert certificate revoked",
            AlertDescription.certificate_expired => "ssl/tls alert certificate expired",
            AlertDescription.certificate_unknown => "ssl/tls alert certificate unknown",
            AlertDescription.illegal_parameter => "ssl/tls alert illegal parameter",
            AlertDescription.unknown_ca => "tlsv1 alert unknown ca",
            AlertDescription.access_denied => "tlsv1 alert access denied",
            AlertDescription.decode_error => "tlsv1 alert decode error",
            AlertDescription.decrypt_error => "tlsv1 alert decrypt error",
            AlertDescription.protocol_version => "tlsv1 alert protocol version",
            AlertDescription.insufficient_security => "tlsv1 alert insufficient security",
            AlertDescription.internal_error => "tlsv1 alert internal error",
            AlertDescription.no_renegotiation => "tlsv1 alert no renegotiation",
            AlertDescription.missing_extension => "tlsv13 alert missing extension",
            AlertDescription.unsupported_extension => "tlsv1 unsupported extension",
            AlertDescription.unrecognized_name => "tlsv1 unrecognized name",
            AlertDescription.certificate_required => "tlsv13 alert certificate required",
            AlertDescription.no_application_protocol => "tlsv1 alert no application protocol",
            _ => $"reason({AlertBase + alert})",
        };
        return CryptoFault.OpenSsl(Library + AlertBase + (uint)alert, "SSL routines", reason, "SSL_");
    }

    /// <summary>What OpenSSL says when the engine here found the fault.</summary>
    /// <param name="alert">The alert that was sent.</param>
    /// <param name="input">What the peer said first; tells other protocols from this one.</param>
    /// <param name="isServer">Whether this is the server.</param>
    public static CryptoFault OfEngine(int alert, ReadOnlySpan<byte> input, bool isServer)
    {
        const byte alertRecord = 21, handshakeRecord = 22;
        if (input.Length > 0 && input[0] is not (alertRecord or handshakeRecord) && input[0] is not (20 or 23))
            return isServer && (input.StartsWith("GET "u8) || input.StartsWith("POST "u8) || input.StartsWith("HEAD "u8) || input.StartsWith("PUT "u8)) ? Ssl(156, "http request") : Ssl(267, "wrong version number");
        return alert switch
        {
            AlertDescription.protocol_version => Ssl(258, "unsupported protocol"),
            AlertDescription.handshake_failure => isServer ? Ssl(193, "no shared cipher") : Ssl(249, "unknown ssl version"),
            AlertDescription.no_application_protocol => Ssl(235, "no application protocol"),
            AlertDescription.unexpected_message => Ssl(244, "unexpected message"),
            AlertDescription.record_overflow => Ssl(198, "packet length too long"),
            AlertDescription.bad_record_mac => Ssl(281, "decryption failed or bad record mac"),
            AlertDescription.decrypt_error => Ssl(123, "bad signature"),
            AlertDescription.decode_error => Ssl(159, "length mismatch"),
            AlertDescription.illegal_parameter => Ssl(110, "bad extension"),
            _ => Ssl(68, "internal error"),
        };
    }

    /// <summary>The client has no certificate, and one is required.</summary>
    public static CryptoFault NoCertificate() => Ssl(199, "peer did not return a certificate");

    /// <summary>The client takes no signatures that the server makes.</summary>
    public static CryptoFault NoSharedSchemes() => Ssl(376, "no shared signature algorithms");

    /// <summary>The server has no key that makes signatures which the client takes.</summary>
    public static CryptoFault NoSuitableScheme() => Ssl(118, "no suitable signature algorithm");

    /// <summary>The client has no group of the key exchange that the server has.</summary>
    public static CryptoFault NoSharedGroup() => Ssl(101, "no suitable key share");

    /// <summary>The peer said more than is kept while the program chooses.</summary>
    public static CryptoFault ExcessiveMessage() => Ssl(152, "excessive message size");

    /// <summary>What is asked for is not in this version of the protocol.</summary>
    public static CryptoFault WrongVersion() => Ssl(266, "wrong ssl version");

    /// <summary>The mark of a server's sessions is longer than it may be.</summary>
    public static CryptoFault LongContext() => Ssl(273, "ssl session id context too long");

    /// <summary>No version of the protocol is left to offer.</summary>
    public static CryptoFault NoVersions() => Ssl(191, "no protocols available");

    /// <summary>No cipher suite is left to offer.</summary>
    public static CryptoFault NoCiphers() => Ssl(185, "no cipher match");

    private static CryptoFault Ssl(uint reason, string text) => CryptoFault.OpenSsl(Library + reason, "SSL routines", text, "SSL_");
}
