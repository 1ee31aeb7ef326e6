using System.Buffers.Binary;
using Org.BouncyCastle.Tls;
using Org.BouncyCastle.Tls.Crypto;

namespace SecureExec.Sidecar.Crypto.Tls;

/// <summary>Keys for other protocols out of a connection's secret (RFC 5705; RFC 8446, 7.5). The library makes them only while the handshake goes on.</summary>
internal sealed class TlsExporter(TlsCrypto crypto, SecurityParameters parameters)
{
    private readonly bool _isNewest = parameters.NegotiatedVersion.FullVersion >= TlsSettings.Tls13;
    private readonly byte[] _secret = TlsSecrets.Copy(parameters.NegotiatedVersion.FullVersion >= TlsSettings.Tls13 ? parameters.ExporterMasterSecret : parameters.MasterSecret);
    private readonly byte[] _randoms = [.. parameters.ClientRandom, .. parameters.ServerRandom];
    private readonly int _prf = parameters.PrfAlgorithm, _hash = parameters.PrfCryptoHashAlgorithm;

    /// <summary>Makes a key.</summary>
    /// <param name="label">What it is for.</param>
    /// <param name="context">What it is bound to; null: nothing, which is not the same as nothing of length 0 before TLS 1.3.</param>
    /// <param name="length">Bytes of it.</param>
    public byte[] Export(string label, byte[]? context, int length)
    {
        var secret = crypto.CreateSecret(_secret);
        if (_isNewest)
        {
            var derived = TlsCryptoUtilities.HkdfExpandLabel(secret, _hash, label, Hash([]), TlsCryptoUtilities.GetHashOutputSize(_hash));
            return TlsCryptoUtilities.HkdfExpandLabel(derived, _hash, "exporter", Hash(context ?? []), length).Extract();
        }
        var seed = _randoms;
        if (context != null)
        {
            var head = new byte[sizeof(ushort)];
            BinaryPrimitives.WriteUInt16BigEndian(head, (ushort)context.Length);
            seed = [.. seed, .. head, .. context];
        }
        return secret.DeriveUsingPrf(_prf, label, seed, length).Extract();
    }

    private byte[] Hash(byte[] data)
    {
        var hash = crypto.CreateHash(_hash);
        hash.Update(data, 0, data.Length);
        return hash.CalculateHash();
    }
}
