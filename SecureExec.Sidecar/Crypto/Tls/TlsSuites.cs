namespace SecureExec.Sidecar.Crypto.Tls;

/// <summary>Cipher suites by OpenSSL's names, and its language for choosing among them.</summary>
internal static class TlsSuites
{
    private static readonly TlsSuite[] All =
    [
        new("TLS_AES_256_GCM_SHA384", "TLS_AES_256_GCM_SHA384", 0x1302, TlsSuiteKey.Any, "TLSv1.3"),
        new("TLS_CHACHA20_POLY1305_SHA256", "TLS_CHACHA20_POLY1305_SHA256", 0x1303, TlsSuiteKey.Any, "TLSv1.3"),
        new("TLS_AES_128_GCM_SHA256", "TLS_AES_128_GCM_SHA256", 0x1301, TlsSuiteKey.Any, "TLSv1.3"),
        new("TLS_AES_128_CCM_SHA256", "TLS_AES_128_CCM_SHA256", 0x1304, TlsSuiteKey.Any, "TLSv1.3"),
        new("TLS_AES_128_CCM_8_SHA256", "TLS_AES_128_CCM_8_SHA256", 0x1305, TlsSuiteKey.Any, "TLSv1.3"),
        new("ECDHE-ECDSA-AES256-GCM-SHA384", "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384", 0xC02C, TlsSuiteKey.Ec, "TLSv1.2"),
        new("ECDHE-RSA-AES256-GCM-SHA384", "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384", 0xC030, TlsSuiteKey.Rsa, "TLSv1.2"),
        new("DHE-RSA-AES256-GCM-SHA384", "TLS_DHE_RSA_WITH_AES_256_GCM_SHA384", 0x009F, TlsSuiteKey.Rsa, "TLSv1.2"),
        new("ECDHE-ECDSA-CHACHA20-POLY1305", "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256", 0xCCA9, TlsSuiteKey.Ec, "TLSv1.2"),
        new("ECDHE-RSA-CHACHA20-POLY1305", "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256", 0xCCA8, TlsSuiteKey.Rsa, "TLSv1.2"),
        new("DHE-RSA-CHACHA20-POLY1305", "TLS_DHE_RSA_WITH_CHACHA20_POLY1305_SHA256", 0xCCAA, TlsSuiteKey.Rsa, "TLSv1.2"),
        new("ECDHE-ECDSA-AES128-GCM-SHA256", "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256", 0xC02B, TlsSuiteKey.Ec, "TLSv1.2"),
        new("ECDHE-RSA-AES128-GCM-SHA256", "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256", 0xC02F, TlsSuiteKey.Rsa, "TLSv1.2"),
        new("DHE-RSA-AES128-GCM-SHA256", "TLS_DHE_RSA_WITH_AES_128_GCM_SHA256", 0x009E, TlsSuiteKey.Rsa, "TLSv1.2"),
        new("ECDHE-ECDSA-AES256-SHA384", "TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA384", 0xC024, TlsSuiteKey.Ec, "TLSv1.2"),
        new("ECDHE-RSA-AES256-SHA384", "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384", 0xC028, TlsSuiteKey.Rsa, "TLSv1.2"),
        new("DHE-RSA-AES256-SHA256", "TLS_DHE_RSA_WITH_AES_256_CBC_SHA256", 0x006B, TlsSuiteKey.Rsa, "TLSv1.2"),
        new("ECDHE-ECDSA-AES128-SHA256", "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256", 0xC023, TlsSuiteKey.Ec, "TLSv1.2"),
        new("ECDHE-RSA-AES128-SHA256", "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256", 0xC027, TlsSuiteKey.Rsa, "TLSv1.2"),
        new("DHE-RSA-AES128-SHA256", "TLS_DHE_RSA_WITH_AES_128_CBC_SHA256", 0x0067, TlsSuiteKey.Rsa, "TLSv1.2"),
        new("ECDHE-ECDSA-AES256-SHA", "TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA", 0xC00A, TlsSuiteKey.Ec, "TLSv1.0"),
        new("ECDHE-RSA-AES256-SHA", "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA", 0xC014, TlsSuiteKey.Rsa, "TLSv1.0"),
        new("DHE-RSA-AES256-SHA", "TLS_DHE_RSA_WITH_AES_256_CBC_SHA", 0x0039, TlsSuiteKey.Rsa, "SSLv3"),
        new("ECDHE-ECDSA-AES128-SHA", "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA", 0xC009, TlsSuiteKey.Ec, "TLSv1.0"),
        new("ECDHE-RSA-AES128-SHA", "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA", 0xC013, TlsSuiteKey.Rsa, "TLSv1.0"),
        new("DHE-RSA-AES128-SHA", "TLS_DHE_RSA_WITH_AES_128_CBC_SHA", 0x0033, TlsSuiteKey.Rsa, "SSLv3"),
        new("AES256-GCM-SHA384", "TLS_RSA_WITH_AES_256_GCM_SHA384", 0x009D, TlsSuiteKey.RsaDecrypt, "TLSv1.2"),
        new("AES128-GCM-SHA256", "TLS_RSA_WITH_AES_128_GCM_SHA256", 0x009C, TlsSuiteKey.RsaDecrypt, "TLSv1.2"),
        new("AES256-SHA256", "TLS_RSA_WITH_AES_256_CBC_SHA256", 0x003D, TlsSuiteKey.RsaDecrypt, "TLSv1.2"),
        new("AES128-SHA256", "TLS_RSA_WITH_AES_128_CBC_SHA256", 0x003C, TlsSuiteKey.RsaDecrypt, "TLSv1.2"),
        new("AES256-SHA", "TLS_RSA_WITH_AES_256_CBC_SHA", 0x0035, TlsSuiteKey.RsaDecrypt, "SSLv3"),
        new("AES128-SHA", "TLS_RSA_WITH_AES_128_CBC_SHA", 0x002F, TlsSuiteKey.RsaDecrypt, "SSLv3"),
    ];

