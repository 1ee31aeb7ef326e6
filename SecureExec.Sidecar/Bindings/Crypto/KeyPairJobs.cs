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
    private const int RsaCertainty = 100, MaxRsaBits = 8192, MinRsaBits = 512, KeyBytes = 16 * 1024;

    // (mode, bits, for Web Crypto: algorithm, usages, extractable)
    public static void ConstructSecret(CallInfo info)
    {
        var (mode, bits) = (info.Int32(0), (long)info.Double(1));
        if (bits < 0 || bits / 8 > info.Realm.Guest.HeapLimitBytes)
        {
            V8.ThrowRangeError(info.Isolate, "Failed to allocate memory", "ERR_MEMORY_ALLOCATION_FAILED");
            return;
        }
        var web = mode == (int)CryptoJobMode.WebCrypto ? new WebShape(info, 2, 3, 3, 4) : null;
        CryptoJobs.Begin(info, "KEYGENREQUEST", mode, bits / 8, () =>
        {
            var bytes = new byte[bits / 8];
            RandomBytes.Fill(bytes);
            return CryptoKey.OfSecret(bytes);
        }, (realm, key) => web == null ? KeyObjectClass.Create(realm, (CryptoKey)key) : web.Create(realm, (CryptoKey)key), web == null ? null : web.Release);
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

    // (mode, group, encodings) or (mode, prime or its length, generator, encodings)
    public static void ConstructDh(CallInfo info)
    {
        var work = info.Realm.Guest.Work;
        Func<DhNumbers> numbers;
        if (info.IsString(1))
        {
            var name = info.Text(1)!;
            if (CryptoErrors.Try(info, () => DhNumbers.Find(name) ?? throw new CryptoFault("Unknown DH group", "ERR_CRYPTO_UNKNOWN_DH_GROUP")) is not { } group)
                return;
            Begin(info, 2, () => Generate(group));
            return;
        }
        var generator = info.Int32(2);
        if (info.IsNumber(1))
        {
            var bits = info.Int32(1);
            numbers = () => DhNumbers.Generate(bits, generator, () => work.IsCancelled);
        }
        else
        {
            if (CryptoInput.Bytes(info, 1) is not { } prime)
                return;
            numbers = () => prime.Length > DhNumbers.MaxBits / 8 || generator < 2 ? throw DhNumbers.BadGenerator() : DhNumbers.Of(new BigInteger(1, prime), BigInteger.ValueOf(generator));
        }
        Begin(info, 3, () => Generate(numbers()));
    }

    private static AsymmetricCipherKeyPair Generate(DhNumbers numbers) => KeyReader.Guard(() =>
    {
        var key = numbers.NewPrivateKey();
        var parameters = numbers.ToParameters();
        return new AsymmetricCipherKeyPair(new DHPublicKeyParameters(numbers.PublicKey(key), parameters), new DHPrivateKeyParameters(key, parameters));
    });

    // Encodings: public format and type, private format, type, cipher and passphrase; undefined formats ask for handles.
    private static void Begin(CallInfo info, int encodings, Func<AsymmetricCipherKeyPair> generate)
    {
        var mode = info.Int32(0);
        if (mode == (int)CryptoJobMode.WebCrypto)
        {
            var web = new WebShape(info, encodings, encodings + 1, encodings + 2, encodings + 3);
            CryptoJobs.Begin(info, "KEYPAIRGENREQUEST", mode, KeyBytes, generate, (realm, pair) => web.Create(realm, (AsymmetricCipherKeyPair)pair), web.Release);
            return;
        }
        var (publicForm, privateForm, seal) = (Form(info, encodings), Form(info, encodings + 2), CryptoInput.Seal(info, encodings + 4));
        CryptoJobs.Begin(info, "KEYPAIRGENREQUEST", mode, KeyBytes, () =>
        {
            var pair = generate();
            return (Encode(CryptoKey.OfPublic(pair.Public), publicForm, null), Encode(CryptoKey.OfPrivate(pair.Private), privateForm, seal));
        }, static (realm, value) =>
        {
            var (publicKey, privateKey) = ((object, object))value;
            return V8.Array(realm.Isolate, [ToScript(realm, publicKey), ToScript(realm, privateKey)]);
        });
    }

    private static (KeyFormat Format, KeyEncoding Encoding)? Form(CallInfo info, int index) =>
        info.IsNumber(index) ? ((KeyFormat)info.Int32(index), (KeyEncoding)info.Int32(index + 1)) : null;

    private static object Encode(CryptoKey key, (KeyFormat Format, KeyEncoding Encoding)? form, KeySeal? seal) => form switch
    {
        null => key,
        (KeyFormat.Pem, var encoding) => KeyWriter.Pem(key, encoding, seal),
        (KeyFormat.Der, var encoding) => KeyWriter.Der(key, encoding, seal),
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

    /// <summary>What Web Crypto's keys get besides their numbers. Holds the object of the algorithm until <see cref="Release"/>.</summary>
    private sealed class WebShape(CallInfo info, int algorithm, int publicUsages, int privateUsages, int extractable)
    {
        private readonly nint _algorithm = V8.Global(info.Isolate, info[algorithm]);
        private readonly int _publicUsages = info.Int32(publicUsages), _privateUsages = info.Int32(privateUsages);
        private readonly bool _isExtractable = info.IsTrue(extractable);

        public nint Create(Realm realm, CryptoKey secret) => KeyObjectClass.CreateWebKey(realm, secret, _algorithm, _privateUsages, _isExtractable);

        public nint Create(Realm realm, AsymmetricCipherKeyPair pair)
        {
            var publicKey = KeyObjectClass.CreateWebKey(realm, CryptoKey.OfPublic(pair.Public), _algorithm, _publicUsages, true);
            var privateKey = KeyObjectClass.CreateWebKey(realm, CryptoKey.OfPrivate(pair.Private), _algorithm, _privateUsages, _isExtractable);
            if (publicKey == 0 || privateKey == 0)
                return 0;
            var (iso, context) = (realm.Isolate, V8Api.CurrentContext(realm.Isolate));
            var target = V8Api.ObjectNew(iso);
            V8.Set(iso, context, target, "publicKey", publicKey);
            V8.Set(iso, context, target, "privateKey", privateKey);
            return target;
        }

        public void Release() => V8Api.DisposeGlobal(_algorithm);
    }
}
