using System.Text.Json;
using Org.BouncyCastle.X509;
using SecureExec.Sidecar.Engine;

namespace SecureExec.Sidecar.Crypto.Tls;

/// <summary>The root certificates that the pinned Node carries.</summary>
internal static class RootCertificates
{
    private static readonly Lazy<string[]> Texts = new(static () =>
    {
        using var document = JsonDocument.Parse(NodeLibrary.Json("facts/roots").ToArray());
        return [.. document.RootElement.EnumerateArray().Select(entry => entry.GetString()!)];
    });

    private static readonly Lazy<ILookup<string, X509Certificate>> BySubject = new(static () => Texts.Value
        .SelectMany(KeyReader.CertificatesFromPem)
        .ToLookup(certificate => certificate.SubjectDN.ToString(), StringComparer.Ordinal));

    /// <summary>All of them, as PEM.</summary>
    public static IReadOnlyList<string> Pem => Texts.Value;

    /// <summary>Those of a name.</summary>
    public static IEnumerable<X509Certificate> Of(Org.BouncyCastle.Asn1.X509.X509Name name) => BySubject.Value[name.ToString()];
}
