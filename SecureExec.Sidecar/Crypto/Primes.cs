using Org.BouncyCastle.Math;

namespace SecureExec.Sidecar.Crypto;

/// <summary>Prime numbers.</summary>
internal static class Primes
{
    private const int Certainty = 100;

    /// <summary>A random prime, big-endian. It asks now and then whether it is still wanted.</summary>
    /// <param name="bits">Its length.</param>
    /// <param name="isSafe">Whether half of it is to be prime, too.</param>
    /// <param name="add">A number that divides it but for the remainder; null: none.</param>
    /// <param name="remainder">What is left; null: 1, for a safe prime 3.</param>
    /// <param name="isCancelled">Whether it is wanted no more.</param>
    public static byte[] Generate(int bits, bool isSafe, byte[]? add, byte[]? remainder, Func<bool> isCancelled)
    {
        var step = add == null ? null : new BigInteger(1, add);
        var rest = remainder != null ? new BigInteger(1, remainder) : BigInteger.ValueOf(isSafe ? 3 : 1);
        if (bits < 2 || isSafe && bits < 3 || step != null && (step.SignValue == 0 || step.BitLength > bits || rest.CompareTo(step) >= 0))
            throw new CryptoFault("invalid options.add", "ERR_OUT_OF_RANGE", CryptoFaultKind.RangeError);
        var random = KernelRandom.Until(isCancelled);
        while (true)
        {
            var candidate = new BigInteger(bits, random).SetBit(bits - 1);
            if (bits > 2)
                candidate = candidate.SetBit(bits - 2);
            candidate = step == null ? isSafe || bits > 2 ? candidate.SetBit(0) : candidate : candidate.Subtract(candidate.Mod(step)).Add(rest);
            if (candidate.BitLength == bits && candidate.IsProbablePrime(Certainty) && (!isSafe || candidate.ShiftRight(1).IsProbablePrime(Certainty)))
                return candidate.ToByteArrayUnsigned();
        }
    }

    /// <summary>Whether a number is prime, but for a chance that <paramref name="checks"/> rounds leave; 0: as many as usual.</summary>
    public static bool IsPrime(BigInteger candidate, int checks) => candidate.CompareTo(BigInteger.One) > 0 && candidate.IsProbablePrime(checks <= 0 ? Certainty : Math.Min(checks * 2, 1000));
}
