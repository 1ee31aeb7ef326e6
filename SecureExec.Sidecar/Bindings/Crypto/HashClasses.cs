using Org.BouncyCastle.Crypto.Macs;
using Org.BouncyCastle.Crypto.Parameters;
using SecureExec.Sidecar.Crypto;
using SecureExec.Sidecar.Engine.Interop;
using SecureExec.Sidecar.Text;

namespace SecureExec.Sidecar.Bindings;

/// <summary><c>Hash</c>, <c>Hmac</c> and <c>oneShotDigest</c>.</summary>
internal static unsafe class HashClasses
{
    private const string HashTemplate = "hashTemplate";
    private const int MaxOutput = 1 << 28;

    public static void Define(BindingBuilder b)
    {
        b.Realm[HashTemplate] = b.Class("Hash", b.NewClass("Hash", 1, &ConstructHash).Method("update", &UpdateHash).Method("digest", &DigestHash));
        b.Class("Hmac", b.NewClass("Hmac", 1, &ConstructHmac).Method("init", &InitHmac).Method("update", &UpdateHmac).Method("digest", &DigestHmac));
        b.Function("oneShotDigest", &OneShot).Function("getHashes", &GetHashes).Function("getCachedAliases", &GetCachedAliases);
    }

    // (algorithm or hash to copy, length, cached id, cache, function name, customization)
    private static void ConstructHash(CallInfo info)
    {
        int? length = null;
        if (info.IsNumber(1))
        {
            if (info.Double(1) > MaxOutput)
            {
                V8.ThrowRangeError(info.Isolate, "Failed to allocate memory", "ERR_MEMORY_ALLOCATION_FAILED");
                return;
            }
            length = (int)info.Double(1);
        }
        if (info.IsObject(4) || info.IsObject(5))
        {
            CryptoErrors.Throw(info.Realm, CryptoFault.Unsupported("crypto.cshake"));
            return;
        }
        HashState? state;
        if (info.IsObject(0) && KeyObjectClass.IsInstance(info, 0, HashTemplate) && info.Realm.Unwrap<HashHolder>(info[0])?.State is { } original)
            state = CryptoErrors.Try(info, () => original.Copy(length));
        else if (info.Text(0) is { } name)
            state = CryptoErrors.Try(info, () => new HashState(name, length));
        else
            return;
        if (state != null)
            info.Realm.Wrap(info.This, new HashHolder { State = state });
    }

    // (data, encoding)
    private static void UpdateHash(CallInfo info)
    {
        if (info.Realm.Unwrap<HashHolder>(info.This) is not { State: { } state })
            return;
        if (!info.IsString(0) && info.Bytes(0, out var bytes))
            state.Update(bytes);
        else if (CryptoInput.Data(info, 0) is { } data)
            state.Update(data);
        else
            return;
        info.Return(true);
    }

    // (encoding): the result is kept, as it can be asked for once more after a stream's end.
    private static void DigestHash(CallInfo info)
    {
        if (info.Realm.Unwrap<HashHolder>(info.This) is not { } holder)
            return;
        holder.Result ??= holder.State!.Finish();
        Return(info, holder.Result, 0);
    }

    private static void ConstructHmac(CallInfo info) => info.Realm.Wrap(info.This, new MacHolder());

    // (digest, key)
    private static void InitHmac(CallInfo info)
    {
        if (info.Realm.Unwrap<MacHolder>(info.This) is not { } holder || info.Text(0) is not { } name || CryptoInput.Bytes(info, 1) is not { } key)
            return;
        if (CryptoErrors.Try(info, () => Digests.Require(name)) is not { } digest)
            return;
        if (digest is Org.BouncyCastle.Crypto.IXof)
        {
            CryptoErrors.Throw(info.Realm, new CryptoFault($"Invalid digest: {name}", "ERR_CRYPTO_INVALID_DIGEST", CryptoFaultKind.TypeError));
            return;
        }
        holder.Mac = new HMac(digest);
        holder.Mac.Init(new KeyParameter(key));
    }

    // (data, encoding)
    private static void UpdateHmac(CallInfo info)
    {
        if (info.Realm.Unwrap<MacHolder>(info.This)?.Mac is not { } mac)
        {
            info.Return(false);
            return;
        }
        if (!info.IsString(0) && info.Bytes(0, out var bytes))
            mac.BlockUpdate(bytes);
        else if (CryptoInput.Data(info, 0) is { } data)
            mac.BlockUpdate(data);
        else
            return;
        info.Return(true);
    }

    // (encoding)
    private static void DigestHmac(CallInfo info)
    {
        var made = Array.Empty<byte>();
        if (info.Realm.Unwrap<MacHolder>(info.This) is { Mac: { } mac } holder)
        {
            made = new byte[mac.GetMacSize()];
            mac.DoFinal(made);
            holder.Mac = null;
        }
        Return(info, made, 0);
    }

    // (algorithm, cached id, cache, data, encoding, encoding's number, length, function name, customization)
    private static void OneShot(CallInfo info)
    {
        if (info.Text(0) is not { } name)
            return;
        int? length = info.IsNumber(6) ? (int)Math.Min(info.Double(6), MaxOutput) : null;
        if (info.IsObject(7) || info.IsObject(8))
        {
            CryptoErrors.Throw(info.Realm, CryptoFault.Unsupported("crypto.cshake"));
            return;
        }
        var data = info.IsString(3) ? System.Text.Encoding.UTF8.GetBytes(info.Text(3)!) : CryptoInput.Bytes(info, 3);
        if (data == null)
            return;
        var made = CryptoErrors.Try(info, () =>
        {
            var state = new HashState(name, length, $"Digest method {name} is not supported");
            state.Update(data);
            return state.Finish();
        });
        if (made != null)
            Return(info, made, 4);
    }

    private static void Return(CallInfo info, byte[] bytes, int encodingIndex)
    {
        if (info.IsString(encodingIndex) && info.Text(encodingIndex) is { } name && name != "buffer" && BufferTextFunctions.TryParseEncoding(name, out var encoding))
            BufferText.Return(info, bytes, encoding);
        else
            info.Return(NodeBuffer.Create(info.Realm, bytes));
    }

    private static void GetHashes(CallInfo info) => info.Return(V8.StringArray(info.Isolate, Digests.Names));

    // Names are looked up by themselves; the cache stays empty, as Node's may.
    private static void GetCachedAliases(CallInfo info) => info.Return(V8Api.ObjectNewWith(info.Isolate, V8.Null(info.Isolate), null, null, 0));

    private sealed class HashHolder
    {
        public HashState? State { get; init; }

        public byte[]? Result { get; set; }
    }

    private sealed class MacHolder
    {
        public HMac? Mac { get; set; }
    }
}
