using Org.BouncyCastle.Crypto.Parameters;
using SecureExec.Sidecar.Crypto;
using SecureExec.Sidecar.Engine.Interop;

namespace SecureExec.Sidecar.Bindings;

/// <summary><c>KeyObjectHandle</c>, and the native base classes of <c>KeyObject</c> and <c>CryptoKey</c>.</summary>
internal static unsafe class KeyObjectClass
{
    /// <summary>Names of the templates in the realm.</summary>
    public const string HandleTemplate = "keyObjectHandleTemplate";

    private const string WebKeyClass = "internalCryptoKeyClass";

    private const string KeyTemplate = "nativeKeyObjectTemplate", CryptoKeyTemplate = "nativeCryptoKeyTemplate";
    private const int KeyHandleField = 1, KeyFields = 2, CryptoKeyFields = 7;

    public static void Define(BindingBuilder b)
    {
        b.Realm[HandleTemplate] = b.Class("KeyObjectHandle", b.NewClass("KeyObjectHandle", 1, &Construct)
            .Method("init", &Init)
            .Method("getKeyType", &GetKeyType)
            .Method("getSymmetricKeySize", &GetSymmetricKeySize)
            .Method("getAsymmetricKeyType", &GetAsymmetricKeyType)
            .Method("checkEcKeyData", &CheckEcKeyData)
            .Method("export", &Export)
            .Method("exportJwk", &ExportJwk)
            .Method("rawPublicKey", &RawPublicKey)
            .Method("rawPrivateKey", &RawPrivateKey)
            .Method("rawSeed", &Refuse)
            .Method("exportECPublicRaw", &ExportPoint)
            .Method("exportECPrivateRaw", &ExportScalar)
            .Method("keyDetail", &KeyDetail)
            .Method("equals", &AreEqual));
        b.Realm[KeyTemplate] = b.NewClass("NativeKeyObject", KeyFields, &ConstructKey).Template;
        b.Realm[CryptoKeyTemplate] = b.NewClass("NativeCryptoKey", CryptoKeyFields, &ConstructCryptoKey).Template;
        b.Function("createNativeKeyObjectClass", &CreateKeyClass)
            .Function("getKeyObjectSlots", &GetKeySlots)
            .Function("isKeyObject", &IsKeyObject)
            .Function("createCryptoKeyClass", &CreateCryptoKeyClass)
            .Function("getCryptoKeySlots", &GetCryptoKeySlots)
            .Function("isCryptoKey", &IsCryptoKey);
    }

    /// <summary>A new handle of a key, as a local; 0: it cannot be made.</summary>
    public static nint Create(Realm realm, CryptoKey key)
    {
        var made = V8Api.FunctionNewInstance(V8Api.FunctionTemplateGetFunction(realm[HandleTemplate], realm.Context), realm.Context, 0, null);
        if (made != 0 && realm.Unwrap<KeyObjectHandle>(made) is { } handle)
            handle.Key = key;
        return made;
    }

    /// <summary>A new <c>CryptoKey</c> of Web Crypto, as a local; 0: it cannot be made.</summary>
    /// <param name="realm">The realm.</param>
    /// <param name="key">The key.</param>
    /// <param name="algorithm">The object that tells what it is for.</param>
    /// <param name="usages">Node's bits of what it may do.</param>
    /// <param name="isExtractable">Whether programs may read it.</param>
    public static nint CreateWebKey(Realm realm, CryptoKey key, nint algorithm, int usages, bool isExtractable)
    {
        var handle = Create(realm, key);
        if (handle == 0 || realm[WebKeyClass] is not (not 0 and var type))
            return 0;
        ReadOnlySpan<nint> arguments = [handle, algorithm, V8.Int(realm.Isolate, usages), V8.Bool(realm.Isolate, isExtractable)];
        fixed (nint* first = arguments)
            return V8Api.FunctionNewInstance(type, realm.Context, arguments.Length, first);
    }

    /// <summary>Calls the library's function that derives its classes from a native one. The answer: what it returned, a local; 0: an exception is pending.</summary>
    public static nint Derive(CallInfo info, string template)
    {
        if (!info.IsFunction(0))
        {
            info.ThrowTypeError("The \"callback\" argument must be of type function.");
            return 0;
        }
        var native = V8Api.FunctionTemplateGetFunction(info.Realm[template], info.Context);
        var result = V8Api.FunctionCall(info[0], info.Isolate, info.Context, V8.Undefined(info.Isolate), 1, &native);
        info.Return(result);
        return result;
    }

