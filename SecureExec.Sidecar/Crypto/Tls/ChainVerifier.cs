using Org.BouncyCastle.X509;

namespace SecureExec.Sidecar.Crypto.Tls;

/// <summary>Finds a way from a peer's certificate to a trusted one, and says what OpenSSL says when there is none.</summary>
internal static class ChainVerifier
{
    private const int MaxDepth = 100;

    /// <summary>Checks.</summary>
    /// <param name="presented">What the peer sent, its own first.</param>
    /// <param name="settings">What is trusted.</param>
    /// <param name="now">The time at which it must be valid.</param>
    public static ChainResult Verify(IReadOnlyList<X509Certificate> presented, TlsSettings settings, DateTime now)
    {
        var chain = new List<X509Certificate> { presented[0] };
        var isTrusted = IsTrusted(presented[0], settings);
        while (!IsSelfIssued(chain[^1]) && chain.Count < MaxDepth && !(isTrusted && settings.AllowsPartialChain))
        {
            var issuer = Trusted(chain[^1], settings).FirstOrDefault(candidate => Signs(candidate, chain[^1]));
            isTrusted |= issuer != null;
            issuer ??= presented.Skip(1).FirstOrDefault(candidate => Signs(candidate, chain[^1]));
            if (issuer == null || chain.Contains(issuer))
                break;
            chain.Add(issuer);
            isTrusted |= IsTrusted(issuer, settings);
        }
        var last = chain[^1];
        if (!IsSelfIssued(last) && !(isTrusted && settings.AllowsPartialChain))
            return chain.Count == 1 ? Fault("UNABLE_TO_VERIFY_LEAF_SIGNATURE", "unable to verify the first certificate") : Fault("UNABLE_TO_GET_ISSUER_CERT_LOCALLY", "unable to get local issuer certificate");
        if (IsSelfIssued(last) && !IsTrusted(last, settings))
            return chain.Count == 1 ? Fault("DEPTH_ZERO_SELF_SIGNED_CERT", "self-signed certificate") : Fault("SELF_SIGNED_CERT_IN_CHAIN", "self-signed certificate in certificate chain");
        for (var depth = chain.Count - 1; depth >= 0; depth--)
        {
            if (depth > 0 && !MaySign(chain[depth]))
                return Fault("INVALID_CA", "invalid CA certificate");
            if (now < chain[depth].NotBefore)
                return Fault("CERT_NOT_YET_VALID", "certificate is not yet valid");
            if (now > chain[depth].NotAfter)
                return Fault("CERT_HAS_EXPIRED", "certificate has expired");
        }
        return new ChainResult(chain, null, null);

        ChainResult Fault(string code, string message) => new(chain, code, message);
    }

    private static bool IsSelfIssued(X509Certificate certificate) => certificate.SubjectDN.Equivalent(certificate.IssuerDN);

    // Old roots say nothing about what they may do.
    private static bool MaySign(X509Certificate certificate) => certificate.Version < 3 || certificate.GetBasicConstraints() >= 0;

    private static bool Signs(X509Certificate issuer, X509Certificate certificate)
    {
        if (!issuer.SubjectDN.Equivalent(certificate.IssuerDN))
            return false;
        try
        {
            certificate.Verify(issuer.GetPublicKey());
            return true;
        }
        catch (Exception fault) when (KeyReader.IsOfInput(fault))
        {
            return false;
        }
    }

    private static bool IsTrusted(X509Certificate certificate, TlsSettings settings) =>
        settings.Authorities.Contains(certificate) || settings.UsesRoots && RootCertificates.Of(certificate.SubjectDN).Contains(certificate);

    private static IEnumerable<X509Certificate> Trusted(X509Certificate certificate, TlsSettings settings)
    {
        var own = settings.Authorities.Where(candidate => candidate.SubjectDN.Equivalent(certificate.IssuerDN));
        return settings.UsesRoots ? own.Concat(RootCertificates.Of(certificate.IssuerDN)) : own;
    }
}
