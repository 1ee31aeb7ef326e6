namespace SecureExec.Sidecar.Crypto;

/// <summary>The class of the error that the guest gets.</summary>
internal enum CryptoFaultKind
{
    Error,
    TypeError,
    RangeError,
}
