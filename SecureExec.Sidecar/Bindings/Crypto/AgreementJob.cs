using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Agreement;
using Org.BouncyCastle.Crypto.Parameters;
using SecureExec.Sidecar.Crypto;
using SecureExec.Sidecar.Engine.Interop;

namespace SecureExec.Sidecar.Bindings;

/// <summary><c>DHBitsJob</c>: the secret that two key pairs share.</summary>
internal static class AgreementJob
{
    // (mode, public key data, format, type, passphrase, curve, private key data, format, type, passphrase, curve)
    public static void Construct(CallInfo info)
    {
        if (CryptoInput.AnyKey(info, 1, CryptoKeyKind.Public) is { } other && CryptoInput.AnyKey(info, 6, CryptoKeyKind.Private) is { } own)
            CryptoJobs.Begin(info, "DERIVEBITSREQUEST", info.Int32(0), 1024, () => Compute(own, other.ToPublic()));
    }

    private static byte[] Compute(CryptoKey own, CryptoKey other)
    {
        try
        {
            return (own.Parameters, other.Parameters) switch
            {
                (X25519PrivateKeyParameters key, X25519PublicKeyParameters peer) => Raw(new X25519Agreement(), key, peer),
                (X448PrivateKeyParameters key, X448PublicKeyParameters peer) => Raw(new X448Agreement(), key, peer),
                (ECPrivateKeyParameters key, ECPublicKeyParameters peer) when key.Parameters.Equals(peer.Parameters) => Curve(key, peer),
                (DHPrivateKeyParameters key, DHPublicKeyParameters peer) when key.Parameters.P.Equals(peer.Parameters.P) && key.Parameters.G.Equals(peer.Parameters.G) =>
                    DhNumbers.Of(key.Parameters.P, key.Parameters.G).Secret(key.X, peer.Y),
                (ECPrivateKeyParameters, ECPublicKeyParameters) or (DHPrivateKeyParameters, DHPublicKeyParameters) =>
                    throw CryptoFault.OpenSsl(0x1C8000CB, "Provider routines", "mismatching domain parameters"),
                _ => throw CryptoFault.OpenSsl(0x03000096, "digital envelope routines", "operation not supported for this keytype", "EVP_"),
            };
        }
        catch (Exception fault) when (KeyReader.IsOfInput(fault))
        {
            throw CryptoFault.OpenSsl(0x1C8000A4, "Provider routines", "failed during derivation");
        }
    }

    private static byte[] Raw(IRawAgreement agreement, ICipherParameters key, ICipherParameters peer)
    {
        agreement.Init(key);
        var secret = new byte[agreement.AgreementSize];
        agreement.CalculateAgreement(peer, secret, 0);
        return secret;
    }

    private static byte[] Curve(ECPrivateKeyParameters key, ECPublicKeyParameters peer)
    {
        var agreement = new ECDHBasicAgreement();
        agreement.Init(key);
        return Org.BouncyCastle.Utilities.BigIntegers.AsUnsignedByteArray(agreement.GetFieldSize(), agreement.CalculateAgreement(peer));
    }
}
