using SecureExec.Sidecar.Crypto;
using SecureExec.Sidecar.Crypto.Ciphers;
using SecureExec.Sidecar.Engine.Interop;

namespace SecureExec.Sidecar.Bindings;

/// <summary><c>CipherBase</c>, and what is known of ciphers.</summary>
internal static unsafe class CipherClass
{
    public static void Define(BindingBuilder b)
    {
        b.Class("CipherBase", b.NewClass("CipherBase", 1, &Construct)
            .Method("update", &Update)
            .Method("final", &Final)
            .Method("setAutoPadding", &SetAutoPadding)
            .Method("getAuthTag", &GetAuthTag)
            .Method("setAuthTag", &SetAuthTag)
            .Method("setAAD", &SetAad));
        b.Function("getCiphers", &GetCiphers).Function("getCipherInfo", &GetInfo);
    }

    private static CipherHandle? Of(CallInfo info) => info.Realm.Unwrap<CipherHandle>(info.This);

    // (encrypt, name, key, iv or null, tag length or -1, CTS mode, XTS standard)
    private static void Construct(CallInfo info)
    {
        if (info.Text(1) is not { } name || CryptoInput.Bytes(info, 2) is not { } key)
            return;
        byte[] iv = info.IsNullish(3) ? [] : CryptoInput.Optional(info, 3) ?? [];
        var isEncrypting = info.IsTrue(0);
        long? tagLength = info.IsNumber(4) && info.Double(4) is >= 0 and < uint.MaxValue and var given ? (long)given : null;
        if (info.IsString(5) || info.IsString(6))
        {
            CryptoErrors.Throw(info.Realm, CryptoFault.Unsupported("crypto.createCipheriv with a CTS mode or an XTS standard"));
            return;
        }
        var realm = info.Realm;
        if (CryptoErrors.Try(info, () => Create(realm, name, key, iv, isEncrypting, tagLength)) is { } handle)
            realm.Wrap(info.This, handle);
    }

    private static CipherHandle Create(Realm realm, string name, byte[] key, byte[] iv, bool isEncrypting, long? tagLength)
    {
        var spec = CipherTable.Find(name) ?? throw new CryptoFault("Unknown cipher", "ERR_CRYPTO_UNKNOWN_CIPHER");
        if (!(spec.TakesIv(iv.Length) || spec.IvLength == 0 && iv.Length == 0))
            throw new CryptoFault("Invalid initialization vector", "ERR_CRYPTO_INVALID_IV", CryptoFaultKind.TypeError);
        if (spec.IsAuthenticated)
        {
            if (tagLength == null && spec.Mode is CipherMode.Ccm or CipherMode.Ocb)
                throw new CryptoFault($"authTagLength required for {name}", "ERR_CRYPTO_INVALID_AUTH_TAG", CryptoFaultKind.TypeError);
            if (tagLength is { } length && (length > AeadState.MaxTag || !spec.TakesTag((int)length)))
                throw CipherHandle.InvalidTag(length);
        }
        if (key.Length != spec.KeyLength)
            throw new CryptoFault("Invalid key length", "ERR_CRYPTO_INVALID_KEYLEN", CryptoFaultKind.RangeError);
        if (!realm.State<ExternalMemory>().Take(realm, CipherHandle.Bytes))
            throw new CryptoFault("Failed to allocate memory", "ERR_MEMORY_ALLOCATION_FAILED", CryptoFaultKind.RangeError);
        return new CipherHandle(realm, spec, key, iv, isEncrypting, spec.IsAuthenticated ? (int?)tagLength : null);
    }

    // (data, encoding)
    private static void Update(CallInfo info)
    {
        if (Of(info) is { } handle && CryptoInput.Data(info, 0) is { } data && CryptoErrors.Try(info, () => handle.Update(data)) is { } output)
            info.Return(NodeBuffer.Create(info.Realm, output));
    }

    private static void Final(CallInfo info)
    {
        if (Of(info) is { } handle && CryptoErrors.Try(info, handle.Final) is { } last)
            info.Return(NodeBuffer.Create(info.Realm, last));
    }

    // (padding)
    private static void SetAutoPadding(CallInfo info) => info.Return(Of(info)?.SetPadding(info.Length < 1 || info.IsTrue(0)) == true);

    private static void GetAuthTag(CallInfo info)
    {
        if (Of(info)?.FinishedTag is { } tag)
            info.Return(NodeBuffer.Create(info.Realm, tag));
    }

    // (tag)
    private static void SetAuthTag(CallInfo info)
    {
        if (Of(info) is not { } handle || CryptoInput.Bytes(info, 0) is not { } tag)
            return;
        var isTaken = false;
        if (CryptoErrors.Try(info, () => { isTaken = handle.SetTag(tag); }))
            info.Return(isTaken);
    }

    // (data, length of the message or -1)
    private static void SetAad(CallInfo info)
    {
        if (Of(info) is not { } handle || CryptoInput.Bytes(info, 0) is not { } data)
            return;
        var length = info.Double(1);
        var isTaken = false;
        if (CryptoErrors.Try(info, () => { isTaken = handle.AddAad(data, length is >= 0 and <= int.MaxValue ? (int)length : length > 0 ? int.MaxValue : null); }))
            info.Return(isTaken);
    }

    private static void GetCiphers(CallInfo info) => info.Return(V8.StringArray(info.Isolate, CipherTable.Names));

    // (name or number, key length, iv length)
    private static void GetInfo(CallInfo info)
    {
        var spec = info.IsString(0) ? CipherTable.Find(info.Text(0)!) : info.IsNumber(0) ? CipherTable.Find(info.Int32(0)) : null;
        if (spec == null || info.IsNumber(1) && info.Double(1) != spec.KeyLength)
            return;
        var ivLength = spec.IvLength;
        if (info.IsNumber(2))
        {
            // A length that is none is only one for those modes that take several.
            var asked = info.Double(2);
            if (asked > int.MaxValue || !(spec.TakesIv((int)asked) || asked == 0 && spec.Mode == CipherMode.Gcm))
                return;
            ivLength = (int)asked;
        }
        var (iso, context, target) = (info.Isolate, info.Context, V8Api.ObjectNewWith(info.Isolate, V8.Null(info.Isolate), null, null, 0));
        V8.Set(iso, context, target, "mode", V8.Str(iso, spec.ModeName));
        V8.Set(iso, context, target, "name", V8.Str(iso, spec.Name));
        SetNumber("nid", spec.Nid);
        SetNumber("keyLength", spec.KeyLength);
        SetNumber("blockSize", spec.BlockSize);
        SetNumber("ivLength", ivLength);
        info.Return(target);

        void SetNumber(string name, int value) => V8.Set(iso, context, target, name, value == 0 ? V8.Undefined(iso) : V8.Int(iso, value));
    }
}
