namespace SecureExec.Sidecar.Crypto;

/// <summary>One symmetric cipher.</summary>
/// <param name="Name">OpenSSL's name.</param>
/// <param name="Mode">Its mode in Node's words; null for a stream cipher.</param>
/// <param name="Nid">OpenSSL's number.</param>
/// <param name="KeyBytes">Bytes of the key.</param>
/// <param name="IvBytes">Bytes of the initialization vector; 0: none. With authentication other lengths do, too.</param>
/// <param name="BlockBytes">Bytes of a block; 0 for stream modes.</param>
internal sealed record CipherKind(string Name, string? Mode, int Nid, int KeyBytes, int IvBytes, int BlockBytes)
{
    private static readonly CipherKind[] All =
    [
        .. Aes(128, [418, 419, 904, 895]),
        .. Aes(192, [422, 423, 905, 898]),
        .. Aes(256, [426, 427, 906, 901]),
        new("chacha20-poly1305", null, 1018, 32, 12, 0),
    ];

    /// <summary>The names, aliases included.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. All.Select(kind => kind.Name).Concat(["aes128", "aes192", "aes256", "id-aes128-gcm", "id-aes192-gcm", "id-aes256-gcm"]).Order(StringComparer.Ordinal)];

    public bool IsAuthenticated => Mode == "gcm" || Name == "chacha20-poly1305";

    /// <summary>The cipher of a name; null: unknown.</summary>
    public static CipherKind? Find(string name)
    {
        name = name.ToLowerInvariant();
        var plain = name switch
        {
            "aes128" or "aes192" or "aes256" => $"aes-{name[3..]}-cbc",
            "id-aes128-gcm" or "id-aes192-gcm" or "id-aes256-gcm" => $"aes-{name[6..9]}-gcm",
            _ => name,
        };
        return Array.Find(All, kind => kind.Name == plain);
    }

    /// <summary>The cipher of OpenSSL's number; null: unknown.</summary>
    public static CipherKind? Find(int nid) => Array.Find(All, kind => kind.Nid == nid);

    private static CipherKind[] Aes(int bits, int[] nids) =>
    [
        new($"aes-{bits}-ecb", "ecb", nids[0], bits / 8, 0, 16),
        new($"aes-{bits}-cbc", "cbc", nids[1], bits / 8, 16, 16),
        new($"aes-{bits}-ctr", "ctr", nids[2], bits / 8, 16, 0),
        new($"aes-{bits}-gcm", "gcm", nids[3], bits / 8, 12, 0),
    ];
}
