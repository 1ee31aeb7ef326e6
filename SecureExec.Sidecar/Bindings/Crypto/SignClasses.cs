using SecureExec.Sidecar.Crypto;
using SecureExec.Sidecar.Engine.Interop;

namespace SecureExec.Sidecar.Bindings;

/// <summary><c>Sign</c>, <c>Verify</c> and <c>SignJob</c>.</summary>
internal static unsafe class SignClasses
{
    private const int P1363 = 1, Verifying = 1;

    public static void Define(BindingBuilder b)
    {
        b.Class("Sign", b.NewClass("Sign", 1, &Construct).Method("init", &Init).Method("update", &Update).Method("sign", &Sign));
        b.Class("Verify", b.NewClass("Verify", 1, &Construct).Method("init", &Init).Method("update", &Update).Method("verify", &Verify));
    }

    // (mode, sign or verify, key data, format, type, passphrase, curve, data, digest, salt length, padding, encoding, context, signature)
    public static void ConstructJob(CallInfo info)
    {
        var (mode, isVerify) = (info.Int32(0), info.Int32(1) == Verifying);
        if (CryptoInput.AnyKey(info, 2, isVerify ? CryptoKeyKind.Public : CryptoKeyKind.Private) is not { } key || CryptoInput.Bytes(info, 7) is not { } data)
            return;
        var name = info.IsString(8) ? info.Text(8) : null;
        var options = Options(info, padding: 10, salt: 9, encoding: 11) with { Context = CryptoInput.Optional(info, 12) };
        var signature = CryptoInput.Optional(info, 13);
        if (name != null && CryptoErrors.Try(info, () => Digests.Require(name)) == null)
            return;
        CryptoJobs.Begin(info, "SIGNREQUEST", mode, data.Length, () => Run(key, data, name, options, isVerify ? signature ?? [] : null),
            static (realm, value) => value is bool answer ? V8.Bool(realm.Isolate, answer) : V8.ArrayBuffer(realm.Isolate, (byte[])value));
    }

    private static object Run(CryptoKey key, byte[] data, string? name, SignatureOptions options, byte[]? signature)
    {
        if (Signatures.SignsMessage(key))
        {
            if (name != null)
                throw CryptoFault.OpenSsl(0x1C8000B7, "Provider routines", "invalid digest");
            return signature == null ? Signatures.SignMessage(key, data, options) : Signatures.VerifyMessage(key, data, signature, options);
        }
        var digest = Digests.Require(name ?? "sha256");
        var hash = Digests.Compute(digest, data);
        return signature == null ? Signatures.Sign(key, digest, hash, options) : Signatures.Verify(key, digest, hash, signature, options);
    }

    private static void Construct(CallInfo info) => info.Realm.Wrap(info.This, new Holder());

    // (digest)
    private static void Init(CallInfo info)
    {
        if (info.Realm.Unwrap<Holder>(info.This) is not { } holder || info.Text(0) is not { } name)
            return;
        if (Digests.Create(name) is null)
        {
            CryptoErrors.Throw(info.Realm, new CryptoFault("Invalid digest", "ERR_CRYPTO_INVALID_DIGEST", CryptoFaultKind.TypeError));
            return;
        }
        (holder.Name, holder.State) = (name, new HashState(name, null));
    }

    // (data, encoding)
    private static void Update(CallInfo info)
    {
        if (info.Realm.Unwrap<Holder>(info.This)?.State is { } state && CryptoInput.Data(info, 0) is { } data)
            state.Update(data);
    }

    // (key data, format, type, passphrase, curve, padding, salt length, encoding)
    private static void Sign(CallInfo info)
    {
        if (info.Realm.Unwrap<Holder>(info.This) is not { } holder || Finished(info, holder) is not { } hash || CryptoInput.AnyKey(info, 0, CryptoKeyKind.Private) is not { } key)
            return;
        var options = Options(info, padding: 5, salt: 6, encoding: 7);
        if (CryptoErrors.Try(info, () => Signatures.SignsMessage(key) ? throw CryptoFault.Unsupported("Sign.sign with this key") : Signatures.Sign(key, Digests.Require(holder.Name!), hash, options)) is { } made)
            info.Return(NodeBuffer.Create(info.Realm, made));
    }

    // (key data, format, type, passphrase, curve, signature, padding, salt length, encoding)
    private static void Verify(CallInfo info)
    {
        if (info.Realm.Unwrap<Holder>(info.This) is not { } holder || Finished(info, holder) is not { } hash
            || CryptoInput.AnyKey(info, 0, CryptoKeyKind.Public) is not { } key || CryptoInput.Bytes(info, 5) is not { } signature)
            return;
        var options = Options(info, padding: 6, salt: 7, encoding: 8);
        var answer = false;
        if (CryptoErrors.Try(info, () => { answer = Signatures.Verify(key, Digests.Require(holder.Name!), hash, signature, options); }))
            info.Return(answer);
    }

    private static byte[]? Finished(CallInfo info, Holder holder)
    {
        var state = holder.State;
        holder.State = null;
        if (state != null)
            return state.Finish();
        info.Throw("Not initialised", "ERR_CRYPTO_INVALID_STATE");
        return null;
    }

    private static SignatureOptions Options(CallInfo info, int padding, int salt, int encoding) =>
        new(info.IsNumber(padding) ? info.Int32(padding) : null, info.IsNumber(salt) ? info.Int32(salt) : null, info.Int32(encoding) == P1363, null);

    private sealed class Holder
    {
        public string? Name { get; set; }

        public HashState? State { get; set; }
    }
}
