namespace SecureExec.Sidecar.Crypto.Ciphers;

/// <summary>The ciphers, by the names that OpenSSL knows them by, in any case.</summary>
internal static class CipherTable
{
    private const int AesBlock = 16, DesBlock = 8;

    private static readonly Dictionary<string, CipherSpec> ByName = new(StringComparer.OrdinalIgnoreCase);

    static CipherTable()
    {
        // (bits, numbers of ecb, cbc, ofb, cfb, cfb8, ctr, gcm, ccm, ocb, wrap, wrap-pad)
        foreach (var (bits, nids) in (ReadOnlySpan<(int, int[])>)
        [
            (128, [418, 419, 420, 421, 653, 904, 895, 896, 958, 788, 897]),
            (192, [422, 423, 424, 425, 654, 905, 898, 899, 959, 789, 900]),
            (256, [426, 427, 428, 429, 655, 906, 901, 902, 960, 790, 903]),
        ])
        {
            var length = bits / 8;
            Add(new CipherSpec($"aes-{bits}-ecb", nids[0], CipherMode.Ecb, length, 0, AesBlock));
            Add(new CipherSpec($"aes-{bits}-cbc", nids[1], CipherMode.Cbc, length, AesBlock, AesBlock), $"aes{bits}");
            Add(new CipherSpec($"aes-{bits}-ofb", nids[2], CipherMode.Ofb, length, AesBlock, 1));
            Add(new CipherSpec($"aes-{bits}-cfb", nids[3], CipherMode.Cfb, length, AesBlock, 1));
            Add(new CipherSpec($"aes-{bits}-cfb8", nids[4], CipherMode.Cfb8, length, AesBlock, 1));
            Add(new CipherSpec($"aes-{bits}-ctr", nids[5], CipherMode.Ctr, length, AesBlock, 1));
            Add(new CipherSpec($"id-aes{bits}-gcm", nids[6], CipherMode.Gcm, length, 12, 1), $"aes-{bits}-gcm");
            Add(new CipherSpec($"id-aes{bits}-ccm", nids[7], CipherMode.Ccm, length, 12, 1), $"aes-{bits}-ccm");
            Add(new CipherSpec($"aes-{bits}-ocb", nids[8], CipherMode.Ocb, length, 12, AesBlock));
            Add(new CipherSpec($"id-aes{bits}-wrap", nids[9], CipherMode.Wrap, length, 8, 8), $"aes-{bits}-wrap", $"aes{bits}-wrap");
            Add(new CipherSpec($"aes-{bits}-wrap-inv", 0, CipherMode.Wrap, length, 8, 8), $"aes{bits}-wrap-inv");
            Add(new CipherSpec($"id-aes{bits}-wrap-pad", nids[10], CipherMode.WrapPad, length, 4, 8), $"aes-{bits}-wrap-pad", $"aes{bits}-wrap-pad");
        }
        Add(new CipherSpec("chacha20-poly1305", 1018, CipherMode.Poly1305, 32, 12, 0));
        Add(new CipherSpec("des-ede", 32, CipherMode.Ecb, 16, 0, DesBlock), "des-ede-ecb");
        Add(new CipherSpec("des-ede-cbc", 43, CipherMode.Cbc, 16, DesBlock, DesBlock));
        Add(new CipherSpec("des-ede3", 33, CipherMode.Ecb, 24, 0, DesBlock), "des-ede3-ecb");
        Add(new CipherSpec("des-ede3-cbc", 44, CipherMode.Cbc, 24, DesBlock, DesBlock), "des3");
        Names = [.. ByName.Keys.Order(StringComparer.Ordinal)];
    }

    /// <summary>All names, in the order of their bytes.</summary>
    public static IReadOnlyList<string> Names { get; }

    /// <summary>The cipher of a name; null: there is none.</summary>
    public static CipherSpec? Find(string name) => ByName.GetValueOrDefault(name);

    /// <summary>The cipher of OpenSSL's number; null: there is none.</summary>
    public static CipherSpec? Find(int nid) => nid == 0 ? null : ByName.Values.FirstOrDefault(spec => spec.Nid == nid);

    private static void Add(CipherSpec spec, params ReadOnlySpan<string> aliases)
    {
        ByName[spec.Name] = spec;
        foreach (var alias in aliases)
            ByName[alias] = spec;
    }
}
