using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Digests;
using Org.BouncyCastle.Crypto.Engines;
using Org.BouncyCastle.Crypto.Macs;
using Org.BouncyCastle.Crypto.Modes;
using Org.BouncyCastle.Crypto.Paddings;
using Org.BouncyCastle.Crypto.Parameters;
using SecureExec.Interop;

namespace SecureExec.Sidecar.Crypto.Tls;

/// <summary>What a server seals its tickets with: RFC 5077, 4, with the keys as Node lays them out: 16 bytes each of name, HMAC and AES.</summary>
internal sealed class TlsTicketKeys
{
    /// <summary>Length of all keys together.</summary>
    public const int Length = 48;

    private const int Part = 16, MacBytes = 32;

    private readonly byte[] _keys;

    /// <summary>Keys that were given.</summary>
    /// <param name="keys"><see cref="Length"/> bytes.</param>
    public TlsTicketKeys(byte[] keys) => _keys = keys;

    /// <summary>Fresh ones.</summary>
    public TlsTicketKeys()
    {
        _keys = new byte[Length];
        RandomBytes.Fill(_keys);
    }

    /// <summary>All keys.</summary>
    public byte[] Bytes => [.. _keys];

    /// <summary>A ticket that only these keys open.</summary>
    public byte[] Seal(byte[] state)
    {
        var iv = new byte[Part];
        RandomBytes.Fill(iv);
        byte[] body = [.. _keys.AsSpan(0, Part), .. iv, .. Crypt(true, iv, state)];
        return [.. body, .. Mac(body)];
    }

    /// <summary>What a ticket holds; null: it was sealed with others.</summary>
    public byte[]? Open(ReadOnlySpan<byte> ticket)
    {
        if (ticket.Length < 3 * Part + MacBytes || (ticket.Length - MacBytes) % Part != 0 || !ticket.StartsWith(_keys.AsSpan(0, Part)))
            return null;
        var body = ticket[..^MacBytes];
        if (!System.Security.Cryptography.CryptographicOperations.FixedTimeEquals(Mac(body), ticket[^MacBytes..]))
            return null;
        try
        {
            return Crypt(false, body.Slice(Part, Part).ToArray(), body[(2 * Part)..].ToArray());
        }
        catch (InvalidCipherTextException)
        {
            return null;
        }
    }

    private byte[] Crypt(bool isSealing, byte[] iv, byte[] data)
    {
        var cipher = new PaddedBufferedBlockCipher(new CbcBlockCipher(AesUtilities.CreateEngine()), new Pkcs7Padding());
        cipher.Init(isSealing, new ParametersWithIV(new KeyParameter(_keys, 2 * Part, Part), iv));
        return cipher.DoFinal(data);
    }

    private byte[] Mac(ReadOnlySpan<byte> data)
    {
        var mac = new HMac(new Sha256Digest());
        mac.Init(new KeyParameter(_keys, Part, Part));
        mac.BlockUpdate(data);
        var made = new byte[MacBytes];
        mac.DoFinal(made);
        return made;
    }
}
