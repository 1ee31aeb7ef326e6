using Org.BouncyCastle.Asn1;
using Org.BouncyCastle.Asn1.X9;
using Org.BouncyCastle.Crypto.Parameters;

namespace SecureExec.Sidecar.Crypto;

/// <summary>Elliptic curves by OpenSSL's names.</summary>
internal static class EcCurves
{
    // Where OpenSSL and the standards differ; the rest have the same names in both.
    private static readonly Dictionary<string, string> OpenSslNames = new(StringComparer.OrdinalIgnoreCase)
    {
        ["secp256r1"] = "prime256v1", ["P-256"] = "prime256v1", ["secp192r1"] = "prime192v1", ["P-192"] = "prime192v1",
        ["P-224"] = "secp224r1", ["P-384"] = "secp384r1", ["P-521"] = "secp521r1",
    };

    /// <summary>The names.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        "brainpoolP160r1", "brainpoolP192r1", "brainpoolP224r1", "brainpoolP256r1", "brainpoolP320r1", "brainpoolP384r1", "brainpoolP512r1",
        "prime192v1", "prime239v1", "prime256v1", "secp112r1", "secp128r1", "secp160k1", "secp160r1", "secp192k1", "secp224k1", "secp224r1",
        "secp256k1", "secp384r1", "secp521r1",
    ];

    /// <summary>The curve of a name; null: unknown.</summary>
    public static ECNamedDomainParameters? Find(string name)
    {
        var oid = ECNamedCurveTable.GetOid(OpenSslNames.GetValueOrDefault(name, name));
        return oid == null || ECNamedCurveTable.GetByOid(oid) is not { } curve ? null : new ECNamedDomainParameters(oid, curve);
    }

    /// <summary>OpenSSL's name of a key's curve; null: it has none.</summary>
    public static string? NameOf(ECKeyParameters key) => key.PublicKeyParamSet is { } oid && NameOf(oid) is { } name ? name : null;

    private static string? NameOf(DerObjectIdentifier oid) => ECNamedCurveTable.GetName(oid) is { } name ? OpenSslNames.GetValueOrDefault(name, name) : null;
}
