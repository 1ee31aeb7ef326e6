using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Digests;
using Org.BouncyCastle.Crypto.Macs;
using Org.BouncyCastle.Crypto.Parameters;

namespace SecureExec.Sidecar.Crypto;

/// <summary>Keys from passwords and from other keys. The slow ones ask now and then whether they are still wanted.</summary>
internal static class KeyDerivation
{
    private const int AskEvery = 1024;

    /// <summary>PBKDF2 (RFC 8018).</summary>
    public static byte[] Pbkdf2(IDigest digest, byte[] password, byte[] salt, int iterations, int length, Func<bool> isCancelled)
    {
        var mac = new HMac(digest);
        mac.Init(new KeyParameter(password));
        var size = mac.GetMacSize();
        var (result, state, block) = (new byte[length], new byte[size], new byte[size]);
        Span<byte> number = stackalloc byte[4];
        for (int at = 0, index = 1; at < length; at += size, index++)
        {
            System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(number, index);
            mac.BlockUpdate(salt);
            mac.BlockUpdate(number);
            mac.DoFinal(state);
            state.CopyTo(block, 0);
            for (var i = 1; i < iterations; i++)
            {
                mac.BlockUpdate(state);
                mac.DoFinal(state);
                for (var j = 0; j < size; j++)
                    block[j] ^= state[j];
                if (i % AskEvery == 0)
                    Ask(isCancelled);
            }
            block.AsSpan(0, Math.Min(size, length - at)).CopyTo(result.AsSpan(at));
        }
        return result;
    }

    /// <summary>HKDF (RFC 5869).</summary>
    public static byte[] Hkdf(IDigest digest, byte[] key, byte[] salt, byte[] info, int length)
    {
        var size = digest.GetDigestSize();
        var mac = new HMac(digest);
        mac.Init(new KeyParameter(salt.Length == 0 ? new byte[size] : salt));
        mac.BlockUpdate(key);
        var pseudoRandom = new byte[size];
        mac.DoFinal(pseudoRandom);
        mac.Init(new KeyParameter(pseudoRandom));
        var (result, block) = (new byte[length], Array.Empty<byte>());
        for (int at = 0, index = 1; at < length; at += size, index++)
        {
            mac.BlockUpdate(block);
            mac.BlockUpdate(info);
            mac.Update((byte)index);
            block = new byte[size];
            mac.DoFinal(block);
            block.AsSpan(0, Math.Min(size, length - at)).CopyTo(result.AsSpan(at));
        }
        return result;
    }

    /// <summary>Bytes that <see cref="Scrypt"/> works in.</summary>
    public static double ScryptBytes(uint cost, uint blockSize, uint parallelization) => 128.0 * blockSize * ((double)cost + parallelization + 2);

    /// <summary>scrypt (RFC 7914).</summary>
    public static byte[] Scrypt(byte[] password, byte[] salt, int cost, int blockSize, int parallelization, int length, Func<bool> isCancelled)
    {
        var words = 32 * blockSize;
        var blocks = Pbkdf2(new Sha256Digest(), password, salt, 1, words * 4 * parallelization, isCancelled);
        var table = new uint[(long)words * cost];
        var (state, scratch) = (new uint[words], new uint[words]);
        for (var p = 0; p < parallelization; p++)
        {
            var block = blocks.AsSpan(p * words * 4, words * 4);
            Buffer.BlockCopy(blocks, p * words * 4, state, 0, words * 4);
            for (var i = 0; i < cost; i++)
            {
                state.CopyTo(table.AsSpan(i * words));
                MixBlock(state, scratch, blockSize);
                if (i % AskEvery == 0)
                    Ask(isCancelled);
            }
            for (var i = 0; i < cost; i++)
            {
                var row = table.AsSpan((int)(state[words - 16] & (uint)(cost - 1)) * words, words);
                for (var w = 0; w < words; w++)
                    state[w] ^= row[w];
                MixBlock(state, scratch, blockSize);
                if (i % AskEvery == 0)
                    Ask(isCancelled);
            }
            System.Runtime.InteropServices.MemoryMarshal.AsBytes<uint>(state).CopyTo(block);
        }
        return Pbkdf2(new Sha256Digest(), password, blocks, 1, length, isCancelled);
    }

    private static void Ask(Func<bool> isCancelled)
    {
        if (isCancelled())
            throw CryptoFault.Aborted();
    }

    private static void MixBlock(uint[] state, uint[] scratch, int blockSize)
    {
        Span<uint> x = stackalloc uint[16];
        state.AsSpan((2 * blockSize - 1) * 16, 16).CopyTo(x);
        for (var i = 0; i < 2 * blockSize; i++)
        {
            var part = state.AsSpan(i * 16, 16);
            for (var w = 0; w < 16; w++)
                x[w] ^= part[w];
            Salsa8(x);
            x.CopyTo(scratch.AsSpan(((i & 1) * blockSize + (i >> 1)) * 16));
        }
        scratch.CopyTo(state, 0);
    }

    private static void Salsa8(Span<uint> block)
    {
        Span<uint> x = stackalloc uint[16];
        block.CopyTo(x);
        for (var round = 0; round < 8; round += 2)
        {
            Quarter(x, 0, 4, 8, 12);
            Quarter(x, 5, 9, 13, 1);
            Quarter(x, 10, 14, 2, 6);
            Quarter(x, 15, 3, 7, 11);
            Quarter(x, 0, 1, 2, 3);
            Quarter(x, 5, 6, 7, 4);
            Quarter(x, 10, 11, 8, 9);
            Quarter(x, 15, 12, 13, 14);
        }
        for (var w = 0; w < 16; w++)
            block[w] += x[w];
    }

    private static void Quarter(Span<uint> x, int a, int b, int c, int d)
    {
        x[b] ^= System.Numerics.BitOperations.RotateLeft(x[a] + x[d], 7);
        x[c] ^= System.Numerics.BitOperations.RotateLeft(x[b] + x[a], 9);
        x[d] ^= System.Numerics.BitOperations.RotateLeft(x[c] + x[b], 13);
        x[a] ^= System.Numerics.BitOperations.RotateLeft(x[d] + x[c], 18);
    }
}