    // Nothing here is weak, anonymous or without encryption.
    private static readonly string[] Everything = ["ALL", "HIGH", "DEFAULT", "COMPLEMENTOFDEFAULT", "TLSv1.2", "TLSv1.0", "SSLv3", "TLSv1"];

    /// <summary>All suites, the preferred ones first.</summary>
    public static IReadOnlyList<TlsSuite> Known => All;

    /// <summary>The suite of a number; null: unknown.</summary>
    public static TlsSuite? Find(int number) => Array.Find(All, suite => suite.Number == number);

    /// <summary>The suites of TLS 1.3 that a list of names chooses.</summary>
    public static IReadOnlyList<TlsSuite> Parse13(string names) =>
        [.. names.Split(':', StringSplitOptions.RemoveEmptyEntries).Select(name => Array.Find(All, suite => suite.Name == name)).OfType<TlsSuite>()];

    /// <summary>The older suites that OpenSSL's cipher list chooses, in its order.</summary>
    public static IReadOnlyList<TlsSuite> Parse12(string list)
    {
        var chosen = new List<TlsSuite>();
        var banned = new HashSet<TlsSuite>();
        foreach (var entry in list.Split([':', ',', ' '], StringSplitOptions.RemoveEmptyEntries))
        {
            // A security level behind the name: the engine has one level.
            var word = entry.Split('@')[0];
            if (word.Length == 0)
                continue;
            var isRemoval = word[0] is '!' or '-';
            var meant = Matching(word[0] is '!' or '-' or '+' ? word[1..] : word);
            if (isRemoval)
            {
                chosen.RemoveAll(meant.Contains);
                if (word[0] == '!')
                    banned.UnionWith(meant);
            }
            else if (word[0] == '+')
            {
                var moved = chosen.FindAll(meant.Contains);
                chosen.RemoveAll(meant.Contains);
                chosen.AddRange(moved);
            }
            else
            {
                chosen.AddRange(meant.Where(suite => !banned.Contains(suite) && !chosen.Contains(suite)));
            }
        }
        return chosen;
    }

    private static List<TlsSuite> Matching(string word)
    {
        var older = All.Where(suite => suite.Key != TlsSuiteKey.Any);
        if (Array.Find(All, suite => suite.Name == word || suite.StandardName == word) is { } named)
            return [named];
        var matching = older;
        foreach (var part in word.Split('+'))
            matching = matching.Where(suite => Is(suite, part));
        return [.. matching];
    }

    private static bool Is(TlsSuite suite, string tag) => tag switch
    {
        _ when Everything.Contains(tag) => true,
        "kRSA" or "RSA" when suite.Key == TlsSuiteKey.RsaDecrypt => true,
        "aRSA" or "RSA" => suite.Key is TlsSuiteKey.Rsa or TlsSuiteKey.RsaDecrypt && tag != "RSA",
        "aECDSA" or "ECDSA" => suite.Key == TlsSuiteKey.Ec,
        "ECDHE" or "EECDH" or "kECDHE" or "kEECDH" => suite.Name.StartsWith("ECDHE", StringComparison.Ordinal),
        "DHE" or "EDH" or "kDHE" or "kEDH" => suite.Name.StartsWith("DHE", StringComparison.Ordinal),
        "AES" => suite.Name.Contains("AES", StringComparison.Ordinal),
        "AES128" => suite.Name.Contains("AES128", StringComparison.Ordinal),
        "AES256" => suite.Name.Contains("AES256", StringComparison.Ordinal),
        "AESGCM" => suite.Name.Contains("GCM", StringComparison.Ordinal),
        "CHACHA20" => suite.Name.Contains("CHACHA20", StringComparison.Ordinal),
        "SHA" or "SHA1" => suite.Name.EndsWith("-SHA", StringComparison.Ordinal),
        "SHA256" => suite.Name.EndsWith("SHA256", StringComparison.Ordinal),
        "SHA384" => suite.Name.EndsWith("SHA384", StringComparison.Ordinal),
        _ => false,
    };
}
