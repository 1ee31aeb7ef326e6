using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Math;
using SecureExec.Sidecar.Crypto;
using SecureExec.Sidecar.Engine.Interop;
using SecureExec.Sidecar.Text;

namespace SecureExec.Sidecar.Bindings;

/// <summary>Keys as JSON Web Keys (RFC 7517, 8037).</summary>
internal static class JsonWebKeys
{
    private static readonly (string Jwk, string OpenSsl)[] Curves = [("P-256", "prime256v1"), ("P-384", "secp384r1"), ("P-521", "secp521r1"), ("secp256k1", "secp256k1")];

    /// <summary>The key of an object; null: it is none, and an exception is pending.</summary>
    public static CryptoKey? Read(CallInfo info, int index, CryptoKeyKind wanted)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var name in (ReadOnlySpan<string>)["kty", "crv", "n", "e", "d", "p", "q", "dp", "dq", "qi", "x", "y", "k"])
        {
            var value = V8.Get(info.Isolate, info.Context, info[index], name);
            if (value == 0)
                return null;
            if (!V8.IsSmi(value) && V8Api.IsString(value) != 0)
                fields[name] = V8.Text(info.Isolate, value);
        }
        return CryptoErrors.Try(info, () => Parse(fields, wanted));
    }

    /// <summary>Fills an object with a key's fields.</summary>
    /// <exception cref="CryptoFault">It has no such form.</exception>
    public static void Write(Realm realm, nint target, CryptoKey key)
    {
        foreach (var (name, value) in Fields(key))
            V8.Set(realm.Isolate, V8Api.CurrentContext(realm.Isolate), target, name, V8.Str(realm.Isolate, value));
    }

    private static CryptoFault Invalid(string what) => new($"Invalid JWK {what}", "ERR_CRYPTO_INVALID_JWK", CryptoFaultKind.TypeError);

    private static CryptoKey Parse(Dictionary<string, string> fields, CryptoKeyKind wanted)
    {
        var isPrivate = fields.ContainsKey("d");
        if (wanted == CryptoKeyKind.Private && !isPrivate)
            throw Invalid("data");
        return KeyReader.Guard(() => fields.GetValueOrDefault("kty") switch
        {
            "RSA" => Rsa(fields, isPrivate),
            "EC" => Elliptic(fields, isPrivate),
            "OKP" => Edwards(fields, isPrivate),
            "oct" => CryptoKey.OfSecret(Bytes(fields, "k")),
            _ => throw new CryptoFault("Unsupported JWK Key Type.", "ERR_CRYPTO_INVALID_JWK", CryptoFaultKind.TypeError),
        });
    }

    private static CryptoKey Rsa(Dictionary<string, string> fields, bool isPrivate)
    {
        if (!isPrivate)
            return CryptoKey.OfPublic(new RsaKeyParameters(false, Number(fields, "n"), Number(fields, "e")));
        return CryptoKey.OfPrivate(new RsaPrivateCrtKeyParameters(
            Number(fields, "n"), Number(fields, "e"), Number(fields, "d"), Number(fields, "p"), Number(fields, "q"), Number(fields, "dp"), Number(fields, "dq"), Number(fields, "qi")));
    }

    private static CryptoKey Elliptic(Dictionary<string, string> fields, bool isPrivate)
    {
        var crv = fields.GetValueOrDefault("crv");
        if (Array.Find(Curves, curve => curve.Jwk == crv).OpenSsl is not { } name || EcCurves.Find(name) is not { } domain)
            throw Invalid("EC key");
        if (isPrivate)
            return CryptoKey.OfPrivate(new ECPrivateKeyParameters("EC", Number(fields, "d"), domain));
        return CryptoKey.OfPublic(new ECPublicKeyParameters("EC", domain.Curve.ValidatePoint(Number(fields, "x"), Number(fields, "y")), domain));
    }

    private static CryptoKey Edwards(Dictionary<string, string> fields, bool isPrivate)
    {
        var bytes = Bytes(fields, isPrivate ? "d" : "x");
        return (fields.GetValueOrDefault("crv"), isPrivate) switch
        {
            ("Ed25519", true) => CryptoKey.OfPrivate(new Ed25519PrivateKeyParameters(bytes)),
            ("Ed25519", false) => CryptoKey.OfPublic(new Ed25519PublicKeyParameters(bytes)),
            ("Ed448", true) => CryptoKey.OfPrivate(new Ed448PrivateKeyParameters(bytes)),
            ("Ed448", false) => CryptoKey.OfPublic(new Ed448PublicKeyParameters(bytes)),
            ("X25519", true) => CryptoKey.OfPrivate(new X25519PrivateKeyParameters(bytes)),
            ("X25519", false) => CryptoKey.OfPublic(new X25519PublicKeyParameters(bytes)),
            ("X448", true) => CryptoKey.OfPrivate(new X448PrivateKeyParameters(bytes)),
            ("X448", false) => CryptoKey.OfPublic(new X448PublicKeyParameters(bytes)),
            _ => throw Invalid("OKP key"),
        };
    }

    private static byte[] Bytes(Dictionary<string, string> fields, string name) =>
        fields.TryGetValue(name, out var text) ? StringBytes.GetBytes(text, NodeEncoding.Base64Url) : throw Invalid("data");

    private static BigInteger Number(Dictionary<string, string> fields, string name) => new(1, Bytes(fields, name));

    private static List<(string, string)> Fields(CryptoKey key)
    {
        switch (key.Parameters)
        {
            case null:
                return [("kty", "oct"), ("k", Text(key.SecretBytes!))];
            case RsaPrivateCrtKeyParameters rsa:
                return [("kty", "RSA"), ("n", Text(rsa.Modulus)), ("e", Text(rsa.PublicExponent)), ("d", Text(rsa.Exponent)), ("p", Text(rsa.P)), ("q", Text(rsa.Q)), ("dp", Text(rsa.DP)), ("dq", Text(rsa.DQ)), ("qi", Text(rsa.QInv))];
            case RsaKeyParameters rsa:
                return [("kty", "RSA"), ("n", Text(rsa.Modulus)), ("e", Text(rsa.Exponent))];
            case ECKeyParameters ec:
                var point = ((ECPublicKeyParameters)key.ToPublic().Parameters!).Q.Normalize();
                var own = EcCurves.NameOf(ec);
                if (Array.Find(Curves, curve => curve.OpenSsl == own).Jwk is not { } crv)
                    throw new CryptoFault("Unsupported JWK EC curve: " + own + ".", "ERR_CRYPTO_JWK_UNSUPPORTED_CURVE");
                var publicPart = new List<(string, string)> { ("crv", crv), ("kty", "EC"), ("x", Text(point.AffineXCoord.GetEncoded())), ("y", Text(point.AffineYCoord.GetEncoded())) };
                if (ec is ECPrivateKeyParameters half)
                    publicPart.Add(("d", Text(Org.BouncyCastle.Utilities.BigIntegers.AsUnsignedByteArray((ec.Parameters.N.BitLength + 7) / 8, half.D))));
                return publicPart;
            case var other when RawKeys.PublicBytes(key.ToPublic()) is { } raw:
                var name = other switch { Ed25519PrivateKeyParameters or Ed25519PublicKeyParameters => "Ed25519", Ed448PrivateKeyParameters or Ed448PublicKeyParameters => "Ed448", X25519PrivateKeyParameters or X25519PublicKeyParameters => "X25519", _ => "X448" };
                return key.Kind == CryptoKeyKind.Private ? [("crv", name), ("d", Text(RawKeys.PrivateBytes(key)!)), ("x", Text(raw)), ("kty", "OKP")] : [("crv", name), ("x", Text(raw)), ("kty", "OKP")];
            default:
                throw new CryptoFault("Unsupported JWK Key Type.", "ERR_CRYPTO_JWK_UNSUPPORTED_KEY_TYPE");
        }
    }

    private static string Text(BigInteger number) => Text(number.ToByteArrayUnsigned());

    private static string Text(byte[] bytes) => StringBytes.Decode(bytes, NodeEncoding.Base64Url);
}
