using Org.BouncyCastle.Math;
using SecureExec.Sidecar.Crypto;
using SecureExec.Sidecar.Engine.Interop;

namespace SecureExec.Sidecar.Bindings;

/// <summary><c>DiffieHellman</c> and <c>DiffieHellmanGroup</c>.</summary>
internal static unsafe class DiffieHellmanClass
{
    // Longer primes are kept to be looked at only; beyond that they are no numbers any more.
    private const int MaxPrimeBytes = 4096, NumbersPerObject = 6;

    public static void Define(BindingBuilder b)
    {
        b.Class("DiffieHellman", Methods(b.NewClass("DiffieHellman", 1, &Construct)).Method("setPublicKey", &SetPublicKey).Method("setPrivateKey", &SetPrivateKey));
        b.Class("DiffieHellmanGroup", Methods(b.NewClass("DiffieHellmanGroup", 1, &ConstructGroup)));
    }

    private static ClassBuilder Methods(ClassBuilder methods) => methods
        .Method("generateKeys", &GenerateKeys)
        .Method("computeSecret", &ComputeSecret)
        .Method("getPrime", &GetPrime)
        .Method("getGenerator", &GetGenerator)
        .Method("getPublicKey", &GetPublicKey)
        .Method("getPrivateKey", &GetPrivateKey);

    private static Holder? Of(CallInfo info) => info.Realm.Unwrap<Holder>(info.This);

    // (length or prime, generator: number or bytes)
    private static void Construct(CallInfo info)
    {
        var work = info.Realm.Guest.Work;
        if (info.IsNumber(0))
        {
            if (!info.IsNumber(1))
            {
                info.ThrowTypeError("Second argument must be an int32");
                return;
            }
            var (bits, generator) = (info.Int32(0), info.Int32(1));
            Begin(info, () => DhNumbers.Generate(bits, generator, () => work.IsCancelled), isFresh: true);
            return;
        }
        if (CryptoInput.Bytes(info, 0) is not { } prime)
            return;
        if (prime.Length > MaxPrimeBytes)
        {
            V8.ThrowRangeError(info.Isolate, "prime is too big", "ERR_OUT_OF_RANGE");
            return;
        }
        var generatorBytes = info.IsNumber(1) ? null : CryptoInput.Bytes(info, 1);
        if (!info.IsNumber(1) && generatorBytes == null)
            return;
        var number = generatorBytes == null ? BigInteger.ValueOf(info.Int32(1)) : generatorBytes.Length > MaxPrimeBytes ? BigInteger.Zero : new BigInteger(1, generatorBytes);
        Begin(info, () => number.CompareTo(BigInteger.One) <= 0 ? throw DhNumbers.BadGenerator() : DhNumbers.Of(new BigInteger(1, prime), number), isFresh: false);
    }

    // (name)
    private static void ConstructGroup(CallInfo info)
    {
        if (info.Text(0) is { } name)
            Begin(info, () => DhNumbers.Find(name) ?? throw new CryptoFault("Unknown DH group", "ERR_CRYPTO_UNKNOWN_DH_GROUP"), isFresh: true);
    }

    private static void Begin(CallInfo info, Func<DhNumbers> make, bool isFresh)
    {
        var work = info.Realm.Guest.Work;
        var fault = 0;
        if (CryptoErrors.Try(info, make) is not { } numbers || !isFresh && !CryptoErrors.Try(info, () => { fault = numbers.Check(() => work.IsCancelled); }))
            return;
        if (!info.Realm.State<ExternalMemory>().Take(info.Realm, NumbersPerObject * MaxPrimeBytes))
        {
            V8.ThrowRangeError(info.Isolate, "Failed to allocate memory", "ERR_MEMORY_ALLOCATION_FAILED");
            return;
        }
        info.Realm.Wrap(info.This, new Holder(info.Realm, numbers));
        V8.Set(info.Isolate, info.Context, info.This, "verifyError", V8.Int(info.Isolate, fault));
    }

    private static void GenerateKeys(CallInfo info)
    {
        if (Of(info) is { } holder && CryptoErrors.Try(info, holder.Generate) is { } key)
            Return(info, key);
    }

    // (the other side's public key)
    private static void ComputeSecret(CallInfo info)
    {
        if (Of(info) is not { } holder || CryptoInput.Bytes(info, 0) is not { } bytes)
            return;
        var other = bytes.Length > MaxPrimeBytes ? holder.Numbers.Prime : new BigInteger(1, bytes);
        if (CryptoErrors.Try(info, () => holder.Secret(other)) is { } secret)
            info.Return(NodeBuffer.Create(info.Realm, secret));
    }

    private static void GetPrime(CallInfo info) => Return(info, Of(info)?.Numbers.Prime);

    private static void GetGenerator(CallInfo info) => Return(info, Of(info)?.Numbers.Generator);

    private static void GetPublicKey(CallInfo info) => ReturnKey(info, Of(info)?.PublicKey, "public");

    private static void GetPrivateKey(CallInfo info) => ReturnKey(info, Of(info)?.PrivateKey, "private");

    // (number)
    private static void SetPublicKey(CallInfo info)
    {
        if (Of(info) is { } holder && Number(info) is { } number)
            holder.PublicKey = number;
    }

    // (number)
    private static void SetPrivateKey(CallInfo info)
    {
        if (Of(info) is { } holder && Number(info) is { } number)
            holder.PrivateKey = number;
    }

    private static BigInteger? Number(CallInfo info)
    {
        if (CryptoInput.Bytes(info, 0) is not { } bytes)
            return null;
        if (bytes.Length <= MaxPrimeBytes)
            return new BigInteger(1, bytes);
        V8.ThrowRangeError(info.Isolate, "key is too big", "ERR_OUT_OF_RANGE");
        return null;
    }

    private static void ReturnKey(CallInfo info, BigInteger? key, string kind)
    {
        if (key == null)
            info.Throw($"No {kind} key - did you forget to generate one?", "ERR_CRYPTO_INVALID_STATE");
        else
            Return(info, key);
    }

    private static void Return(CallInfo info, BigInteger? number)
    {
        if (number != null)
            info.Return(NodeBuffer.Create(info.Realm, number.ToByteArrayUnsigned()));
    }

    private sealed class Holder(Realm realm, DhNumbers numbers) : IDisposable
    {
        private bool _counted = true;

        public DhNumbers Numbers => numbers;

        public BigInteger? PublicKey { get; set; }

        public BigInteger? PrivateKey { get; set; }

        public void Dispose()
        {
            if (_counted)
                realm.State<ExternalMemory>().Give(realm, NumbersPerObject * MaxPrimeBytes);
            _counted = false;
        }

        public BigInteger Generate()
        {
            var key = PrivateKey ?? numbers.NewPrivateKey();
            PublicKey = numbers.PublicKey(key);
            PrivateKey = key;
            return PublicKey;
        }

        public byte[] Secret(BigInteger other) => numbers.Secret(PrivateKey ?? throw new CryptoFault("Failed to compute shared secret", "ERR_CRYPTO_OPERATION_FAILED"), other);
    }
}
