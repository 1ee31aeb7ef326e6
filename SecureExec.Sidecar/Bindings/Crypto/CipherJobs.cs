using SecureExec.Sidecar.Crypto;
using SecureExec.Sidecar.Crypto.Ciphers;
using SecureExec.Sidecar.Engine.Interop;

namespace SecureExec.Sidecar.Bindings;

/// <summary>The job classes of Web Crypto's <c>encrypt</c> and <c>decrypt</c>.</summary>
internal static class CipherJobs
{
    private const int Decrypting = 1;
    private const string WrapIv = "a6a6a6a6a6a6a6a6";

    // Ciphers by Node's number of the key: three lengths each.
    private static readonly string[] Variants = ["ctr", "cbc", "gcm", "wrap", "ocb"];

    // (mode, encrypt or decrypt, key, data, variant, iv or counter, tag length or counter's bits, further data)
    public static void ConstructAes(CallInfo info)
    {
        var (isEncrypting, variant) = (info.Int32(1) != Decrypting, info.Int32(4));
        if (CryptoInput.Key(info, 2)?.SecretBytes is not { } key || CryptoInput.Bytes(info, 3) is not { } data)
            return;
        if (variant < 0 || variant >= Variants.Length * 3 || CipherTable.Find($"aes-{128 + 64 * (variant % 3)}-{Variants[variant / 3]}") is not { } spec || key.Length != spec.KeyLength)
        {
            info.ThrowTypeError("Bad argument");
            return;
        }
        var iv = spec.Mode == CipherMode.Wrap ? Convert.FromHexString(WrapIv) : CryptoInput.Optional(info, 5) ?? [];
        var number = info.Int32(6);
        if (spec.Mode == CipherMode.Ctr)
            Begin(info, data, () => Counter(spec, key, iv, number, data));
        else
            Begin(info, data, Authenticated(spec, key, iv, isEncrypting, number, CryptoInput.Optional(info, 7), data));
    }

    // (mode, encrypt or decrypt, key, data, iv, further data)
    public static void ConstructChaCha(CallInfo info)
    {
        var isEncrypting = info.Int32(1) != Decrypting;
        if (CryptoInput.Key(info, 2)?.SecretBytes is { } key && CryptoInput.Bytes(info, 3) is { } data && CryptoInput.Bytes(info, 4) is { } iv)
            Begin(info, data, Authenticated(CipherTable.Find("chacha20-poly1305")!, key, iv, isEncrypting, AeadState.MaxTag, CryptoInput.Optional(info, 5), data));
    }

    // (mode, encrypt or decrypt, key, data, variant, hash, label)
    public static void ConstructRsa(CallInfo info)
    {
        var isEncrypting = info.Int32(1) != Decrypting;
        if (CryptoInput.Key(info, 2) is not { Parameters: not null } key || CryptoInput.Bytes(info, 3) is not { } data)
            return;
        var cipher = new RsaCipher(RsaPadding.Oaep, info.IsString(5) ? info.Text(5) : null, null, CryptoInput.Optional(info, 6));
        Begin(info, data, () => KeyReader.Guard(() => isEncrypting ? cipher.Encrypt(key.ToPublic(), data) : cipher.Decrypt(key, data)));
    }

    private static void Begin(CallInfo info, byte[] data, Func<byte[]> compute) => CryptoJobs.Begin(info, "CIPHERREQUEST", info.Int32(0), 3L * data.Length, compute);

    // The tag stands behind the data.
    private static Func<byte[]> Authenticated(CipherSpec spec, byte[] key, byte[] iv, bool isEncrypting, int tagLength, byte[]? aad, byte[] data) => () =>
    {
        if (!spec.TakesIv(iv.Length) || key.Length != spec.KeyLength || spec.IsAuthenticated && !spec.TakesTag(tagLength))
            throw Failed();
        var state = spec.Begin(key, iv, isEncrypting, tagLength);
        if (state is not AeadState proved)
            return [.. state.Update(data) ?? throw Failed(), .. state.Final()];
        if (aad != null)
            proved.AddAad(aad);
        if (isEncrypting)
            return [.. proved.Update(data)!, .. proved.Final(), .. proved.Tag.AsSpan(0, tagLength)];
        if (data.Length < tagLength)
            throw Failed();
        byte[] plain = [.. proved.Update(data.AsSpan(0, data.Length - tagLength))!, .. proved.Final()];
        return proved.Accepts(data.AsSpan(data.Length - tagLength)) ? plain : throw Failed();
    };

    // The counter is the last bits of the block; what is before them stays when it begins anew.
    private static byte[] Counter(CipherSpec spec, byte[] key, byte[] counter, int bits, byte[] data)
    {
        const int block = 16;
        if (counter.Length != block || bits is < 1 or > block * 8)
            throw Failed();
        var mask = Org.BouncyCastle.Math.BigInteger.One.ShiftLeft(bits);
        var left = mask.Subtract(new Org.BouncyCastle.Math.BigInteger(1, counter).Mod(mask));
        var blocks = Org.BouncyCastle.Math.BigInteger.ValueOf((data.Length + block - 1) / block);
        if (blocks.CompareTo(mask) > 0)
            throw Failed();
        if (blocks.CompareTo(left) <= 0)
            return spec.Begin(key, counter, true, 0).Update(data)!;
        var first = left.IntValueExact * block;
        var whole = new Org.BouncyCastle.Math.BigInteger(1, counter);
        var again = Org.BouncyCastle.Utilities.BigIntegers.AsUnsignedByteArray(block, whole.Subtract(whole.Mod(mask)));
        return [.. spec.Begin(key, counter, true, 0).Update(data.AsSpan(0, first))!, .. spec.Begin(key, again, true, 0).Update(data.AsSpan(first))!];
    }

    private static CryptoFault Failed() => new("Cipher job failed", "ERR_CRYPTO_OPERATION_FAILED");
}
