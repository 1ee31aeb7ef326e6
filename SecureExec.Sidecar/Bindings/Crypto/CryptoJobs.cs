using Org.BouncyCastle.Crypto.Macs;
using Org.BouncyCastle.Crypto.Parameters;
using BigInteger = Org.BouncyCastle.Math.BigInteger;
using SecureExec.Interop;
using SecureExec.Sidecar.Crypto;
using SecureExec.Sidecar.Engine.Interop;

namespace SecureExec.Sidecar.Bindings;

/// <summary>The job classes of <c>crypto</c> that make random bytes, hashes and keys of passwords.</summary>
internal static unsafe class CryptoJobs
{
    private const int MaxHkdfBlocks = 255, MaxPrimeBits = 16_384, RandomPiece = 1 << 20;

    public static void Define(BindingBuilder b)
    {
        Add(b, "RandomBytesJob", &ConstructRandomBytes);
        Add(b, "RandomPrimeJob", &ConstructRandomPrime);
        Add(b, "CheckPrimeJob", &ConstructCheckPrime);
        Add(b, "PBKDF2Job", &ConstructPbkdf2);
        Add(b, "ScryptJob", &ConstructScrypt);
        Add(b, "HKDFJob", &ConstructHkdf);
        Add(b, "HashJob", &ConstructHash);
        Add(b, "HmacJob", &ConstructHmac);
        Add(b, "SignJob", &SignClasses.ConstructJob);
        Add(b, "DHBitsJob", &AgreementJob.Construct);
        Add(b, "AESCipherJob", &CipherJobs.ConstructAes);
        Add(b, "ChaCha20Poly1305CipherJob", &CipherJobs.ConstructChaCha);
        Add(b, "RSACipherJob", &CipherJobs.ConstructRsa);
        Add(b, "SecretKeyGenJob", &KeyPairJobs.ConstructSecret);
        Add(b, "RsaKeyPairGenJob", &KeyPairJobs.ConstructRsa);
        Add(b, "EcKeyPairGenJob", &KeyPairJobs.ConstructEc);
        Add(b, "NamedKeyPairGenJob", &KeyPairJobs.ConstructNamed);
        Add(b, "DhKeyPairGenJob", &KeyPairJobs.ConstructDh);
    }

    private static void Add(BindingBuilder b, string name, delegate*<CallInfo, void> constructor) =>
        b.Class(name, FsAsyncObject.Methods(b.NewClass(name, FsAsyncObject.FirstOwnField, constructor)).Method("run", &Run));

    private static void Run(CallInfo info)
    {
        if (info.Realm.Unwrap<CryptoJob>(info.This) is { } job)
            job.Run(info);
        else
            info.Throw("The job was not constructed", "ERR_INVALID_STATE");
    }

    /// <summary>Finishes a job's construction.</summary>
    public static void Begin(CallInfo info, string provider, int mode, long bytes, Func<object> compute, Func<Realm, object, nint>? toScript = null, Action? release = null)
    {
        for (var field = 0; field < FsAsyncObject.FirstOwnField; field++)
            V8Api.ObjectSetInternal(info.This, field, V8.Int(info.Isolate, 0));
        if (mode is < 0 or > (int)CryptoJobMode.WebCrypto)
        {
            info.ThrowTypeError("Bad argument");
            return;
        }
        FsAsyncObject.Begin(info.Realm, info.This, provider);
        info.Realm.Wrap(info.This, new CryptoJob((CryptoJobMode)mode, bytes, compute, toScript ?? (static (realm, value) => V8.ArrayBuffer(realm.Isolate, (byte[])value)), release));
    }

    // (mode, buffer, offset, size)
    private static void ConstructRandomBytes(CallInfo info)
    {
        var mode = info.Int32(0);
        if (!Arguments.TryIndex(info, 2, 0, out var offset) || !Arguments.TryIndex(info, 3, 0, out var size) || !Arguments.TryBuffer(info, 1, out var bytes))
            return;
        if (offset > bytes.Length || size > bytes.Length - offset)
        {
            Arguments.ThrowIndexOutOfRange(info);
            return;
        }
        // At once in every mode: the guest may let go of the buffer or transfer it before another thread would be done.
        for (var rest = bytes.Slice((int)offset, (int)size); !rest.IsEmpty && !info.Realm.Guest.Loop.Stopped; rest = rest[Math.Min(rest.Length, RandomPiece)..])
            RandomBytes.Fill(rest[..Math.Min(rest.Length, RandomPiece)]);
        Begin(info, "RANDOMBYTESREQUEST", mode, 0, static () => true, Nothing);
    }

    private static nint Nothing(Realm realm, object value) => V8.Undefined(realm.Isolate);

    private static nint Flag(Realm realm, object value) => V8.Bool(realm.Isolate, (bool)value);

    // (mode, bits, safe, add, rem)
    private static void ConstructRandomPrime(CallInfo info)
    {
        var (mode, bits, isSafe) = (info.Int32(0), info.Int32(1), info.IsTrue(2));
        var (add, remainder) = (CryptoInput.Optional(info, 3), CryptoInput.Optional(info, 4));
        if (bits is < 1 or > MaxPrimeBits)
        {
            V8.ThrowRangeError(info.Isolate, "invalid options.size", "ERR_OUT_OF_RANGE");
            return;
        }
        var work = info.Realm.Guest.Work;
        Begin(info, "RANDOMPRIMEREQUEST", mode, bits, () => Primes.Generate(bits, isSafe, add, remainder, () => work.IsCancelled));
    }

