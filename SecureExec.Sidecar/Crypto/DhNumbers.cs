using Org.BouncyCastle.Crypto.Agreement;
using Org.BouncyCastle.Crypto.Generators;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Math;

namespace SecureExec.Sidecar.Crypto;

/// <summary>A prime and a generator for Diffie and Hellman's key exchange. Immutable.</summary>
/// <param name="Prime">The modulus.</param>
/// <param name="Generator">The base.</param>
/// <param name="PrivateBits">Bits of private keys; 0: as many as the prime has.</param>
internal sealed record DhNumbers(BigInteger Prime, BigInteger Generator, int PrivateBits = 0)
{
    /// <summary>Longer primes only burn time.</summary>
    public const int MaxBits = 8192;

    private const int LeastBits = 512, NotPrime = 1, NotSafePrime = 2, UnsuitableGenerator = 8, TooSmall = 128, TooLarge = 256, OpenSslMaxBits = 10_000, Rounds = 20;

    // (name, numbers of RFC 2409 and 3526, bits of private keys by RFC 7919)
    private static readonly (string Name, DHParameters Numbers, int PrivateBits)[] Groups =
    [
        ("modp1", DHStandardGroups.rfc2409_768, 160),
        ("modp2", DHStandardGroups.rfc2409_1024, 160),
        ("modp5", DHStandardGroups.rfc3526_1536, 200),
        ("modp14", DHStandardGroups.rfc3526_2048, 225),
        ("modp15", DHStandardGroups.rfc3526_3072, 275),
        ("modp16", DHStandardGroups.rfc3526_4096, 325),
        ("modp17", DHStandardGroups.rfc3526_6144, 375),
        ("modp18", DHStandardGroups.rfc3526_8192, 400),
    ];

    /// <summary>A group that has a name; null: unknown.</summary>
    public static DhNumbers? Find(string name) =>
        Array.Find(Groups, group => group.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) is { Name: not null } found ? new DhNumbers(found.Numbers.P, found.Numbers.G, found.PrivateBits) : null;

    /// <summary>Numbers that were given; known ones have short private keys.</summary>
    public static DhNumbers Of(BigInteger prime, BigInteger generator) =>
        new(prime, generator, Array.Find(Groups, group => group.Numbers.P.Equals(prime) && group.Numbers.G.Equals(generator)).PrivateBits);

    /// <summary>New numbers with a safe prime. It asks now and then whether it is still wanted.</summary>
    /// <exception cref="CryptoFault">The lengths or the generator are none that can be had.</exception>
    public static DhNumbers Generate(int bits, int generator, Func<bool> isCancelled)
    {
        if (bits < 2)
            throw Dh(0x0280007E, "modulus too small");
        if (generator < 2)
            throw Dh(0x02800065, "bad generator");
        if (bits is < LeastBits or > MaxBits)
            throw new CryptoFault("Invalid DH parameters", "ERR_INVALID_ARG_VALUE", CryptoFaultKind.TypeError);
        var maker = new DHParametersGenerator();
        maker.Init(bits, Rounds, KernelRandom.Until(isCancelled));
        return new DhNumbers(maker.GenerateParameters().P, BigInteger.ValueOf(generator));
    }

    /// <summary>What is wrong with the numbers: OpenSSL's bits.</summary>
    public int Check(Func<bool> isCancelled)
    {
        var fault = Generator.CompareTo(BigInteger.One) <= 0 || Generator.CompareTo(Prime.Subtract(BigInteger.One)) >= 0 ? UnsuitableGenerator : 0;
        if (Array.Exists(Groups, group => group.Numbers.P.Equals(Prime)))
            return fault;
        if (Prime.BitLength < LeastBits)
            fault |= TooSmall;
        if (Prime.BitLength > OpenSslMaxBits)
            fault |= TooLarge;
        if (!IsPrime(Prime, isCancelled))
            fault |= NotPrime;
        else if (!IsPrime(Prime.ShiftRight(1), isCancelled))
            fault |= NotSafePrime;
        return fault;
    }

    /// <summary>A private key.</summary>
    /// <exception cref="CryptoFault">The prime is too long.</exception>
    public BigInteger NewPrivateKey()
    {
        CheckLength();
        var bits = PrivateBits > 0 ? PrivateBits : Prime.BitLength - 1;
        while (true)
        {
            var key = new BigInteger(bits, KernelRandom.Source).SetBit(bits - 1);
            if (key.CompareTo(BigInteger.One) > 0 && key.CompareTo(Prime.Subtract(BigInteger.One)) < 0)
                return key;
        }
    }

    /// <summary>The public key of a private one.</summary>
    /// <exception cref="CryptoFault">The prime is too long.</exception>
    public BigInteger PublicKey(BigInteger privateKey)
    {
        CheckLength();
        return Generator.ModPow(privateKey, Prime);
    }

    /// <summary>The secret that both sides share, as long as the prime.</summary>
    /// <exception cref="CryptoFault">The other side's key is none, or the prime is too long.</exception>
    public byte[] Secret(BigInteger privateKey, BigInteger other)
    {
        CheckLength();
        if (other.CompareTo(BigInteger.One) <= 0)
            throw new CryptoFault("Supplied key is too small", "ERR_CRYPTO_INVALID_KEYLEN", CryptoFaultKind.RangeError);
        if (other.CompareTo(Prime.Subtract(BigInteger.One)) >= 0)
            throw new CryptoFault("Supplied key is too large", "ERR_CRYPTO_INVALID_KEYLEN", CryptoFaultKind.RangeError);
        return Org.BouncyCastle.Utilities.BigIntegers.AsUnsignedByteArray((Prime.BitLength + 7) / 8, other.ModPow(privateKey, Prime));
    }

    /// <summary>As a key of the library.</summary>
    public DHParameters ToParameters() => new(Prime, Generator, null, 0, PrivateBits);

    /// <summary>OpenSSL's words for a generator that is none.</summary>
    public static CryptoFault BadGenerator() => Dh(0x02800065, "bad generator");

    private void CheckLength()
    {
        if (Prime.BitLength > MaxBits)
            throw Dh(0x02800067, "modulus too large");
        if (Prime.BitLength < LeastBits)
            throw Dh(0x0280007E, "modulus too small");
    }

    // Numbers beyond the bound are not examined: they cannot be used either.
    private static bool IsPrime(BigInteger number, Func<bool> isCancelled) =>
        number.BitLength is > 2 and <= MaxBits && number.TestBit(0) && !Org.BouncyCastle.Math.Primes.HasAnySmallFactors(number)
        && Org.BouncyCastle.Math.Primes.IsMRProbablePrime(number, KernelRandom.Until(isCancelled), Rounds);

    private static CryptoFault Dh(uint number, string reason) => CryptoFault.OpenSsl(number, "Diffie-Hellman routines", reason, "DH_");
}
