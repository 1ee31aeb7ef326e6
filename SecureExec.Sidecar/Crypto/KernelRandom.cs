using Org.BouncyCastle.Crypto.Prng;
using Org.BouncyCastle.Security;
using SecureExec.Interop;

namespace SecureExec.Sidecar.Crypto;

/// <summary>Randomness for the cryptographic library from getrandom(2) alone: it needs neither files nor other libraries, which a locked-down worker cannot open.</summary>
internal sealed class KernelRandom : IRandomGenerator
{
    private readonly Func<bool>? _isCancelled;

    private KernelRandom(Func<bool>? isCancelled) => _isCancelled = isCancelled;

    /// <summary>The one source. Thread-safe.</summary>
    public static SecureRandom Source { get; } = new(new KernelRandom(null));

    /// <summary>The same for a long search, which asks for randomness again and again: it ends with a <see cref="CryptoFault"/> when it is wanted no more.</summary>
    public static SecureRandom Until(Func<bool> isCancelled) => new(new KernelRandom(isCancelled));

    // The kernel's generator needs no seeds.
    public void AddSeedMaterial(byte[] seed)
    {
    }

    public void AddSeedMaterial(ReadOnlySpan<byte> seed)
    {
    }

    public void AddSeedMaterial(long seed)
    {
    }

    public void NextBytes(byte[] bytes) => NextBytes(bytes.AsSpan());

    public void NextBytes(byte[] bytes, int start, int len) => NextBytes(bytes.AsSpan(start, len));

    public void NextBytes(Span<byte> bytes)
    {
        if (_isCancelled?.Invoke() == true)
            throw CryptoFault.Aborted();
        RandomBytes.Fill(bytes);
    }
}
