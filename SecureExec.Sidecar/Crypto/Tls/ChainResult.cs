using Org.BouncyCastle.X509;

namespace SecureExec.Sidecar.Crypto.Tls;

/// <summary>What came of checking a peer's certificate.</summary>
/// <param name="Chain">From the peer's own upwards, as far as it was found.</param>
/// <param name="Code">OpenSSL's name of what is wrong; null: nothing.</param>
/// <param name="Message">OpenSSL's words for it.</param>
internal sealed record ChainResult(IReadOnlyList<X509Certificate> Chain, string? Code, string? Message);
