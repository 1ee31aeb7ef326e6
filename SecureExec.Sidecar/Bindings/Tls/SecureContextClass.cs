using SecureExec.Sidecar.Crypto;
using SecureExec.Sidecar.Crypto.Tls;
using SecureExec.Sidecar.Engine.Interop;

namespace SecureExec.Sidecar.Bindings;

/// <summary><c>SecureContext</c> of <c>internalBinding('crypto')</c>, and the root certificates.</summary>
internal static unsafe class SecureContextClass
{
    /// <summary>Name of its template in the realm.</summary>
    public const string Template = "secureContextTemplate";

    public static void Define(BindingBuilder b)
    {
        b.Realm[Template] = b.Class("SecureContext", SecureContextTuning.Add(b.NewClass("SecureContext", 1, &Construct))
            .Method("init", &Init)
            .Method("setKey", &SetKey)
            .Method("setCert", &SetCert)
            .Method("addCACert", &AddAuthority)
            .Method("setAllowPartialTrustChain", &AllowPartialChain)
            .Method("addCRL", &AddRevocations)
            .Method("addRootCerts", &AddRoots)
            .Method("setCipherSuites", &SetSuites13)
            .Method("setCiphers", &SetSuites12)
            .Method("setMaxProto", &SetMaxVersion)
            .Method("setMinProto", &SetMinVersion)
            .Method("getMaxProto", &GetMaxVersion)
            .Method("getMinProto", &GetMinVersion)
            .Method("setOptions", &SetOptions)
            .Method("close", &Close)
            .Method("loadPKCS12", &LoadPkcs12)
            .Method("getCertificate", &GetCertificate)
            .Method("getIssuer", &GetIssuer));
        b.Function("getSSLCiphers", &GetCiphers)
            .Function("getBundledRootCertificates", &GetRoots)
            .Function("getSystemCACertificates", &GetNone)
            .Function("getExtraCACertificates", &GetNone)
            .Function("getUserRootCertificates", &GetUserRoots)
            .Function("resetRootCertStore", &SetUserRoots)
            .Function("startLoadingCertificatesOffThread", &Nothing)
            .Function("getCertificateCompressionAlgorithms", &GetNone);
    }

    /// <summary>The settings of a <c>SecureContext</c>; null: the value is none.</summary>
    public static TlsSettings? Of(Realm realm, nint value) =>
        !V8.IsSmi(value) && V8Api.IsObject(value) != 0 && realm[Template] is var template and not 0 && V8Api.FunctionTemplateHasInstance(template, value) != 0
            ? realm.Unwrap<Holder>(value)?.Settings
            : null;

    /// <summary>The settings of a method's own object; null: it has none.</summary>
    public static TlsSettings? Of(CallInfo info) => info.Realm.Unwrap<Holder>(info.This)?.Settings;

    private static void Construct(CallInfo info) => info.Realm.Wrap(info.This, new Holder());

