using SecureExec.Sidecar.Crypto;

namespace SecureExec.Sidecar.Bindings;

/// <summary>The native side of a <c>KeyObjectHandle</c>.</summary>
internal sealed class KeyObjectHandle
{
    /// <summary>The key; null until it is set.</summary>
    public CryptoKey? Key { get; set; }
}
