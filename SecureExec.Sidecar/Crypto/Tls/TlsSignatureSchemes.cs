using Org.BouncyCastle.Tls;

namespace SecureExec.Sidecar.Crypto.Tls;

/// <summary>Signature schemes of TLS 1.2 and 1.3, by OpenSSL's names.</summary>
internal static class TlsSignatureSchemes
{
    // (number, name, signature+hash); the names of pairs stand for the first scheme of their kind.
    private static readonly (int Number, string Name, string Pair)[] All =
    [
        (0x0403, "ecdsa_secp256r1_sha256", "ECDSA+SHA256"),
        (0x0503, "ecdsa_secp384r1_sha384", "ECDSA+SHA384"),
        (0x0603, "ecdsa_secp521r1_sha512", "ECDSA+SHA512"),
        (0x0807, "ed25519", "Ed25519+UNDEF"),
        (0x0808, "ed448", "Ed448+UNDEF"),
        (0x081A, "ecdsa_brainpoolP256r1tls13_sha256", "ECDSA+SHA256"),
        (0x081B, "ecdsa_brainpoolP384r1tls13_sha384", "ECDSA+SHA384"),
        (0x081C, "ecdsa_brainpoolP512r1tls13_sha512", "ECDSA+SHA512"),
        (0x0804, "rsa_pss_rsae_sha256", "RSA-PSS+SHA256"),
        (0x0805, "rsa_pss_rsae_sha384", "RSA-PSS+SHA384"),
        (0x0806, "rsa_pss_rsae_sha512", "RSA-PSS+SHA512"),
        (0x0809, "rsa_pss_pss_sha256", "RSA-PSS+SHA256"),
        (0x080A, "rsa_pss_pss_sha384", "RSA-PSS+SHA384"),
        (0x080B, "rsa_pss_pss_sha512", "RSA-PSS+SHA512"),
        (0x0401, "rsa_pkcs1_sha256", "RSA+SHA256"),
        (0x0501, "rsa_pkcs1_sha384", "RSA+SHA384"),
        (0x0601, "rsa_pkcs1_sha512", "RSA+SHA512"),
        (0x0303, "ecdsa_sha224", "ECDSA+SHA224"),
        (0x0203, "ecdsa_sha1", "ECDSA+SHA1"),
        (0x0301, "rsa_pkcs1_sha224", "RSA+SHA224"),
        (0x0201, "rsa_pkcs1_sha1", "RSA+SHA1"),
        (0x0302, "dsa_sha224", "DSA+SHA224"),
        (0x0202, "dsa_sha1", "DSA+SHA1"),
        (0x0402, "dsa_sha256", "DSA+SHA256"),
        (0x0502, "dsa_sha384", "DSA+SHA384"),
        (0x0602, "dsa_sha512", "DSA+SHA512"),
    ];

    /// <summary>What is offered and taken unless a program chooses, in OpenSSL's order.</summary>
    public static IReadOnlyList<int> Usual { get; } =
    [
        0x0403, 0x0503, 0x0603, 0x0807, 0x0808, 0x081A, 0x081B, 0x081C, 0x0809, 0x080A, 0x080B, 0x0804, 0x0805, 0x0806, 0x0401, 0x0501, 0x0601, 0x0303, 0x0301,
    ];

    /// <summary>The schemes of OpenSSL's list, preferred first; a name with a question mark may be unknown. Null: another is.</summary>
    public static IReadOnlyList<int>? Parse(string list)
    {
        var chosen = new List<int>();
        foreach (var entry in list.Split(':'))
        {
            var isOptional = entry.StartsWith('?');
            var name = (isOptional ? entry[1..] : entry).Replace("PSS+", "RSA-PSS+", StringComparison.Ordinal).Replace("RSA-RSA-", "RSA-", StringComparison.Ordinal);
            var found = Array.Find(All, scheme => scheme.Name.Equals(name, StringComparison.OrdinalIgnoreCase) || scheme.Pair.Equals(name, StringComparison.OrdinalIgnoreCase));
            if (found.Number != 0 && !chosen.Contains(found.Number))
                chosen.Add(found.Number);
            else if (found.Number == 0 && !isOptional)
                return null;
        }
        return chosen.Count > 0 ? chosen : null;
    }

    /// <summary>Schemes as the engine takes them.</summary>
    public static IList<SignatureAndHashAlgorithm> ToEngine(IReadOnlyList<int> schemes) => [.. schemes.Select(SignatureScheme.GetSignatureAndHashAlgorithm)];

    /// <summary>Signature and hash of a scheme, in OpenSSL's words.</summary>
    public static string Describe(SignatureAndHashAlgorithm algorithm)
    {
        var number = SignatureScheme.From(algorithm);
        return Array.Find(All, scheme => scheme.Number == number) is { Number: not 0 } found ? found.Pair : $"{algorithm.Signature}+{algorithm.Hash}";
    }
}
