using SecureExec.Sidecar.Crypto;
using SecureExec.Sidecar.Engine.Interop;

namespace SecureExec.Sidecar.Bindings;

/// <summary><c>publicEncrypt</c> and its three kin.</summary>
internal static unsafe class RsaFunctions
{
    private const int BufferAt = 5;

    public static void Define(BindingBuilder b) => b
        .Function("publicEncrypt", &PublicEncrypt)
        .Function("privateDecrypt", &PrivateDecrypt)
        .Function("privateEncrypt", &PrivateEncrypt)
        .Function("publicDecrypt", &PublicDecrypt);

    private static void PublicEncrypt(CallInfo info) => Run(info, CryptoKeyKind.Public, static (cipher, key, data) => cipher.Encrypt(key.ToPublic(), data));

    private static void PrivateDecrypt(CallInfo info) => Run(info, CryptoKeyKind.Private, static (cipher, key, data) => cipher.Decrypt(key, data));

    private static void PrivateEncrypt(CallInfo info) => Run(info, CryptoKeyKind.Private, static (cipher, key, data) => cipher.Encrypt(key, data));

    private static void PublicDecrypt(CallInfo info) => Run(info, CryptoKeyKind.Public, static (cipher, key, data) => cipher.Decrypt(key.ToPublic(), data));

    // (key data, format, type, passphrase, curve, buffer, padding, OAEP's hash, OAEP's label, mask's hash)
    private static void Run(CallInfo info, CryptoKeyKind kind, Func<RsaCipher, CryptoKey, byte[], byte[]> operation)
    {
        if (CryptoInput.AnyKey(info, 0, kind) is not { } key || CryptoInput.Bytes(info, BufferAt) is not { } data)
            return;
        var cipher = new RsaCipher((RsaPadding)info.Int32(6), info.IsString(7) ? info.Text(7) : null, info.IsString(9) ? info.Text(9) : null, CryptoInput.Optional(info, 8));
        if (kind == CryptoKeyKind.Private && key.Kind != CryptoKeyKind.Private)
            CryptoErrors.Throw(info.Realm, new CryptoFault("Invalid key object type public, expected private.", "ERR_CRYPTO_INVALID_KEY_OBJECT_TYPE", CryptoFaultKind.TypeError));
        else if (CryptoErrors.Try(info, () => KeyReader.Guard(() => operation(cipher, key, data))) is { } made)
            info.Return(NodeBuffer.Create(info.Realm, made));
    }
}
