using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Generators;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Math;
using SecureExec.Interop;
using SecureExec.Sidecar.Crypto;
using SecureExec.Sidecar.Engine.Interop;

namespace SecureExec.Sidecar.Bindings;

/// <summary>The job classes that make keys.</summary>
internal static class KeyPairJobs
{
    private const int RsaCertainty = 100, MaxRsaBits = 8192, MinRsaBits = 512;

    // (mode, bits, for Web Crypto: algorithm, usages, extractable)
    public static void ConstructSecret(CallInfo info)
    {
        var (mode, bits) = (info.Int32(0), (long)info.Double(1));
        if (mode == (int)CryptoJobMode.WebCrypto)
        {
            CryptoErrors.Throw(info.Realm, CryptoFault.Unsupported("crypto.subtle.generateKey"));
            return;
        }
        if (bits < 0 || bits / 8 > info.Realm.Guest.HeapLimitBytes)
        {
            V8.ThrowRangeError(info.Isolate, "Failed to allocate memory", "ERR_MEMORY_ALLOCATION_FAILED");
            return;
        }
        CryptoJobs.Begin(info, "KEYGENREQUEST", mode, bits / 8, () =>
        {
            var bytes = new byte[bits / 8];
            RandomBytes.Fill(bytes);
            return CryptoKey.OfSecret(bytes);
        }, static (realm, key) => KeyObjectClass.Create(realm, (CryptoKey)key));
    }

    // (mode, variant, modulus bits, exponent, encodings)
    public static void ConstructRsa(CallInfo info)
    {
        const int pss = 1;
        var (bits, exponent) = (info.Int32(2), (uint)info.Int64(3));
        if (info.Int32(1) == pss)
        {
            CryptoErrors.Throw(info.Realm, CryptoFault.Unsupported("crypto.generateKeyPair('rsa-pss')"));
            return;
        }
        if (bits is < MinRsaBits or > MaxRsaBits || exponent < 3 || exponent % 2 == 0)
        {
            CryptoErrors.Throw(info.Realm, CryptoFault.OpenSsl(0x02000078, "rsa routines", "key size too small", "RSA_"));
            return;
        }
        var work = info.Realm.Guest.Work;
        Begin(info, 4, () =>
        {
            var generator = new RsaKeyPairGenerator();
            generator.Init(new RsaKeyGenerationParameters(BigInteger.ValueOf(exponent), KernelRandom.Until(() => work.IsCancelled), bits, RsaCertainty));
            return generator.GenerateKeyPair();
        });
    }

    // (mode, curve, parameter encoding, encodings)
    public static void ConstructEc(CallInfo info)
    {
        if (info.Text(1) is not { } name)
            return;
        if (EcCurves.Find(name) is not { } domain)
        {
            CryptoErrors.Throw(info.Realm, new CryptoFault("Invalid EC curve name", "ERR_CRYPTO_INVALID_CURVE", CryptoFaultKind.TypeError));
            return;
        }
        Begin(info, 3, () =>
        {
            var generator = new ECKeyPairGenerator();
            generator.Init(new ECKeyGenerationParameters(domain, KernelRandom.Source));
            return generator.GenerateKeyPair();
        });
    }

    // (mode, name, encodings)
    public static void ConstructNamed(CallInfo info)
    {
        IAsymmetricCipherKeyPairGenerator? generator = info.Text(1) switch
        {
            "Ed25519" => new Ed25519KeyPairGenerator(),
            "Ed448" => new Ed448KeyPairGenerator(),
            "X25519" => new X25519KeyPairGenerator(),
            "X448" => new X448KeyPairGenerator(),
            _ => null,
        };
        if (generator == null)
        {
            CryptoErrors.Throw(info.Realm, CryptoFault.Unsupported("crypto.generateKeyPair"));
            return;
        }
        Begin(info, 2, () =>
        {
            generator.Init(new KeyGenerationParameters(KernelRandom.Source, 256));
            return generator.GenerateKeyPair();
        });
    }

    // Encodings: public format and type, private format, type, cipher and passphrase; undefined formats ask for handles.
    private static void Begin(CallInfo info, int encodings, Func<AsymmetricCipherKeyPair> generate)
    {
        var mode = info.Int32(0);
        if (mode == (int)CryptoJobMode.WebCrypto)
        {
            CryptoErrors.Throw(info.Realm, CryptoFault.Unsupported("crypto.subtle.generateKey"));
            return;
        }
        if (info.IsString(encodings + 4))
        {
            CryptoErrors.Throw(info.Realm, CryptoFault.Unsupported("crypto.generateKeyPair with a cipher"));
            return;
        }
        var (publicForm, privateForm) = (Form(info, encodings), Form(info, encodings + 2));
        CryptoJobs.Begin(info, "KEYPAIRGENREQUEST", mode, 16 * 1024, () =>
        {
            var pair = generate();
            return (Encode(CryptoKey.OfPublic(pair.Public), publicForm), Encode(CryptoKey.OfPrivate(pair.Private), privateForm));
        }, static (realm, value) =>
        {
            var (publicKey, privateKey) = ((object, object))value;
            return V8.Array(realm.Isolate, [ToScript(realm, publicKey), ToScript(realm, privateKey)]);
        });
    }

    private static (KeyFormat Format, KeyEncoding Encoding)? Form(CallInfo info, int index) =>
        info.IsNumber(index) ? ((KeyFormat)info.Int32(index), (KeyEncoding)info.Int32(index + 1)) : null;

    private static object Encode(CryptoKey key, (KeyFormat Format, KeyEncoding Encoding)? form) => form switch
    {
        null => key,
        (KeyFormat.Pem, var encoding) => KeyWriter.Pem(key, encoding),
        (KeyFormat.Der, var encoding) => KeyWriter.Der(key, encoding),
        (KeyFormat.Jwk, _) => new JwkForm(key),
        _ => (key.Kind == CryptoKeyKind.Public ? RawKeys.PublicBytes(key) : RawKeys.PrivateBytes(key)) ?? throw CryptoFault.Unsupported("crypto.generateKeyPair with raw keys"),
    };

    private static nint ToScript(Realm realm, object key)
    {
        switch (key)
        {
            case CryptoKey handle:
                return KeyObjectClass.Create(realm, handle);
            case string pem:
                return V8.Str(realm.Isolate, pem);
            case JwkForm jwk:
                var target = V8Api.ObjectNew(realm.Isolate);
                JsonWebKeys.Write(realm, target, jwk.Key);
                return target;
            default:
                return NodeBuffer.Create(realm, (byte[])key);
        }
    }

    private sealed record JwkForm(CryptoKey Key);
}
