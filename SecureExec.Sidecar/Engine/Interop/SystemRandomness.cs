using System.Runtime.InteropServices;
using SecureExec.Interop;

namespace SecureExec.Sidecar.Engine.Interop;

/// <summary>
/// Stands in the worker of native code for the two functions of .NET's OpenSSL library that <see cref="System.Security.Cryptography.RandomNumberGenerator"/> calls:
/// the cryptographic library takes some of its randomness from there, and no host's OpenSSL can be opened by a locked-down worker. Only linked into that worker.
/// </summary>
internal static unsafe class SystemRandomness
{
    private const int Success = 1;

    [UnmanagedCallersOnly(EntryPoint = "CryptoNative_EnsureOpenSslInitialized")]
    private static int EnsureInitialized() => 0;

    [UnmanagedCallersOnly(EntryPoint = "CryptoNative_GetRandomBytes")]
    private static int GetRandomBytes(byte* buffer, int length)
    {
        RandomBytes.Fill(new Span<byte>(buffer, length));
        return Success;
    }
}
