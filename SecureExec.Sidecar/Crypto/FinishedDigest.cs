using Org.BouncyCastle.Crypto;

namespace SecureExec.Sidecar.Crypto;

/// <summary>Stands for a hash function whose result is known already: what signs with a digest then signs that.</summary>
internal sealed class FinishedDigest(string name, byte[] result, int byteLength) : IDigest
{
    public string AlgorithmName => name;

    public int GetDigestSize() => result.Length;

    public int GetByteLength() => byteLength;

    public void Update(byte input)
    {
    }

    public void BlockUpdate(byte[] input, int inOff, int inLen)
    {
    }

    public void BlockUpdate(ReadOnlySpan<byte> input)
    {
    }

    public int DoFinal(byte[] output, int outOff) => DoFinal(output.AsSpan(outOff));

    public int DoFinal(Span<byte> output)
    {
        result.CopyTo(output);
        return result.Length;
    }

    public void Reset()
    {
    }
}
