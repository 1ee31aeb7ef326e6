using Org.BouncyCastle.OpenSsl;
using Org.BouncyCastle.Tls.Crypto;
using SecureExec.Sidecar.Crypto;
using SecureExec.Sidecar.Crypto.Tls;
using SecureExec.Sidecar.Engine.Interop;

namespace SecureExec.Sidecar.Bindings;

/// <summary>What of a <c>SecureContext</c> is about key exchange, signatures and sessions.</summary>
internal static unsafe class SecureContextTuning
{
    private const int MinDhBits = 1024, LeastDhBits = 2048, MaxDhBits = 8192;

    public static ClassBuilder Add(ClassBuilder methods) => methods
        .Method("setSigalgs", &SetSchemes)
        .Method("setECDHCurve", &SetGroups)
        .Method("setDHParam", &SetDh)
        .Method("setSessionIdContext", &SetContext)
        .Method("setSessionTimeout", &SetLifetime)
        .Method("setTicketKeys", &SetTicketKeys)
        .Method("getTicketKeys", &GetTicketKeys)
        .Method("enableTicketKeyCallback", &EnableTicketKeyCallback)
        .Method("setCertificateCompression", &CompressCertificates);

    // (OpenSSL's list)
    private static void SetSchemes(CallInfo info)
    {
        if (SecureContextClass.Of(info) is not { } settings || info.Text(0) is not { } list)
            return;
        if (TlsSignatureSchemes.Parse(list) is { } schemes)
            settings.Schemes = schemes;
        else
            info.Throw("error:00000000:lib(0)::reason(0)");
    }

    // (OpenSSL's list)
    private static void SetGroups(CallInfo info)
    {
        if (SecureContextClass.Of(info) is not { } settings || info.Text(0) is not { } list || list is "auto" or "")
            return;
        if (TlsGroups.Parse(list) is { } groups)
            settings.Groups = groups;
        else
            info.Throw("Failed to set ECDH curve", "ERR_CRYPTO_OPERATION_FAILED");
    }

    // (PEM, or true: the server chooses): text that holds no numbers is no mistake, as in Node.
    private static void SetDh(CallInfo info)
    {
        if (SecureContextClass.Of(info) is not { } settings)
            return;
        if (info.IsTrue(0))
        {
            settings.ChoosesDh = true;
            return;
        }
        if (SecureContextClass.Text(info, 0) is not { } pem || Read(pem) is not { } group)
            return;
        var bits = group.P.BitLength;
        if (bits < MinDhBits)
            info.ThrowTypeError("DH parameter is less than 1024 bits", "ERR_INVALID_ARG_VALUE");
        else if (bits is < LeastDhBits or > MaxDhBits)
            info.Throw("Error setting temp DH parameter", "ERR_CRYPTO_OPERATION_FAILED");
        else
            settings.Dh = group;
    }

    private static DHGroup? Read(string pem)
    {
        try
        {
            using var reader = new PemReader(new StringReader(pem));
            return reader.ReadPemObject() is { Type: "DH PARAMETERS" } found
                && Org.BouncyCastle.Asn1.Pkcs.DHParameter.GetInstance(Org.BouncyCastle.Asn1.Asn1Object.FromByteArray(found.Content)) is { } numbers
                ? new DHGroup(numbers.P, null, numbers.G, 0)
                : null;
        }
        catch (Exception fault) when (KeyReader.IsOfInput(fault))
        {
            return null;
        }
    }

    // (mark)
    private static void SetContext(CallInfo info)
    {
        if (SecureContextClass.Of(info) is not { } settings || info.Text(0) is not { } text)
            return;
        var mark = System.Text.Encoding.UTF8.GetBytes(text);
        if (mark.Length > TlsSessionRules.MaxContext)
            info.ThrowTypeError(TlsFault.LongContext().Message);
        else
            settings.Sessions.Context = mark;
    }

    // (seconds)
    private static void SetLifetime(CallInfo info)
    {
        if (SecureContextClass.Of(info) is { } settings && info.Int32(0) is >= 0 and var seconds)
            settings.Sessions.Lifetime = seconds;
    }

    // (keys)
    private static void SetTicketKeys(CallInfo info)
    {
        if (SecureContextClass.Of(info) is not { } settings || CryptoInput.Bytes(info, 0) is not { } keys)
            return;
        if (keys.Length != TlsTicketKeys.Length)
        {
            info.ThrowTypeError("Session ticket keys must be a 48-byte buffer", "ERR_INVALID_ARG_VALUE");
            return;
        }
        settings.Sessions.Keys = new TlsTicketKeys(keys);
        info.Return(true);
    }

    private static void GetTicketKeys(CallInfo info)
    {
        if (SecureContextClass.Of(info) is { } settings)
            info.Return(NodeBuffer.Create(info.Realm, settings.Sessions.Keys.Bytes));
    }

    // Nothing in Node's library sets the callback.
    private static void EnableTicketKeyCallback(CallInfo info) => CryptoErrors.Throw(info.Realm, CryptoFault.Unsupported("SecureContext.enableTicketKeyCallback"));

    private static void CompressCertificates(CallInfo info) => CryptoErrors.Throw(info.Realm, CryptoFault.Unsupported("tls.createSecureContext({ certificateCompression })"));
}
