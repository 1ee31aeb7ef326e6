namespace SecureExec.Kernel.Net;

/// <summary>A datagram that waits at a socket.</summary>
/// <param name="From">Who sent it.</param>
/// <param name="Data">Its bytes.</param>
internal readonly record struct Datagram(IpEndpoint From, byte[] Data);
