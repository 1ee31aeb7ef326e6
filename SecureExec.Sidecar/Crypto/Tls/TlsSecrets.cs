using Org.BouncyCastle.Tls;
using Org.BouncyCastle.Tls.Crypto;

namespace SecureExec.Sidecar.Crypto.Tls;

/// <summary>The engine's secrets as bytes.</summary>
internal static class TlsSecrets
{
    /// <summary>The bytes; the secret itself stays.</summary>
    public static byte[] Copy(TlsSecret secret) => secret.Encrypt(Copier.Instance);

    /// <summary>A name for a new session.</summary>
    public static byte[] NewName()
    {
        var name = new byte[32];
        SecureExec.Interop.RandomBytes.Fill(name);
        return name;
    }

    /// <summary>A session of TLS 1.2 or older as the engine takes it; null: it has nothing to go on with.</summary>
    /// <param name="session">The session.</param>
    /// <param name="name">What the client calls it.</param>
    /// <param name="crypto">The engine's functions.</param>
    public static Org.BouncyCastle.Tls.TlsSession? ToEngine(TlsStoredSession session, byte[] name, TlsCrypto crypto)
    {
        const int maxName = 32;
        if (name.Length is 0 or > maxName || session.Secret.Length == 0)
            return null;
        var extensions = new Dictionary<int, byte[]>();
        if (session.EncryptsThenMacs)
            TlsExtensionsUtilities.AddEncryptThenMacExtension(extensions);
        return TlsUtilities.ImportSession(name, new SessionParameters.Builder()
            .SetCipherSuite(session.Suite)
            .SetNegotiatedVersion(ProtocolVersion.Get(session.Version >> 8, session.Version & 0xff))
            .SetMasterSecret(crypto.CreateSecret(session.Secret))
            .SetExtendedMasterSecret(session.IsExtended)
            .SetServerExtensions(extensions)
            .Build());
    }

    /// <summary>What the key log says of a connection (the format of NSS), a line each. To be asked before the handshake's secrets are forgotten.</summary>
    public static IReadOnlyList<string> KeyLog(SecurityParameters parameters)
    {
        var random = Convert.ToHexStringLower(parameters.ClientRandom);
        if (parameters.NegotiatedVersion.FullVersion < TlsSettings.Tls13)
            return [Line("CLIENT_RANDOM", parameters.MasterSecret)];
        return
        [
            Line("SERVER_HANDSHAKE_TRAFFIC_SECRET", parameters.BaseKeyServer),
            Line("EXPORTER_SECRET", parameters.ExporterMasterSecret),
            Line("SERVER_TRAFFIC_SECRET_0", parameters.TrafficSecretServer),
            Line("CLIENT_HANDSHAKE_TRAFFIC_SECRET", parameters.BaseKeyClient),
            Line("CLIENT_TRAFFIC_SECRET_0", parameters.TrafficSecretClient),
        ];

        string Line(string label, TlsSecret secret) => $"{label} {random} {Convert.ToHexStringLower(Copy(secret))}\n";
    }

    private sealed class Copier : TlsEncryptor
    {
        public static readonly Copier Instance = new();

        public byte[] Encrypt(byte[] input, int inOff, int length) => input.AsSpan(inOff, length).ToArray();
    }
}
