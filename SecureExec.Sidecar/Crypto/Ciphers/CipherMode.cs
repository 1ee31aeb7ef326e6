namespace SecureExec.Sidecar.Crypto.Ciphers;

/// <summary>How a cipher goes from one block to the next.</summary>
internal enum CipherMode
{
    Ecb,
    Cbc,
    Ctr,
    Ofb,
    Cfb,
    Cfb8,
    Gcm,
    Ccm,
    Ocb,
    Wrap,
    WrapPad,
    Poly1305,
}
