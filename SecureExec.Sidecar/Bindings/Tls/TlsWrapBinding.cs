using SecureExec.Abi;
using SecureExec.Sidecar.Crypto;
using SecureExec.Sidecar.Crypto.Tls;
using SecureExec.Sidecar.Engine.Interop;

namespace SecureExec.Sidecar.Bindings;

/// <summary><c>internalBinding('tls_wrap')</c>: TLS over any stream. What the engine lacks: renegotiation, pre-shared keys.</summary>
internal static unsafe class TlsWrapBinding
{
    private const int MaxExportedBytes = 64 * 1024;

    public static void Define(BindingBuilder b)
    {
        var template = b.Class("TLSWrap", TlsSessionMethods.Add(StreamMethods.Add(FsAsyncObject.Methods(b.NewClass("TLSWrap", StreamHandle.Fields, &Construct))))
            .Method("start", &Start)
            .Method("receive", &Receive)
            .Method("destroySSL", &Destroy)
            .Method("writesIssuedByPrevListenerDone", &ReleaseOutput)
            .Method("setVerifyMode", &SetVerifyMode)
            .Method("enableTrace", &Nothing)
            .Method("enableCertCb", &EnableCertCallback)
            .Method("enableALPNCb", &EnableAlpnCallback)
            .Method("clientHelloDone", &ClientHelloDone)
            .Method("certCbDone", &CertCallbackDone)
            .Method("setServername", &SetServerName)
            .Method("getServername", &GetServerName)
            .Method("setALPNProtocols", &SetAlpn)
            .Method("getALPNNegotiatedProtocol", &GetAlpn)
            .Method("setKeyCert", &SetKeyCert)
            .Method("verifyError", &VerifyError)
            .Method("hasPeerCertificate", &HasPeerCertificate)
            .Method("getPeerCertificate", &GetPeerCertificate)
            .Method("getPeerX509Certificate", &GetPeerDer)
            .Method("getCertificate", &GetCertificate)
            .Method("getX509Certificate", &GetDer)
            .Method("getCipher", &GetCipher)
            .Method("getProtocol", &GetProtocol)
            .Method("exportKeyingMaterial", &ExportKeys)
            .Method("setMaxSendFragment", &SetMaxSendFragment)
            .Method("renegotiate", &Renegotiate));
        b.Realm["tlsWrapTemplate"] = template;
        b.Function("wrap", &Wrap);
        b.Value("HAVE_SSL_TRACE", false);
    }

    private static TlsHandle? Of(CallInfo info) => info.Realm.Unwrap<TlsHandle>(info.This);

    private static void Construct(CallInfo info)
    {
        for (var field = 0; field < StreamHandle.Fields; field++)
            V8Api.ObjectSetInternal(info.This, field, V8.Int(info.Isolate, 0));
    }

    // (stream, context, is server, whether the stream's former user still writes)
    private static void Wrap(CallInfo info)
    {
        var realm = info.Realm;
        if (!info.IsObject(0) || V8Api.ObjectInternalFieldCountOfMap(info[0]) == 0 || realm.Unwrap<IStreamBase>(info[0]) is not { } lower || SecureContextClass.Of(realm, info[1]) is not { } settings)
        {
            info.ThrowTypeError("The arguments must be a stream handle and a SecureContext.");
            return;
        }
        var made = V8Api.FunctionNewInstance(V8Api.FunctionTemplateGetFunction(realm["tlsWrapTemplate"], realm.Context), realm.Context, 0, null);
        if (made == 0)
            return;
        if (!realm.State<ExternalMemory>().Take(realm, TlsHandle.Bytes))
        {
            V8.ThrowRangeError(info.Isolate, "Failed to allocate memory", "ERR_MEMORY_ALLOCATION_FAILED");
            return;
        }
        var handle = new TlsHandle(realm, lower, info[0], settings, info.IsTrue(2), info.IsTrue(3));
        FsAsyncObject.Begin(realm, made, "TLSWRAP");
        V8Api.ObjectSetInternal(made, StreamHandle.OnReadField, V8.Undefined(info.Isolate));
        realm.Wrap(made, handle);
        handle.Hold(made);
        info.Return(made);
    }

    private static void Nothing(CallInfo info)
    {
    }

    private static void Start(CallInfo info) => Of(info)?.Start();

    // (buffer)
    private static void Receive(CallInfo info)
    {
        if (Of(info) is { } handle && CryptoInput.Bytes(info, 0) is { } data)
            handle.Receive(data);
    }

    private static void Destroy(CallInfo info) => Of(info)?.Destroy();

    private static void ReleaseOutput(CallInfo info) => Of(info)?.ReleaseOutput();

    // (request certificate, reject unauthorized)
    private static void SetVerifyMode(CallInfo info)
    {
        if (Of(info) is { } handle)
            (handle.RequestsCertificate, handle.RequiresCertificate) = (info.IsTrue(0), info.IsTrue(0) && info.IsTrue(1));
    }

    private static void EnableCertCallback(CallInfo info)
    {
        if (Of(info) is { } handle)
            handle.Greeting.AsksForContext = true;
    }

    private static void EnableAlpnCallback(CallInfo info)
    {
        if (Of(info) is { } handle)
            handle.Greeting.AsksForAlpn = true;
    }

    private static void ClientHelloDone(CallInfo info) => Of(info)?.Greeting.ContinueAfterSession();

    private static void CertCallbackDone(CallInfo info) => Of(info)?.Greeting.Continue();

    // (name)
    private static void SetServerName(CallInfo info)
    {
        if (Of(info) is { IsServer: false } handle && info.RequireString(0, "name") is { } name)
            handle.ServerName = name;
    }

