using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Math;
using Org.BouncyCastle.Math.EC;
using Org.BouncyCastle.Utilities;
using SecureExec.Sidecar.Crypto;
using SecureExec.Sidecar.Engine.Interop;

namespace SecureExec.Sidecar.Bindings;

/// <summary><c>ECDH</c> and <c>ECDHConvertKey</c>.</summary>
internal static unsafe class EcdhClass
{
    private const int Compressed = 2, Hybrid = 6;
    private const string Failed = "ERR_CRYPTO_OPERATION_FAILED";

    public static void Define(BindingBuilder b)
    {
        b.Class("ECDH", b.NewClass("ECDH", 1, &Construct)
            .Method("generateKeys", &GenerateKeys)
            .Method("computeSecret", &ComputeSecret)
            .Method("getPrivateKey", &GetPrivateKey)
            .Method("getPublicKey", &GetPublicKey)
            .Method("setPublicKey", &SetPublicKey)
            .Method("setPrivateKey", &SetPrivateKey));
        b.Function("ECDHConvertKey", &ConvertKey);
    }

    private static Holder? Of(CallInfo info) => info.Realm.Unwrap<Holder>(info.This);

    private static ECNamedDomainParameters? Curve(CallInfo info, int index)
    {
        if (info.Text(index) is not { } name)
            return null;
        if (EcCurves.Find(name) is { } found)
            return found;
        CryptoErrors.Throw(info.Realm, new CryptoFault("Invalid EC curve name", "ERR_CRYPTO_INVALID_CURVE", CryptoFaultKind.TypeError));
        return null;
    }

    // (curve)
    private static void Construct(CallInfo info)
    {
        if (Curve(info, 0) is { } curve)
            info.Realm.Wrap(info.This, new Holder(curve));
    }

    private static void GenerateKeys(CallInfo info)
    {
        if (Of(info) is not { } holder)
            return;
        var bound = holder.Curve.N;
        holder.Use(BigIntegers.CreateRandomInRange(BigInteger.One, bound.Subtract(BigInteger.One), KernelRandom.Source));
    }

    // (the other side's public key): text stands for a key that is none.
    private static void ComputeSecret(CallInfo info)
    {
        if (Of(info) is not { } holder || CryptoInput.Bytes(info, 0) is not { } bytes)
            return;
        if (Decode(holder.Curve, bytes) is not { } other)
        {
            info.Return("ERR_CRYPTO_ECDH_INVALID_PUBLIC_KEY");
            return;
        }
        if (holder is { PrivateKey: { } key, PublicKey: { } own } && !own.Equals(holder.Curve.G.Multiply(key).Normalize()))
        {
            V8.ThrowRangeError(info.Isolate, "Invalid key pair", "ERR_CRYPTO_INVALID_KEYPAIR");
            return;
        }
        if (holder.PrivateKey == null || other.Multiply(holder.PrivateKey).Normalize() is not { IsInfinity: false } shared)
            info.Throw("Failed to compute ECDH key", Failed);
        else
            info.Return(NodeBuffer.Create(info.Realm, shared.AffineXCoord.GetEncoded()));
    }

    private static void GetPrivateKey(CallInfo info)
    {
        if (Of(info) is not { } holder)
            return;
        if (holder.PrivateKey == null)
            info.Throw("Failed to get ECDH private key", Failed);
        else
            info.Return(NodeBuffer.Create(info.Realm, holder.PrivateKey.ToByteArrayUnsigned()));
    }

    // (form of the point)
    private static void GetPublicKey(CallInfo info)
    {
        if (Of(info) is not { } holder)
            return;
        if (holder.PublicKey == null)
            info.Throw("Failed to get ECDH public key", Failed);
        else
            info.Return(NodeBuffer.Create(info.Realm, Encode(holder.PublicKey, info.Int32(0))));
    }

    // (point)
    private static void SetPublicKey(CallInfo info)
    {
        if (Of(info) is not { } holder || CryptoInput.Bytes(info, 0) is not { } bytes)
            return;
        if (Decode(holder.Curve, bytes) is { } point)
            holder.PublicKey = point;
        else
            info.Throw("Failed to convert Buffer to EC_POINT", Failed);
    }

    // (number)
    private static void SetPrivateKey(CallInfo info)
    {
        if (Of(info) is not { } holder || CryptoInput.Bytes(info, 0) is not { } bytes)
            return;
        var key = bytes.Length <= holder.OrderBytes + 1 ? new BigInteger(1, bytes) : BigInteger.Zero;
        if (key.SignValue == 0 || key.CompareTo(holder.Curve.N) >= 0)
            V8.ThrowRangeError(info.Isolate, "Private key is not valid for specified curve.", "ERR_CRYPTO_INVALID_KEYTYPE");
        else
            holder.Use(key);
    }

    // (point, curve, form)
    private static void ConvertKey(CallInfo info)
    {
        if (CryptoInput.Bytes(info, 0) is not { } bytes)
            return;
        if (bytes.Length == 0)
            info.Return("");
        else if (Curve(info, 1) is not { } curve)
            return;
        else if (Decode(curve, bytes) is { } point)
            info.Return(NodeBuffer.Create(info.Realm, Encode(point, info.Int32(2))));
        else
            info.Throw("Failed to convert Buffer to EC_POINT", Failed);
    }

    private static ECPoint? Decode(ECDomainParameters curve, byte[] bytes)
    {
        try
        {
            return curve.Curve.DecodePoint(bytes).Normalize();
        }
        catch (Exception fault) when (KeyReader.IsOfInput(fault))
        {
            return null;
        }
    }

    // The hybrid form says twice which of the two points is meant.
    private static byte[] Encode(ECPoint point, int form)
    {
        var bytes = point.GetEncoded(form == Compressed);
        if (form == Hybrid && !point.IsInfinity)
            bytes[0] = (byte)(Hybrid | bytes[^1] & 1);
        return bytes;
    }

    private sealed class Holder(ECNamedDomainParameters curve)
    {
        public ECNamedDomainParameters Curve => curve;

        public int OrderBytes => (curve.N.BitLength + 7) / 8;

        public BigInteger? PrivateKey { get; private set; }

        public ECPoint? PublicKey { get; set; }

        public void Use(BigInteger key) => (PrivateKey, PublicKey) = (key, curve.G.Multiply(key).Normalize());
    }
}