    /// <summary>Whether a value is an instance of a native class.</summary>
    public static bool IsInstance(CallInfo info, int index, string template) => info.IsObject(index) && V8Api.FunctionTemplateHasInstance(info.Realm[template], info[index]) != 0;

    private static void Construct(CallInfo info) => info.Realm.Wrap(info.This, new KeyObjectHandle());

    private static KeyObjectHandle? Of(CallInfo info) => info.Realm.Unwrap<KeyObjectHandle>(info.This);

    // (kind, data, format, type, passphrase, curve)
    private static void Init(CallInfo info)
    {
        if (Of(info) is not { } handle)
            return;
        var kind = (CryptoKeyKind)info.Int32(0);
        if (kind == CryptoKeyKind.Secret)
        {
            if (CryptoInput.Bytes(info, 1) is { } secret)
                handle.Key = CryptoKey.OfSecret(secret);
            return;
        }
        if (CryptoInput.AnyKey(info, 1, kind) is { } key)
            handle.Key = kind == CryptoKeyKind.Public ? CryptoErrors.Try(info, key.ToPublic) : key;
    }

    private static void GetKeyType(CallInfo info) => info.Return((int)(Of(info)?.Key?.Kind ?? CryptoKeyKind.Secret));

    private static void GetSymmetricKeySize(CallInfo info) => info.Return(Of(info)?.Key?.SecretBytes?.Length ?? 0);

    private static void GetAsymmetricKeyType(CallInfo info)
    {
        if (Of(info)?.Key?.Type is { } type)
            info.Return(type);
    }

    private static void CheckEcKeyData(CallInfo info) => info.Return(Of(info)?.Key?.Parameters is ECKeyParameters);

    // (format, type, cipher, passphrase)
    private static void Export(CallInfo info)
    {
        if (Of(info)?.Key is not { } key)
            return;
        if (key.SecretBytes is { } secret)
        {
            info.Return(NodeBuffer.Create(info.Realm, secret));
            return;
        }
        var (format, encoding) = ((KeyFormat)info.Int32(0), (KeyEncoding)info.Int32(1));
        var seal = CryptoInput.Seal(info, 2);
        if (format == KeyFormat.Pem && CryptoErrors.Try(info, () => KeyWriter.Pem(key, encoding, seal)) is { } text)
            info.Return(text);
        else if (format == KeyFormat.Der && CryptoErrors.Try(info, () => KeyWriter.Der(key, encoding, seal)) is { } der)
            info.Return(NodeBuffer.Create(info.Realm, der));
    }

    // (object to fill, whether RSA-PSS is refused)
    private static void ExportJwk(CallInfo info)
    {
        if (Of(info)?.Key is not { } key || !info.IsObject(0))
            return;
        var (realm, target) = (info.Realm, info[0]);
        if (CryptoErrors.Try(info, () => JsonWebKeys.Write(realm, target, key)))
            info.Return(target);
    }

    private static void RawPublicKey(CallInfo info)
    {
        if (Of(info)?.Key is { Parameters: not null } key && CryptoErrors.Try(info, () => RawKeys.PublicBytes(key.ToPublic()) ?? throw CryptoFault.Unsupported("keyObject.export raw-public")) is { } raw)
            info.Return(NodeBuffer.Create(info.Realm, raw));
    }

    private static void RawPrivateKey(CallInfo info)
    {
        if (Of(info)?.Key is { Parameters: not null } key && CryptoErrors.Try(info, () => RawKeys.PrivateBytes(key) ?? throw CryptoFault.Unsupported("keyObject.export raw-private")) is { } raw)
            info.Return(NodeBuffer.Create(info.Realm, raw));
    }

    // (point form)
    private static void ExportPoint(CallInfo info)
    {
        const int compressed = 2;
        var isCompressed = info.Int32(0) == compressed;
        if (Of(info)?.Key is { Parameters: ECKeyParameters } key && CryptoErrors.Try(info, () => ((ECPublicKeyParameters)key.ToPublic().Parameters!).Q.GetEncoded(isCompressed)) is { } point)
            info.Return(NodeBuffer.Create(info.Realm, point));
    }

    private static void ExportScalar(CallInfo info)
    {
        if (Of(info)?.Key?.Parameters is ECPrivateKeyParameters ec)
            info.Return(NodeBuffer.Create(info.Realm, Org.BouncyCastle.Utilities.BigIntegers.AsUnsignedByteArray((ec.Parameters.N.BitLength + 7) / 8, ec.D)));
    }

