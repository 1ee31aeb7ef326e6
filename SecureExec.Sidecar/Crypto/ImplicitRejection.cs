using System.Buffers.Binary;
using Org.BouncyCastle.Crypto.Digests;
using Org.BouncyCastle.Crypto.Macs;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Utilities;

namespace SecureExec.Sidecar.Crypto;

/// <summary>
/// Takes PKCS#1 v1.5 padding off such that nobody learns whether it was right: what was padded wrongly becomes a message that only key and cipher text decide
/// (draft-irtf-cfrg-rsa-guidance, as OpenSSL does it).
/// </summary>
internal static class ImplicitRejection
{
    private const int MinPadding = 8, Candidates = 128;

    /// <summary>The message, or one that stands for none.</summary>
    /// <param name="key">The key.</param>
    /// <param name="encrypted">What was decrypted.</param>
    /// <param name="padded">What came of it, as long as the key.</param>
    public static byte[] Unpad(RsaPrivateCrtKeyParameters key, byte[] encrypted, byte[] padded)
    {
        if (padded.Length < 2 + MinPadding + 1)
            return [];
        var length = padded.Length;
        var start = Array.IndexOf(padded, (byte)0, 2) + 1;
        var isRight = padded[0] == 0 && padded[1] == 2 && start >= 2 + MinPadding + 1;
        var (message, at) = Substitute(key, encrypted, length);
        return isRight ? padded[start..] : message[at..];
    }

    private static (byte[] Message, int At) Substitute(RsaPrivateCrtKeyParameters key, byte[] encrypted, int length)
    {
        var secret = Digests.Compute(new Sha256Digest(), BigIntegers.AsUnsignedByteArray(length, key.Exponent));
        var mac = new HMac(new Sha256Digest());
        mac.Init(new KeyParameter(secret));
        mac.BlockUpdate(new byte[length - encrypted.Length]);
        mac.BlockUpdate(encrypted);
        var derived = new byte[mac.GetMacSize()];
        mac.DoFinal(derived);
        var message = Expand(derived, "message"u8, length);
        var lengths = Expand(derived, "length"u8, Candidates * sizeof(ushort));
        var bound = length - 2 - MinPadding;
        var mask = (1 << 32 - System.Numerics.BitOperations.LeadingZeroCount((uint)bound)) - 1;
        var chosen = 0;
        for (var i = 0; i < Candidates; i++)
        {
            var candidate = BinaryPrimitives.ReadUInt16BigEndian(lengths.AsSpan(i * sizeof(ushort))) & mask;
            if (candidate < bound)
                chosen = candidate;
        }
        return (message, length - chosen);
    }

    private static byte[] Expand(byte[] secret, ReadOnlySpan<byte> label, int length)
    {
        var result = new byte[length];
        var mac = new HMac(new Sha256Digest());
        mac.Init(new KeyParameter(secret));
        Span<byte> number = stackalloc byte[sizeof(ushort)];
        var block = new byte[mac.GetMacSize()];
        for (var (at, index) = (0, 0); at < length; at += block.Length, index++)
        {
            BinaryPrimitives.WriteUInt16BigEndian(number, (ushort)index);
            mac.BlockUpdate(number);
            mac.BlockUpdate(label);
            BinaryPrimitives.WriteUInt16BigEndian(number, (ushort)(length * 8));
            mac.BlockUpdate(number);
            mac.DoFinal(block);
            block.AsSpan(0, Math.Min(block.Length, length - at)).CopyTo(result.AsSpan(at));
        }
        return result;
    }
}
