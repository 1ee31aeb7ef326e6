namespace SecureExec.Kernel.Net;

/// <summary>A record of a DNS answer: its data lies in the message.</summary>
/// <param name="Name">Whose it is.</param>
/// <param name="Type">As in <see cref="DnsMessage"/>.</param>
/// <param name="Ttl">Seconds that it may be kept.</param>
/// <param name="At">Where its data begins.</param>
/// <param name="Length">Bytes of its data.</param>
internal readonly record struct DnsRecord(string Name, ushort Type, uint Ttl, int At, int Length);
