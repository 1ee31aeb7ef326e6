using Org.BouncyCastle.Tls;

namespace SecureExec.Sidecar.Crypto.Tls;

/// <summary>Groups for the key exchange, by OpenSSL's names.</summary>
internal static class TlsGroups
{
    private static readonly TlsGroup[] All =
    [
        new(NamedGroup.X25519MLKEM768, 0, "X25519MLKEM768"),
        new(NamedGroup.SecP256r1MLKEM768, 0, "SecP256r1MLKEM768"),
        new(NamedGroup.SecP384r1MLKEM1024, 0, "SecP384r1MLKEM1024"),
        new(NamedGroup.MLKEM512, 0, "MLKEM512"),
        new(NamedGroup.MLKEM768, 0, "MLKEM768"),
        new(NamedGroup.MLKEM1024, 0, "MLKEM1024"),
        new(NamedGroup.x25519, 253, "X25519"),
        new(NamedGroup.secp256r1, 256, "prime256v1", "P-256", "secp256r1"),
        new(NamedGroup.x448, 448, "X448"),
        new(NamedGroup.secp521r1, 521, "secp521r1", "P-521"),
        new(NamedGroup.secp384r1, 384, "secp384r1", "P-384"),
        new(NamedGroup.brainpoolP256r1, 256, "brainpoolP256r1"),
        new(NamedGroup.brainpoolP384r1, 384, "brainpoolP384r1"),
        new(NamedGroup.brainpoolP512r1, 512, "brainpoolP512r1"),
        new(NamedGroup.secp256k1, 256, "secp256k1"),
        new(NamedGroup.secp224r1, 224, "secp224r1", "P-224"),
        new(NamedGroup.secp224k1, 224, "secp224k1"),
        new(NamedGroup.secp192r1, 192, "prime192v1", "P-192", "secp192r1"),
        new(NamedGroup.secp192k1, 192, "secp192k1"),
        new(NamedGroup.ffdhe2048, 2048, "ffdhe2048"),
        new(NamedGroup.ffdhe3072, 3072, "ffdhe3072"),
        new(NamedGroup.ffdhe4096, 4096, "ffdhe4096"),
        new(NamedGroup.ffdhe6144, 6144, "ffdhe6144"),
        new(NamedGroup.ffdhe8192, 8192, "ffdhe8192"),
    ];

    /// <summary>What is used unless a program chooses.</summary>
    public static IReadOnlyList<int> Usual { get; } =
    [
        NamedGroup.X25519MLKEM768, NamedGroup.x25519, NamedGroup.secp256r1, NamedGroup.x448, NamedGroup.secp521r1, NamedGroup.secp384r1, NamedGroup.ffdhe2048, NamedGroup.ffdhe3072,
    ];

    /// <summary>Those for which a client sends its half at once: the preferred one, and one that every server has.</summary>
    public static IList<int> Early(IReadOnlyList<int> groups) => groups[0] == NamedGroup.X25519MLKEM768 && groups.Contains(NamedGroup.x25519) ? [groups[0], NamedGroup.x25519] : [groups[0]];

    /// <summary>The group of a number; null: unknown.</summary>
    public static TlsGroup? Find(int number) => Array.Find(All, group => group.Number == number);

    /// <summary>The groups of OpenSSL's list, preferred first; a name with a question mark may be unknown. Null: another is.</summary>
    public static IReadOnlyList<int>? Parse(string list)
    {
        var chosen = new List<int>();
        foreach (var entry in list.Split(':'))
        {
            var isOptional = entry.StartsWith('?');
            var name = isOptional ? entry[1..] : entry;
            if (Array.Find(All, group => Array.Exists(group.Names, own => own.Equals(name, StringComparison.OrdinalIgnoreCase))) is { } found)
            {
                if (!chosen.Contains(found.Number))
                    chosen.Add(found.Number);
            }
            else if (!isOptional)
            {
                return null;
            }
        }
        return chosen.Count > 0 ? chosen : null;
    }
}
