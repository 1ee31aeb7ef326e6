using Org.BouncyCastle.Crypto.Parameters;
using SecureExec.Sidecar.Crypto;
using SecureExec.Sidecar.Engine.Interop;

namespace SecureExec.Sidecar.Bindings;

/// <summary>The native base class of <c>X509Certificate</c>.</summary>
internal static unsafe class CertificateClass
{
    private const string Template = "nativeX509CertificateTemplate";

    public static void Define(BindingBuilder b)
    {
        b.Realm[Template] = b.NewClass("NativeX509Certificate", 1, &Construct)
            .Method("subject", &Subject).Method("subjectAltName", &SubjectAltName).Method("issuer", &Issuer).Method("infoAccess", &InfoAccess)
            .Method("validFrom", &ValidFrom).Method("validTo", &ValidTo).Method("validFromDate", &ValidFromDate).Method("validToDate", &ValidToDate)
            .Method("fingerprint", &Fingerprint).Method("fingerprint256", &Fingerprint256).Method("fingerprint512", &Fingerprint512)
            .Method("keyUsage", &KeyUsage).Method("serialNumber", &SerialNumber)
            .Method("signatureAlgorithm", &SignatureAlgorithm).Method("signatureAlgorithmOid", &SignatureAlgorithmOid)
            .Method("raw", &Raw).Method("pem", &Pem).Method("publicKey", &PublicKey).Method("getIssuerCert", &Nothing)
            .Method("checkCA", &CheckAuthority).Method("checkHost", &CheckHost).Method("checkEmail", &CheckEmail).Method("checkIP", &CheckAddress)
            .Method("checkIssued", &CheckIssued).Method("checkPrivateKey", &CheckPrivateKey).Method("verify", &Verify).Method("toLegacy", &ToLegacy)
            .Template;
        b.Function("createX509CertificateClass", &CreateClass).Function("isX509Certificate", &IsCertificate).Function("parseX509", &Parse);
    }

    /// <summary>The form of a certificate that <c>getPeerCertificate()</c> gives, as a local.</summary>
    public static nint ToLegacy(Realm realm, CertificateFacts facts)
    {
        var (iso, context) = (realm.Isolate, V8Api.CurrentContext(realm.Isolate));
        var target = V8Api.ObjectNew(iso);
        Set("subject", NameObject(realm, facts.Subject));
        Set("issuer", NameObject(realm, facts.Issuer));
        SetText("subjectaltname", facts.SubjectAltName);
        SetText("infoAccess", facts.InfoAccess);
        Set("ca", V8.Bool(iso, facts.IsAuthority));
        var key = facts.Certificate.GetPublicKey();
        var (rsa, ec) = (key as RsaKeyParameters, key as ECPublicKeyParameters);
        SetText("modulus", rsa == null ? null : Convert.ToHexString(rsa.Modulus.ToByteArrayUnsigned()));
        SetText("exponent", rsa == null ? null : "0x" + rsa.Exponent.ToString(16));
        Set("pubkey", rsa != null ? NodeBuffer.Create(realm, KeyWriter.Der(CryptoKey.OfPublic(rsa), KeyEncoding.Spki)) : ec != null ? NodeBuffer.Create(realm, ec.Q.GetEncoded(false)) : V8.Undefined(iso));
        Set("bits", rsa != null ? V8.Int(iso, rsa.Modulus.BitLength) : ec != null ? V8.Int(iso, ec.Parameters.N.BitLength) : V8.Undefined(iso));
        SetText("valid_from", facts.ValidFrom);
        SetText("valid_to", facts.ValidTo);
        SetText("fingerprint", facts.Fingerprint);
        SetText("fingerprint256", facts.Fingerprint256);
        SetText("fingerprint512", facts.Fingerprint512);
        Set("ext_key_usage", facts.KeyUsages is { } usages ? V8.StringArray(iso, usages) : V8.Undefined(iso));
        SetText("serialNumber", facts.SerialNumber);
        Set("raw", NodeBuffer.Create(realm, facts.Raw));
        var curve = ec == null ? null : EcCurves.NameOf(ec);
        SetText("asn1Curve", curve);
        SetText("nistCurve", curve switch { "prime256v1" => "P-256", "secp384r1" => "P-384", "secp521r1" => "P-521", "secp224r1" => "P-224", "prime192v1" => "P-192", _ => null });
        return target;

        void Set(string name, nint value) => V8.Set(iso, context, target, name, value);

        void SetText(string name, string? text) => Set(name, text == null ? V8.Undefined(iso) : V8.Str(iso, text));
    }

