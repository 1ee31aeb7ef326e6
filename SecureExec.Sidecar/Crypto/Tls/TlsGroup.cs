using Org.BouncyCastle.Tls;

namespace SecureExec.Sidecar.Crypto.Tls;

/// <summary>One group for the key exchange.</summary>
/// <param name="Number">Its number in the protocol.</param>
/// <param name="Bits">Bits of its keys, as OpenSSL counts; 0: it is not said.</param>
/// <param name="Names">OpenSSL's names, the one that Node reports first.</param>
internal sealed record TlsGroup(int Number, int Bits, params string[] Names)
{
    /// <summary>Whether its numbers are those of Diffie and Hellman's first paper.</summary>
    public bool IsFiniteField => NamedGroup.IsFiniteField(Number);
}
