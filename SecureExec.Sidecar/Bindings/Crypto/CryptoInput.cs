using SecureExec.Sidecar.Crypto;
using SecureExec.Sidecar.Engine.Interop;
using SecureExec.Sidecar.Text;

namespace SecureExec.Sidecar.Bindings;

/// <summary>Bytes and keys among the arguments of the cryptographic functions.</summary>
internal static class CryptoInput
{
    /// <summary>A copy of a buffer, or of text in the encoding of the next argument; null: neither, a TypeError is pending.</summary>
    public static byte[]? Data(CallInfo info, int index)
    {
        if (info.IsString(index))
        {
            var encoding = NodeEncoding.Utf8;
            if (info.IsString(index + 1) && BufferTextFunctions.TryParseEncoding(info.Text(index + 1)!, out var given))
                encoding = given;
            return StringBytes.GetBytes(info.Text(index)!, encoding);
        }
        return Bytes(info, index);
    }

    /// <summary>A copy of a buffer or the bytes of a secret key; null: neither, a TypeError is pending.</summary>
    public static byte[]? Bytes(CallInfo info, int index)
    {
        if (Key(info, index) is { SecretBytes: { } secret })
            return secret;
        if (info.Bytes(index, out var bytes))
            return bytes.ToArray();
        info.ThrowTypeError("The argument must be an instance of ArrayBuffer, Buffer, TypedArray, or DataView.");
        return null;
    }

    /// <summary>A copy of a buffer; null: the argument is something else.</summary>
    public static byte[]? Optional(CallInfo info, int index) => info.IsObject(index) && info.Bytes(index, out var bytes) ? bytes.ToArray() : null;

    /// <summary>A cipher's name and a passphrase, from <paramref name="index"/>; null: a key is written plainly.</summary>
    public static KeySeal? Seal(CallInfo info, int index) =>
        info.IsString(index) ? new KeySeal(info.Text(index)!, info.IsString(index + 1) ? System.Text.Encoding.UTF8.GetBytes(info.Text(index + 1)!) : Optional(info, index + 1) ?? []) : null;

    /// <summary>The key of a <c>KeyObjectHandle</c>; null: the argument is none.</summary>
    public static CryptoKey? Key(CallInfo info, int index) => Key(info.Realm, info[index]);

    /// <inheritdoc cref="Key(CallInfo, int)"/>
    public static CryptoKey? Key(Realm realm, nint value) =>
        !V8.IsSmi(value) && V8Api.IsObject(value) != 0 && realm[KeyObjectClass.HandleTemplate] is var template and not 0 && V8Api.FunctionTemplateHasInstance(template, value) != 0
            ? realm.Unwrap<KeyObjectHandle>(value)?.Key
            : null;

    /// <summary>
    /// A key as the library hands it on: data, format, type, passphrase, curve, from <paramref name="index"/>. Null: there is none, and an exception is pending.
    /// </summary>
    public static CryptoKey? AnyKey(CallInfo info, int index, CryptoKeyKind wanted)
    {
        if (Key(info, index) is { } given)
            return given;
        var format = info.IsNumber(index + 1) ? (KeyFormat)info.Int32(index + 1) : KeyFormat.Pem;
        KeyEncoding? encoding = info.IsNumber(index + 2) ? (KeyEncoding)info.Int32(index + 2) : null;
        if (format is not (KeyFormat.Pem or KeyFormat.Der))
        {
            if (format == KeyFormat.Jwk && info.IsObject(index))
                return JsonWebKeys.Read(info, index, wanted);
            CryptoErrors.Throw(info.Realm, CryptoFault.Unsupported($"crypto key format {format}"));
            return null;
        }
        if (Bytes(info, index) is not { } bytes)
            return null;
        var passphrase = Optional(info, index + 3);
        return CryptoErrors.Try(info, () => Read(bytes, format, encoding, passphrase, wanted));
    }

    private static CryptoKey Read(byte[] bytes, KeyFormat format, KeyEncoding? encoding, byte[]? passphrase, CryptoKeyKind wanted)
    {
        if (format == KeyFormat.Pem)
        {
            var text = System.Text.Encoding.Latin1.GetString(bytes);
            return wanted == CryptoKeyKind.Private ? KeyReader.PrivateFromPem(text, passphrase) : KeyReader.PublicOrPrivateFromPem(text, passphrase);
        }
        if (wanted == CryptoKeyKind.Private || encoding is KeyEncoding.Pkcs8 or KeyEncoding.Sec1)
            return KeyReader.PrivateFromDer(bytes, encoding ?? KeyEncoding.Pkcs8, passphrase);
        return KeyReader.PublicFromDer(bytes, encoding ?? KeyEncoding.Spki);
    }
}