    // A part that occurs more than once is an array.
    private static nint NameObject(Realm realm, IReadOnlyList<(string Name, string Value)> parts)
    {
        var (iso, context) = (realm.Isolate, V8Api.CurrentContext(realm.Isolate));
        var target = V8Api.ObjectNewWith(iso, V8.Null(iso), null, null, 0);
        foreach (var group in parts.GroupBy(part => part.Name, part => part.Value, StringComparer.Ordinal))
            V8.Set(iso, context, target, group.Key, group.Count() == 1 ? V8.Str(iso, group.First()) : V8.StringArray(iso, [.. group]));
        return target;
    }

    private static CertificateFacts? Of(CallInfo info) => info.Realm.Unwrap<CertificateFacts>(info.This);

    private static void CreateClass(CallInfo info) => KeyObjectClass.Derive(info, Template);

    private static void IsCertificate(CallInfo info) => info.Return(KeyObjectClass.IsInstance(info, 0, Template));

    // (PEM or DER)
    private static void Construct(CallInfo info)
    {
        if (CryptoInput.Bytes(info, 0) is { } bytes && CryptoErrors.Try(info, () => Read(bytes)) is { } facts)
            info.Realm.Wrap(info.This, facts);
    }

    // (PEM or DER): the legacy form.
    private static void Parse(CallInfo info)
    {
        if (CryptoInput.Bytes(info, 0) is { } bytes && CryptoErrors.Try(info, () => Read(bytes)) is { } facts)
            info.Return(ToLegacy(info.Realm, facts));
    }

    private static CertificateFacts Read(byte[] bytes)
    {
        const byte sequence = 0x30;
        if (bytes.Length > 0 && bytes[0] == sequence)
            return KeyReader.Guard(() => new CertificateFacts(new Org.BouncyCastle.X509.X509Certificate(bytes)));
        var text = System.Text.Encoding.Latin1.GetString(bytes);
        try
        {
            return new CertificateFacts(KeyReader.CertificatesFromPem(text)[0]);
        }
        catch (CryptoFault) when (text.Contains("-----BEGIN CERTIFICATE-----", StringComparison.Ordinal))
        {
            throw CryptoFault.OpenSsl(0x068000A8, "asn1 encoding routines", "wrong tag", "ASN1_");
        }
    }

    private static void Text(CallInfo info, Func<CertificateFacts, string?> of)
    {
        if (Of(info) is { } facts && CryptoErrors.Try(info, () => KeyReader.Guard(() => of(facts) ?? "")) is { Length: > 0 } text)
            info.Return(text);
    }

    private static void Subject(CallInfo info) => Text(info, static facts => CertificateFacts.Lines(facts.Subject));

    private static void SubjectAltName(CallInfo info) => Text(info, static facts => facts.SubjectAltName);

    private static void Issuer(CallInfo info) => Text(info, static facts => CertificateFacts.Lines(facts.Issuer));

    private static void InfoAccess(CallInfo info) => Text(info, static facts => facts.InfoAccess);

    private static void ValidFrom(CallInfo info) => Text(info, static facts => facts.ValidFrom);

    private static void ValidTo(CallInfo info) => Text(info, static facts => facts.ValidTo);

    private static void ValidFromDate(CallInfo info) => Date(info, static facts => facts.Certificate.NotBefore);

    private static void ValidToDate(CallInfo info) => Date(info, static facts => facts.Certificate.NotAfter);

    private static void Date(CallInfo info, Func<CertificateFacts, DateTime> of)
    {
        if (Of(info) is not { } facts)
            return;
        var constructor = V8.Get(info.Isolate, info.Context, V8Api.ContextGlobal(info.Context), "Date");
        var time = V8.Number(info.Isolate, new DateTimeOffset(of(facts), TimeSpan.Zero).ToUnixTimeMilliseconds());
        if (constructor != 0 && V8Api.IsFunction(constructor) != 0)
            info.Return(V8Api.FunctionNewInstance(constructor, info.Context, 1, &time));
    }

