using Org.BouncyCastle.Asn1.Ocsp;
using Org.BouncyCastle.Tls;

namespace SecureExec.Sidecar.Crypto.Tls;

/// <summary>An OCSP response within the handshake: <c>CertificateStatus</c> of RFC 6066, 8.</summary>
internal static class TlsStatus
{
    private const int Head = 4;

    /// <summary>The response in a message or an extension.</summary>
    /// <exception cref="TlsFatalAlert">It is none.</exception>
    public static byte[] Parse(ReadOnlySpan<byte> status)
    {
        if (status.Length < Head || status[0] != CertificateStatusType.ocsp || (status[1] << 16 | status[2] << 8 | status[3]) != status.Length - Head)
            throw new TlsFatalAlert(AlertDescription.decode_error);
        return status[Head..].ToArray();
    }

    /// <summary>A response as an extension of TLS 1.3.</summary>
    public static byte[] Encode(byte[] response) => [(byte)CertificateStatusType.ocsp, (byte)(response.Length >> 16), (byte)(response.Length >> 8), (byte)response.Length, .. response];

    /// <summary>A response as a message before TLS 1.3. The library sends there only what is one.</summary>
    /// <exception cref="TlsFatalAlert">It is none.</exception>
    public static CertificateStatus ToMessage(byte[] response)
    {
        try
        {
            return new CertificateStatus(CertificateStatusType.ocsp, OcspResponse.GetInstance(Org.BouncyCastle.Asn1.Asn1Object.FromByteArray(response)));
        }
        catch (Exception fault) when (KeyReader.IsOfInput(fault))
        {
            throw new TlsFatalAlert(AlertDescription.internal_error, fault);
        }
    }
}
