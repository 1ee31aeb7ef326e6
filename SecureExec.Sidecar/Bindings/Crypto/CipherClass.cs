using SecureExec.Sidecar.Crypto;
using SecureExec.Sidecar.Engine.Interop;

namespace SecureExec.Sidecar.Bindings;

/// <summary><c>CipherBase</c>: AES in ECB, CBC, CTR and GCM, and ChaCha20-Poly1305.</summary>
internal static unsafe class CipherClass
{
    public static void Define(BindingBuilder b)
    {
        b.Class("CipherBase", b.NewClass("CipherBase", 1, &Construct)
            .Method("update", &Update)
            .Method("final", &Finish)
            .Method("setAutoPadding", &SetPadding)
            .Method("getAuthTag", &GetTag)
            .Method("setAuthTag", &SetTag)
            .Method("setAAD", &AddAssociated));
        b.Function("getCiphers", &GetCiphers).Function("getCipherInfo", &GetCipherInfo);
    }

    private static CipherState? Of(CallInfo info) => info.Realm.Unwrap<CipherState>(info.This);

    // (is encryption, cipher, key, vector, tag length, mode of stealing, standard)
    private static void Construct(CallInfo info)
    {
        if (info.Text(1) is not { } name || CryptoInput.Bytes(info, 2) is not { } key)
            return;
        var (isEncryption, iv, length) = (info.IsTrue(0), info.IsNullish(3) ? null : CryptoInput.Bytes(info, 3), info.Int32(4));
        if (iv == null && !info.IsNullish(3))
            return;
        var (realm, memory) = (info.Realm, info.Realm.State<ExternalMemory>());
        var state = CryptoErrors.Try(info, () => new CipherState(
            CipherKind.Find(name) ?? throw new CryptoFault("Unknown cipher", "ERR_CRYPTO_UNKNOWN_CIPHER"), isEncryption, key, iv, length < 0 ? null : length,
            bytes => memory.Take(realm, bytes), bytes => memory.Give(realm, bytes)));
        if (state != null)
            info.Realm.Wrap(info.This, state);
    }

    // (data, encoding)
    private static void Update(CallInfo info)
    {
        if (Of(info) is { } state && CryptoInput.Data(info, 0) is { } data && CryptoErrors.Try(info, () => state.Update(data)) is { } made)
            info.Return(NodeBuffer.Create(info.Realm, made));
    }

    private static void Finish(CallInfo info)
    {
        if (Of(info) is { } state && CryptoErrors.Try(info, state.Finish) is { } made)
            info.Return(NodeBuffer.Create(info.Realm, made));
    }

    // (whether to fill the last block)
    private static void SetPadding(CallInfo info) => info.Return(Of(info)?.SetPadding(info.Length == 0 || info.IsTrue(0)) == true);

    private static void GetTag(CallInfo info)
    {
        if (Of(info)?.Tag is { } tag)
            info.Return(NodeBuffer.Create(info.Realm, tag));
    }

    // (tag)
    private static void SetTag(CallInfo info)
    {
        var answer = false;
        if (Of(info) is { } state && CryptoInput.Bytes(info, 0) is { } tag && CryptoErrors.Try(info, () => { answer = state.SetTag(tag); }))
            info.Return(answer);
    }

    // (data, length of the plain text)
    private static void AddAssociated(CallInfo info)
    {
        var answer = false;
        if (Of(info) is { } state && CryptoInput.Bytes(info, 0) is { } data && CryptoErrors.Try(info, () => { answer = state.AddAssociated(data); }))
            info.Return(answer);
    }

    private static void GetCiphers(CallInfo info) => info.Return(V8.StringArray(info.Isolate, CipherKind.Names));

    // (name or number, key length, vector length): nothing when there is no such cipher, or it takes no such lengths.
    private static void GetCipherInfo(CallInfo info)
    {
        var kind = info.IsString(0) ? CipherKind.Find(info.Text(0)!) : CipherKind.Find(info.Int32(0));
        if (kind == null || info.IsNumber(1) && info.Int32(1) != kind.KeyBytes || info.IsNumber(2) && info.Int32(2) != kind.IvBytes && !(kind.Mode == "gcm" && info.Int32(2) > 0))
            return;
        var (iso, context, target) = (info.Isolate, info.Context, V8Api.ObjectNew(info.Isolate));
        if (kind.Mode != null)
            V8.Set(iso, context, target, "mode", V8.Str(iso, kind.Mode));
        V8.Set(iso, context, target, "name", V8.Str(iso, kind.Mode == "gcm" ? $"id-aes{kind.KeyBytes * 8}-GCM" : kind.Name));
        V8.Set(iso, context, target, "nid", V8.Int(iso, kind.Nid));
        if (kind.BlockBytes > 0)
            V8.Set(iso, context, target, "blockSize", V8.Int(iso, kind.BlockBytes));
        if (kind.IvBytes > 0)
            V8.Set(iso, context, target, "ivLength", V8.Int(iso, info.IsNumber(2) ? info.Int32(2) : kind.IvBytes));
        V8.Set(iso, context, target, "keyLength", V8.Int(iso, kind.KeyBytes));
        info.Return(target);
    }
}
