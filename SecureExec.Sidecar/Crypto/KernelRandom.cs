using Org.BouncyCastle.Crypto.Prng;
using Org.BouncyCastle.Security;
using SecureExec.Interop;

namespace SecureExec.Sidecar.Crypto;

/// <summary>Randomness for the cryptographic library from getrandom(2) alone: it needs neither files nor other libraries, which a locked-down worker cannot open.</summary>
internal sealed class KernelRandom : IRandomGenerator
{
    /// <summary>The one source. Thread-safe.</summary>
    public static SecureRandom Source { get; } = new(new KernelRandom());

    private KernelRandom()
    {
    }

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

    public void NextBytes(byte[] bytes) => RandomBytes.Fill(bytes);

    public void NextBytes(byte[] bytes, int start, int len) => RandomBytes.Fill(bytes.AsSpan(start, len));

    public void NextBytes(Span<byte> bytes) => RandomBytes.Fill(bytes);
}
