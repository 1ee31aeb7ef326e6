namespace SecureExec.Kernel.Net;

/// <summary>What <c>recvmsg(2)</c> gave.</summary>
/// <param name="Length">Bytes in the buffer.</param>
/// <param name="From">Who sent it.</param>
/// <param name="IsTruncated">The rest of the datagram is lost: the buffer was too small.</param>
internal readonly record struct ReceivedDatagram(int Length, IpEndpoint From, bool IsTruncated);
