using SecureExec.Abi;

namespace SecureExec.Sidecar.Programs;

/// <summary>Takes a part of a stream; anything but Success ends reading.</summary>
internal delegate Errno TakeData(ReadOnlySpan<byte> data);
