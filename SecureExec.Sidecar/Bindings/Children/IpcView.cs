namespace SecureExec.Sidecar.Bindings;

/// <summary>What stands before a host object in a message between processes: the kind of a view, or <see cref="Ordinary"/>.</summary>
internal enum IpcView : uint
{
    Buffer,
    Uint8Array,
    Uint8ClampedArray,
    Int8Array,
    Uint16Array,
    Int16Array,
    Uint32Array,
    Int32Array,
    Float16Array,
    Float32Array,
    Float64Array,
    BigInt64Array,
    BigUint64Array,
    DataView,

    /// <summary>An object of native code, sent as a plain one with its own properties.</summary>
    Ordinary,
}
