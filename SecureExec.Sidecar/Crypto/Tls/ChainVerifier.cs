using Org.BouncyCastle.X509;

namespace SecureExec.Sidecar.Crypto.Tls;

/// <summary>Finds a way from a peer's certificate to a trusted one, and says what OpenSSL says when there is none.</summary>
internal static class ChainVerifier
{
    private const int MaxDepth = 100;

    private static readonly (int Number, string Code, string Message)[] Faults =
    [
        (9, "CERT_NOT_YET_VALID", "certificate is not yet valid"),
        (10, "CERT_HAS_EXPIRED", "certificate has expired"),
        (18, "DEPTH_ZERO_SELF_SIGNED_CERT", "self-signed certificate"),
        (19, "SELF_SIGNED_CERT_IN_CHAIN", "self-signed certificate in certificate chain"),
        (20, "UNABLE_TO_GET_ISSUER_CERT_LOCALLY", "unable to get local issuer certificate"),
        (21, "UNABLE_TO_VERIFY_LEAF_SIGNATURE", "unable to verify the first certificate"),
        (79, "INVALID_CA", "invalid CA certificate"),
    ];

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
            return Fault(chain.Count == 1 ? "UNABLE_TO_VERIFY_LEAF_SIGNATURE" : "UNABLE_TO_GET_ISSUER_CERT_LOCALLY");
        if (IsSelfIssued(last) && !IsTrusted(last, settings))
            return Fault(chain.Count == 1 ? "DEPTH_ZERO_SELF_SIGNED_CERT" : "SELF_SIGNED_CERT_IN_CHAIN");
        for (var depth = chain.Count - 1; depth >= 0; depth--)
        {
            if (depth > 0 && !MaySign(chain[depth]))
                return Fault("INVALID_CA");
            if (now < chain[depth].NotBefore)
                return Fault("CERT_NOT_YET_VALID");
            if (now > chain[depth].NotAfter)
                return Fault("CERT_HAS_EXPIRED");
        }
        return new ChainResult(chain, null, null);

        ChainResult Fault(string code) => new(chain, code, Array.Find(Faults, fault => fault.Code == code).Message);
    }

    /// <summary>OpenSSL's number of what is wrong; 0: nothing.</summary>
    public static int NumberOf(ChainResult? result) => result?.Code is { } code ? Array.Find(Faults, fault => fault.Code == code).Number : 0;

    /// <summary>The same chain with what was found before, by OpenSSL's number.</summary>
    public static ChainResult WithResult(ChainResult result, int number) => number == 0 ? new ChainResult(result.Chain, null, null)
        : Array.Find(Faults, fault => fault.Number == number) is { Code: { } code } fault ? new ChainResult(result.Chain, code, fault.Message)
        : result;

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