    // (method name, lowest version, highest version): a method's name stands for versions.
    private static void Init(CallInfo info)
    {
        if (Of(info) is not { } settings)
            return;
        var (lowest, highest) = (info.Int32(1), info.Int32(2));
        (settings.MinVersion, settings.MaxVersion) = (lowest == 0 ? TlsSettings.Tls10 : lowest, highest == 0 ? TlsSettings.Tls13 : highest);
        if (!info.IsString(0) || info.Text(0) is not { } method)
            return;
        switch (method)
        {
            case "SSLv2_method" or "SSLv2_server_method" or "SSLv2_client_method":
                Refuse("SSLv2 methods disabled");
                return;
            case "SSLv3_method" or "SSLv3_server_method" or "SSLv3_client_method":
                Refuse("SSLv3 methods disabled");
                return;
            case "SSLv23_method" or "SSLv23_server_method" or "SSLv23_client_method":
                settings.MaxVersion = Math.Min(settings.MaxVersion, TlsSettings.Tls12);
                return;
            case "TLS_method" or "TLS_server_method" or "TLS_client_method":
                (settings.MinVersion, settings.MaxVersion) = (TlsSettings.Tls10, TlsSettings.Tls13);
                return;
        }
        var version = method.Replace("_server", "", StringComparison.Ordinal).Replace("_client", "", StringComparison.Ordinal) switch
        {
            "TLSv1_method" => TlsSettings.Tls10,
            "TLSv1_1_method" => TlsSettings.Tls11,
            "TLSv1_2_method" => TlsSettings.Tls12,
            "TLSv1_3_method" => TlsSettings.Tls13,
            _ => 0,
        };
        if (version == 0)
            Refuse($"Unknown method: {method}");
        else
            (settings.MinVersion, settings.MaxVersion) = (version, version);

        void Refuse(string message) => CryptoErrors.Throw(Realm.Of(V8Api.IsolateGetCurrent()), new CryptoFault(message, "ERR_TLS_INVALID_PROTOCOL_METHOD", CryptoFaultKind.TypeError));
    }

    // (PEM, passphrase)
    private static void SetKey(CallInfo info)
    {
        if (Of(info) is not { } settings || Text(info, 0) is not { } pem)
            return;
        var passphrase = info.IsString(1) ? System.Text.Encoding.UTF8.GetBytes(info.Text(1)!) : CryptoInput.Optional(info, 1);
        // Without a passphrase an encrypted key is opened with an empty one, as in Node, which tells so by the error.
        CryptoErrors.Try(info, () => settings.SetKey(KeyReader.PrivateFromPem(pem, passphrase ?? [])));
    }

    // (PEM: the certificate, then those above it)
    private static void SetCert(CallInfo info)
    {
        if (Of(info) is { } settings && Text(info, 0) is { } pem)
            CryptoErrors.Try(info, () => settings.SetChain(KeyReader.CertificatesFromPem(pem)));
    }

    // (PEM): text without certificates is no mistake, as in Node.
    private static void AddAuthority(CallInfo info)
    {
        if (Of(info) is not { } settings || Text(info, 0) is not { } pem)
            return;
        try
        {
            settings.AddAuthorities(KeyReader.CertificatesFromPem(pem));
        }
        catch (CryptoFault)
        {
            // Nothing is trusted more than before.
        }
    }

    private static void AllowPartialChain(CallInfo info)
    {
        if (Of(info) is { } settings)
            settings.AllowsPartialChain = true;
    }

    private static void AddRevocations(CallInfo info) => CryptoErrors.Throw(info.Realm, CryptoFault.Unsupported("tls.createSecureContext({ crl })"));

    private static void AddRoots(CallInfo info)
    {
        if (Of(info) is not { } settings)
            return;
        if (info.Realm.State<UserRoots>().Certificates is { } own)
            settings.AddAuthorities(own);
        else
            settings.UsesRoots = true;
    }

    // (certificates, PEM each): they take the place of Node's own.
    private static void SetUserRoots(CallInfo info)
    {
        if (!info.IsObject(0) || V8Api.IsArray(info[0]) == 0 || V8.Items(info[0], info.Context) is not { } items)
            return;
        var found = new List<Org.BouncyCastle.X509.X509Certificate>();
        foreach (var item in items)
        {
            var text = !V8.IsSmi(item) && V8Api.IsString(item) != 0 ? V8.Text(info.Isolate, item) : V8.Bytes(item, out var bytes) ? System.Text.Encoding.Latin1.GetString(bytes) : "";
            if (!CryptoErrors.Try(info, () => found.AddRange(KeyReader.CertificatesFromPem(text))))
                return;
        }
        info.Realm.State<UserRoots>().Certificates = [.. found.Distinct()];
    }

    private static void GetUserRoots(CallInfo info) =>
        info.Return(V8.StringArray(info.Isolate, [.. (info.Realm.State<UserRoots>().Certificates ?? []).Select(certificate => KeyWriter.Pem("CERTIFICATE", certificate.GetEncoded()))]));