    private static void Fingerprint(CallInfo info) => Text(info, static facts => facts.Fingerprint);

    private static void Fingerprint256(CallInfo info) => Text(info, static facts => facts.Fingerprint256);

    private static void Fingerprint512(CallInfo info) => Text(info, static facts => facts.Fingerprint512);

    private static void KeyUsage(CallInfo info)
    {
        if (Of(info)?.KeyUsages is { } usages)
            info.Return(V8.StringArray(info.Isolate, usages));
    }

    private static void SerialNumber(CallInfo info) => Text(info, static facts => facts.SerialNumber);

    private static void SignatureAlgorithm(CallInfo info) => Text(info, static facts => facts.Certificate.SigAlgOid switch
    {
        "1.2.840.113549.1.1.5" => "sha1WithRSAEncryption",
        "1.2.840.113549.1.1.11" => "sha256WithRSAEncryption",
        "1.2.840.113549.1.1.12" => "sha384WithRSAEncryption",
        "1.2.840.113549.1.1.13" => "sha512WithRSAEncryption",
        "1.2.840.113549.1.1.10" => "rsassaPss",
        "1.2.840.10045.4.3.2" => "ecdsa-with-SHA256",
        "1.2.840.10045.4.3.3" => "ecdsa-with-SHA384",
        "1.2.840.10045.4.3.4" => "ecdsa-with-SHA512",
        "1.3.101.112" => "ED25519",
        "1.3.101.113" => "ED448",
        var other => other,
    });

    private static void SignatureAlgorithmOid(CallInfo info) => Text(info, static facts => facts.Certificate.SigAlgOid);

    private static void Raw(CallInfo info)
    {
        if (Of(info) is { } facts)
            info.Return(NodeBuffer.Create(info.Realm, facts.Raw));
    }

    private static void Pem(CallInfo info) => Text(info, static facts => facts.Pem);

    private static void PublicKey(CallInfo info)
    {
        if (Of(info) is { } facts && CryptoErrors.Try(info, () => KeyReader.Guard(() => CryptoKey.OfPublic(facts.Certificate.GetPublicKey()))) is { } key)
            info.Return(KeyObjectClass.Create(info.Realm, key));
    }

    private static void Nothing(CallInfo info)
    {
    }

    private static void CheckAuthority(CallInfo info) => info.Return(Of(info)?.IsAuthority == true);

    // (name, flags)
    private static void CheckHost(CallInfo info)
    {
        const int noWildcards = 2;
        if (Of(info) is { } facts && info.Text(0) is { } host && facts.MatchHost(host, (info.Int32(1) & noWildcards) == 0) is { } match)
            info.Return(match);
    }

    private static void CheckEmail(CallInfo info)
    {
        if (Of(info) is { } facts && info.Text(0) is { } address && facts.MatchEmail(address))
            info.Return(address);
    }

    private static void CheckAddress(CallInfo info)
    {
        if (Of(info) is { } facts && info.Text(0) is { } address && facts.MatchAddress(address))
            info.Return(address);
    }

    // (other certificate)
    private static void CheckIssued(CallInfo info)
    {
        if (Of(info) is { } facts && KeyObjectClass.IsInstance(info, 0, Template) && info.Realm.Unwrap<CertificateFacts>(info[0]) is { } issuer)
            info.Return(facts.Certificate.IssuerDN.Equivalent(issuer.Certificate.SubjectDN));
    }

    // (private key)
    private static void CheckPrivateKey(CallInfo info)
    {
        if (Of(info) is { } facts && CryptoInput.Key(info, 0) is { Kind: CryptoKeyKind.Private } key)
            info.Return(key.ToPublic().Parameters!.Equals(facts.Certificate.GetPublicKey()));
    }

    // (public key)
    private static void Verify(CallInfo info)
    {
        if (Of(info) is not { } facts || CryptoInput.Key(info, 0) is not { Parameters: { } key })
            return;
        try
        {
            facts.Certificate.Verify(key);
            info.Return(true);
        }
        catch (Exception fault) when (KeyReader.IsOfInput(fault))
        {
            info.Return(false);
        }
    }

    private static void ToLegacy(CallInfo info)
    {
        if (Of(info) is { } facts)
            info.Return(ToLegacy(info.Realm, facts));
    }
}
