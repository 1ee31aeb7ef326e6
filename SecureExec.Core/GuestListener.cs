using System.Net;

namespace SecureExec;

/// <summary>A TCP socket of the guest that waits for connections.</summary>
/// <param name="Address">What it is bound to: a loopback address, or a wildcard.</param>
/// <param name="Port">Its port.</param>
public sealed record GuestListener(IPAddress Address, int Port);