    private static void Refuse(CallInfo info) => Errors.Throw(info.Realm, Abi.Errno.ENOSYS, "crypto.KeyObjectHandle");

    // (object to fill)
    private static void KeyDetail(CallInfo info)
    {
        if (Of(info)?.Key?.Parameters is not { } parameters || !info.IsObject(0))
            return;
        var (iso, context, target) = (info.Isolate, info.Context, info[0]);
        switch (parameters)
        {
            case RsaKeyParameters rsa:
                var exponent = rsa is RsaPrivateCrtKeyParameters crt ? crt.PublicExponent : rsa.Exponent;
                V8.Set(iso, context, target, "modulusLength", V8.Int(iso, rsa.Modulus.BitLength));
                V8.Set(iso, context, target, "publicExponent", V8.ArrayBuffer(iso, exponent.ToByteArrayUnsigned()));
                break;
            case DsaKeyParameters dsa:
                V8.Set(iso, context, target, "modulusLength", V8.Int(iso, dsa.Parameters.P.BitLength));
                V8.Set(iso, context, target, "divisorLength", V8.Int(iso, dsa.Parameters.Q.BitLength));
                break;
            case ECKeyParameters ec when EcCurves.NameOf(ec) is { } name:
                V8.Set(iso, context, target, "namedCurve", V8.Str(iso, name));
                break;
        }
        info.Return(target);
    }

    // (other handle)
    private static void AreEqual(CallInfo info)
    {
        var (mine, other) = (Of(info)?.Key, CryptoInput.Key(info, 0));
        if (mine == null || other == null || mine.Kind != other.Kind)
            info.Return(false);
        else if (mine.SecretBytes is { } secret)
            info.Return(Org.BouncyCastle.Utilities.Arrays.FixedTimeEquals(secret, other.SecretBytes));
        else
            info.Return(mine.Parameters!.Equals(other.Parameters));
    }

    private static void CreateKeyClass(CallInfo info) => Derive(info, KeyTemplate);

    // The callback's answer: the class that programs see, and the one that keys are made with.
    private static void CreateCryptoKeyClass(CallInfo info)
    {
        var classes = Derive(info, CryptoKeyTemplate);
        if (classes != 0 && !V8.IsSmi(classes) && V8Api.IsArray(classes) != 0 && V8.Items(classes, info.Context) is [_, var type, ..] && V8Api.IsFunction(type) != 0)
            info.Realm[WebKeyClass] = info.Realm.Keep(type);
    }

    // (handle)
    private static void ConstructKey(CallInfo info) => V8Api.ObjectSetInternal(info.This, KeyHandleField, info[0]);

    private static void GetKeySlots(CallInfo info)
    {
        if (!IsInstance(info, 0, KeyTemplate))
        {
            info.ThrowTypeError("Value of \"this\" must be of type KeyObject", "ERR_INVALID_THIS");
            return;
        }
        var handle = V8Api.ObjectGetInternal(info[0], KeyHandleField);
        var kind = CryptoInput.Key(info.Realm, handle)?.Kind ?? CryptoKeyKind.Secret;
        info.Return(V8.Array(info.Isolate, [V8.Int(info.Isolate, (int)kind), handle]));
    }

    private static void IsKeyObject(CallInfo info) => info.Return(IsInstance(info, 0, KeyTemplate));

    // (handle, algorithm, usages, extractable, second handle, seed)
    private static void ConstructCryptoKey(CallInfo info)
    {
        for (var field = 1; field < CryptoKeyFields; field++)
            V8Api.ObjectSetInternal(info.This, field, info[field - 1]);
    }

    // (key): kind, extractable, algorithm, usages, handle, second handle, seed
    private static void GetCryptoKeySlots(CallInfo info)
    {
        if (!IsInstance(info, 0, CryptoKeyTemplate))
        {
            info.ThrowTypeError("Value of \"this\" must be of type CryptoKey", "ERR_INVALID_THIS");
            return;
        }
        var slots = new nint[CryptoKeyFields];
        for (var field = 1; field < CryptoKeyFields; field++)
            slots[field] = V8Api.ObjectGetInternal(info[0], field);
        var handle = slots[1];
        var kind = CryptoInput.Key(info.Realm, handle)?.Kind ?? CryptoKeyKind.Secret;
        info.Return(V8.Array(info.Isolate, [V8.Int(info.Isolate, (int)kind), slots[4], slots[2], slots[3], handle, slots[5], slots[6]]));
    }

    private static void IsCryptoKey(CallInfo info) => info.Return(IsInstance(info, 0, CryptoKeyTemplate));
}
