namespace SecureExec.Kernel.Net;

/// <summary>A connection that was not accepted yet.</summary>
/// <param name="End">The accepting side's end.</param>
/// <param name="Local">The name it was made to; null for AF_UNIX.</param>
/// <param name="Peer">The other side's name; null for AF_UNIX.</param>
internal readonly record struct IncomingConnection(StreamEnd End, IpEndpoint? Local, IpEndpoint? Peer);