    private static void GetServerName(CallInfo info)
    {
        if (Of(info)?.ServerName is { Length: > 0 } name)
            info.Return(name);
        else
            info.Return(false);
    }

    // (names as they stand in the handshake)
    private static void SetAlpn(CallInfo info)
    {
        if (Of(info) is { } handle && CryptoInput.Bytes(info, 0) is { } names)
            handle.Alpn = names;
    }

    private static void GetAlpn(CallInfo info)
    {
        if (Of(info)?.Engine?.Alpn is { } name)
            info.Return(name);
        else
            info.Return(false);
    }

    // (context)
    private static void SetKeyCert(CallInfo info)
    {
        if (Of(info) is { } handle && SecureContextClass.Of(info.Realm, info[0]) is { } settings)
            handle.Settings = settings;
    }

    private static void VerifyError(CallInfo info)
    {
        if (Of(info) is not { } handle)
            return;
        var (code, message) = handle.PeerCheck is { } check ? (check.Code, check.Message)
            : handle.IsServer ? (null, null)
            : ("UNABLE_TO_GET_ISSUER_CERT", "unable to get issuer certificate");
        if (code == null)
            info.ReturnNull();
        else
            info.Return(CryptoErrors.Create(info.Realm, new CryptoFault(message!, code)));
    }

    private static void HasPeerCertificate(CallInfo info) => info.Return(Of(info)?.Engine?.PeerChain.Count > 0);

    // A client that goes on with a session was shown no certificates, and has none to show, as in Node.
    private static bool IsShown(TlsHandle handle) => handle.IsServer || handle.Engine?.Sessions.Resumed == null;

    // (whether the issuers are not wanted)
    private static void GetPeerCertificate(CallInfo info)
    {
        if (Of(info) is not { PeerCheck: { } check } handle || !IsShown(handle))
            return;
        if (!info.IsTrue(0))
        {
            info.Return(CertificateClass.ToLegacy(info.Realm, new CertificateFacts(check.Chain[0])));
            return;
        }
        nint above = 0;
        for (var depth = check.Chain.Count - 1; depth >= 0; depth--)
        {
            var certificate = check.Chain[depth];
            var local = CertificateClass.ToLegacy(info.Realm, new CertificateFacts(certificate));
            var isOwnIssuer = depth == check.Chain.Count - 1 && certificate.SubjectDN.Equivalent(certificate.IssuerDN);
            if (above != 0 || isOwnIssuer)
                V8.Set(info.Isolate, info.Context, local, "issuerCertificate", isOwnIssuer ? local : above);
            above = local;
        }
        info.Return(above);
    }

    private static void GetPeerDer(CallInfo info)
    {
        if (Of(info) is { Engine.PeerChain: { Count: > 0 } chain } handle && IsShown(handle))
            info.Return(NodeBuffer.Create(info.Realm, chain[0].GetEncoded()));
    }

    private static void GetCertificate(CallInfo info)
    {
        if (Of(info)?.Engine?.OwnCertificate is { } certificate)
            info.Return(CertificateClass.ToLegacy(info.Realm, new CertificateFacts(certificate)));
    }

    private static void GetDer(CallInfo info)
    {
        if (Of(info)?.Engine?.OwnCertificate is { } certificate)
            info.Return(NodeBuffer.Create(info.Realm, certificate.GetEncoded()));
    }

    private static void GetCipher(CallInfo info)
    {
        if (Of(info)?.Engine?.Suite is not { } suite)
            return;
        var target = V8Api.ObjectNew(info.Isolate);
        V8.Set(info.Isolate, info.Context, target, "name", V8.Str(info.Isolate, suite.Name));
        V8.Set(info.Isolate, info.Context, target, "standardName", V8.Str(info.Isolate, suite.StandardName));
        V8.Set(info.Isolate, info.Context, target, "version", V8.Str(info.Isolate, suite.Version));
        info.Return(target);
    }

    private static void GetProtocol(CallInfo info)
    {
        if (Of(info)?.Engine?.Version is { } version)
            info.Return(version);
        else
            info.ReturnNull();
    }

    // (length, label, context)
    private static void ExportKeys(CallInfo info)
    {
        var length = info.Int32(0);
        if (Of(info)?.Engine is not { } engine || info.RequireString(1, "label") is not { } label)
            return;
        if (length is < 0 or > MaxExportedBytes)
        {
            V8.ThrowRangeError(info.Isolate, "length is out of range", "ERR_OUT_OF_RANGE");
            return;
        }
        var context = CryptoInput.Optional(info, 2);
        if (CryptoErrors.Try(info, () => KeyReader.Guard(() => engine.ExportKeys(length, label, context) ?? [])) is { } keys)
            info.Return(NodeBuffer.Create(info.Realm, keys));
    }

    // (bytes): whether it is a length that records may have.
    private static void SetMaxSendFragment(CallInfo info)
    {
        var (handle, size) = (Of(info), info.Int32(0));
        var isPossible = handle != null && size is >= TlsEngine.MinRecord and <= TlsEngine.MaxRecord;
        if (isPossible)
            handle!.MaxFragment = size;
        info.Return(isPossible ? 1 : 0);
    }

    // TLS 1.3 has no such thing.
    private static void Renegotiate(CallInfo info)
    {
        if (Of(info)?.Engine?.Version == "TLSv1.3")
            CryptoErrors.Throw(info.Realm, TlsFault.WrongVersion());
        else
            Errors.Throw(info.Realm, Errno.ENOSYS, "tls.renegotiate");
    }
}