    // (names)
    private static void SetSuites13(CallInfo info)
    {
        if (Of(info) is not { } settings || info.Text(0) is not { } names)
            return;
        var suites = TlsSuites.Parse13(names);
        if (suites.Count == 0)
            CryptoErrors.Throw(info.Realm, TlsFault.NoCiphers());
        else
            settings.Suites13 = suites;
    }

    // (OpenSSL's cipher list)
    private static void SetSuites12(CallInfo info)
    {
        if (Of(info) is not { } settings || info.Text(0) is not { } list)
            return;
        settings.Suites12 = TlsSuites.Parse12(list);
        if (list.Length > 0 && settings.Suites12.Count == 0)
            CryptoErrors.Throw(info.Realm, TlsFault.NoCiphers());
    }

    private static void SetMaxVersion(CallInfo info)
    {
        if (Of(info) is { } settings)
            settings.MaxVersion = info.Int32(0) is 0 ? TlsSettings.Tls13 : info.Int32(0);
    }

    private static void SetMinVersion(CallInfo info)
    {
        if (Of(info) is { } settings)
            settings.MinVersion = info.Int32(0) is 0 ? TlsSettings.Tls10 : info.Int32(0);
    }

    private static void GetMaxVersion(CallInfo info) => info.Return(Of(info)?.MaxVersion ?? 0);

    private static void GetMinVersion(CallInfo info) => info.Return(Of(info)?.MinVersion ?? 0);

    private static void SetOptions(CallInfo info)
    {
        if (Of(info) is { } settings)
            settings.Options |= (uint)info.Int64(0);
    }

    private static void Nothing(CallInfo info)
    {
    }

    // What a connection has taken from it stays with the connection.
    private static void Close(CallInfo info)
    {
    }

    // (bytes, passphrase)
    private static void LoadPkcs12(CallInfo info)
    {
        if (Of(info) is not { } settings || CryptoInput.Bytes(info, 0) is not { } bytes)
            return;
        var passphrase = CryptoInput.Optional(info, 1);
        CryptoErrors.Try(info, () => Pkcs12Reader.Read(bytes, passphrase, settings));
    }

    private static void GetCertificate(CallInfo info)
    {
        if (Of(info)?.Certificate is { } certificate)
            info.Return(NodeBuffer.Create(info.Realm, certificate.GetEncoded()));
        else
            info.ReturnNull();
    }

    private static void GetIssuer(CallInfo info)
    {
        if (Of(info) is { Certificate: { } certificate } settings && settings.Authorities.FirstOrDefault(authority => authority.SubjectDN.Equivalent(certificate.IssuerDN)) is { } issuer)
            info.Return(NodeBuffer.Create(info.Realm, issuer.GetEncoded()));
        else
            info.ReturnNull();
    }

    private static void GetCiphers(CallInfo info) => info.Return(V8.StringArray(info.Isolate, [.. TlsSuites.Known.Select(suite => suite.Name)]));

    private static void GetRoots(CallInfo info) => info.Return(V8.StringArray(info.Isolate, RootCertificates.Pem));

    private static void GetNone(CallInfo info) => info.Return(V8.StringArray(info.Isolate, []));

    /// <summary>Text, or the bytes of a buffer as Latin-1; null: neither, a TypeError is pending.</summary>
    public static string? Text(CallInfo info, int index)
    {
        if (info.IsString(index))
            return info.Text(index);
        return CryptoInput.Bytes(info, index) is { } bytes ? System.Text.Encoding.Latin1.GetString(bytes) : null;
    }

    private sealed class UserRoots
    {
        public IReadOnlyList<Org.BouncyCastle.X509.X509Certificate>? Certificates { get; set; }
    }

    private sealed class Holder
    {
        public TlsSettings Settings { get; } = new();
    }
}
