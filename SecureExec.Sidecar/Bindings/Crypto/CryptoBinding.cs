using SecureExec.Sidecar.Crypto;
using SecureExec.Sidecar.Engine.Interop;

namespace SecureExec.Sidecar.Bindings;

/// <summary><c>internalBinding('crypto')</c>: what Node has from OpenSSL, over a managed library. What is absent refuses with ENOSYS.</summary>
internal static unsafe class CryptoBinding
{
    public static void Define(BindingBuilder b)
    {
        HashClasses.Define(b);
        SignClasses.Define(b);
        CipherClass.Define(b);
        RsaFunctions.Define(b);
        EcdhClass.Define(b);
        DiffieHellmanClass.Define(b);
        KeyObjectClass.Define(b);
        CryptoJobs.Define(b);
        CertificateClass.Define(b);
        SecureContextClass.Define(b);
        b.Function("timingSafeEqual", &TimingSafeEqual)
            .Function("getFipsCrypto", &GetFips)
            .Function("getFipsCryptoGeneration", &GetFips)
            .Function("testFipsCrypto", &TestFips)
            .Function("setupFipsIndicatorChannel", &Nothing)
            .Function("secureHeapUsed", &Nothing)
            .Function("getOpenSSLSecLevelCrypto", &GetSecurityLevel)
            .Function("getCurves", &GetCurves)
            .Function("getMacs", &GetNone)
            .Function("getCachedMacAliases", &GetNoAliases)
            .Function("getPqcKeyTypes", &GetNone)
            .Function("secureBuffer", &SecureBuffer);
    }

    // (buffer, buffer)
    private static void TimingSafeEqual(CallInfo info)
    {
        for (var index = 0; index < 2; index++)
        {
            if (info.IsObject(index) && info.Bytes(index, out _))
                continue;
            info.ThrowTypeError($"The \"buf{index + 1}\" argument must be an instance of ArrayBuffer, Buffer, TypedArray, or DataView.");
            return;
        }
        info.Bytes(0, out var first);
        info.Bytes(1, out var second);
        if (first.Length != second.Length)
            V8.ThrowRangeError(info.Isolate, "Input buffers must have the same byte length", "ERR_CRYPTO_TIMING_SAFE_EQUAL_LENGTH");
        else
            info.Return(System.Security.Cryptography.CryptographicOperations.FixedTimeEquals(first, second));
    }

    // FIPS mode is a property of OpenSSL's builds: it is off.
    private static void GetFips(CallInfo info) => info.Return(0);

    private static void TestFips(CallInfo info) => info.Return(false);

    private static void Nothing(CallInfo info)
    {
    }

    // OpenSSL's default since 3.2.
    private static void GetSecurityLevel(CallInfo info) => info.Return(2);

    private static void GetCurves(CallInfo info) => info.Return(V8.StringArray(info.Isolate, EcCurves.Names));

    private static void GetNone(CallInfo info) => info.Return(V8.StringArray(info.Isolate, []));

    private static void GetNoAliases(CallInfo info) => info.Return(V8Api.ObjectNewWith(info.Isolate, V8.Null(info.Isolate), null, null, 0));

    // (length): without a secure heap it is ordinary memory, as in Node.
    private static void SecureBuffer(CallInfo info)
    {
        if (!Arguments.TryIndex(info, 0, 0, out var length))
            return;
        var buffer = length > int.MaxValue ? 0 : V8Api.ArrayBufferMaybeNew(info.Isolate, (nuint)length, 0);
        if (buffer != 0)
            info.Return(V8Api.Uint8ArrayNew(buffer, 0, (nuint)length));
    }
}