    // (mode, candidate, checks)
    private static void ConstructCheckPrime(CallInfo info)
    {
        var (mode, checks) = (info.Int32(0), info.Int32(2));
        if (CryptoInput.Bytes(info, 1) is not { } candidate)
            return;
        if (candidate.Length > MaxPrimeBits / 8)
        {
            V8.ThrowRangeError(info.Isolate, "candidate is too large", "ERR_OUT_OF_RANGE");
            return;
        }
        Begin(info, "CHECKPRIMEREQUEST", mode, candidate.Length, () => Primes.IsPrime(new BigInteger(1, candidate), checks), Flag);
    }

    // (mode, password, salt, iterations, length, digest)
    private static void ConstructPbkdf2(CallInfo info)
    {
        var (mode, iterations, length) = (info.Int32(0), info.Int32(3), info.Int32(4));
        if (CryptoInput.Bytes(info, 1) is not { } password || CryptoInput.Bytes(info, 2) is not { } salt || info.Text(5) is not { } digest)
            return;
        if (CryptoErrors.Try(info, () => Digests.Require(digest)) == null || !IsLength(info, length))
            return;
        var work = info.Realm.Guest.Work;
        Begin(info, "PBKDF2REQUEST", mode, (long)password.Length + salt.Length + length, () => length == 0
            ? throw new CryptoFault("PBKDF2 derivation failed")
            : KeyDerivation.Pbkdf2(Digests.Require(digest), password, salt, Math.Max(1, iterations), length, () => work.IsCancelled));
    }

    private static bool IsLength(CallInfo info, int length)
    {
        if (length >= 0)
            return true;
        V8.ThrowRangeError(info.Isolate, "Invalid key length", "ERR_CRYPTO_INVALID_KEYLEN");
        return false;
    }

    // (mode, password, salt, N, r, p, maxmem, length): beyond maxmem it is refused as by Node, beyond the process's own limit likewise.
    private static void ConstructScrypt(CallInfo info)
    {
        const string invalid = "ERR_CRYPTO_INVALID_SCRYPT_PARAMS";
        var (mode, cost, blockSize, parallelization, length) = (info.Int32(0), (uint)info.Int64(3), (uint)info.Int64(4), (uint)info.Int64(5), info.Int32(7));
        var limit = info.Double(6);
        if (CryptoInput.Bytes(info, 1) is not { } password || CryptoInput.Bytes(info, 2) is not { } salt || !IsLength(info, length))
            return;
        if (cost < 2 || (cost & cost - 1) != 0 || blockSize == 0 || parallelization == 0)
        {
            V8.ThrowRangeError(info.Isolate, "Invalid scrypt params", invalid);
            return;
        }
        var bytes = KeyDerivation.ScryptBytes(cost, blockSize, parallelization);
        if (!(bytes <= limit) || bytes > Math.Min(info.Realm.Guest.HeapLimitBytes, int.MaxValue))
        {
            V8.ThrowRangeError(info.Isolate, "Invalid scrypt params: error:030000AC:digital envelope routines::memory limit exceeded", invalid);
            return;
        }
        var work = info.Realm.Guest.Work;
        Begin(info, "SCRYPTREQUEST", mode, (long)bytes + length, () => KeyDerivation.Scrypt(password, salt, (int)cost, (int)blockSize, (int)parallelization, length, () => work.IsCancelled));
    }

    // (mode, digest, key, salt, info, length)
    private static void ConstructHkdf(CallInfo info)
    {
        var (mode, length) = (info.Int32(0), info.Int32(5));
        if (info.Text(1) is not { } name || CryptoInput.Bytes(info, 2) is not { } key || CryptoInput.Bytes(info, 3) is not { } salt || CryptoInput.Bytes(info, 4) is not { } about)
            return;
        if (CryptoErrors.Try(info, () => Digests.Require(name)) is not { } digest)
            return;
        if (length < 0 || length > MaxHkdfBlocks * digest.GetDigestSize())
        {
            V8.ThrowRangeError(info.Isolate, "Invalid key length", "ERR_CRYPTO_INVALID_KEYLEN");
            return;
        }
        Begin(info, "HKDFREQUEST", mode, length, () => KeyDerivation.Hkdf(digest, key, salt, about, length));
    }

    // (mode, digest, data, bits)
    private static void ConstructHash(CallInfo info)
    {
        var mode = info.Int32(0);
        int? length = info.IsNumber(3) ? info.Int32(3) / 8 : null;
        if (info.Text(1) is not { } name || CryptoInput.Bytes(info, 2) is not { } data || CryptoErrors.Try(info, () => new HashState(name, length)) is not { } state)
            return;
        Begin(info, "HASHREQUEST", mode, data.Length, () =>
        {
            state.Update(data);
            return state.Finish();
        });
    }

    // (mode, sign or verify, digest, key, data, signature)
    private static void ConstructHmac(CallInfo info)
    {
        const int verify = 1;
        var (mode, isVerify) = (info.Int32(0), info.Int32(1) == verify);
        if (info.Text(2) is not { } name || CryptoInput.Bytes(info, 3) is not { } key || CryptoInput.Bytes(info, 4) is not { } data)
            return;
        var signature = CryptoInput.Optional(info, 5);
        if (CryptoErrors.Try(info, () => Digests.Require(name)) is not { } digest)
            return;
        Begin(info, "SIGNREQUEST", mode, data.Length, () =>
        {
            var mac = new HMac(digest);
            mac.Init(new KeyParameter(key));
            mac.BlockUpdate(data);
            var made = new byte[mac.GetMacSize()];
            mac.DoFinal(made);
            return isVerify ? Org.BouncyCastle.Utilities.Arrays.FixedTimeEquals(made, signature ?? []) : made;
        }, static (realm, value) => value is bool answer ? V8.Bool(realm.Isolate, answer) : V8.ArrayBuffer(realm.Isolate, (byte[])value));
    }
}
