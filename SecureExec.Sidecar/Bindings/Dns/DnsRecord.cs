namespace SecureExec.Sidecar.Bindings;

/// <summary>A record of an answer: its data lies in the message.</summary>
internal readonly record struct DnsRecord(string Name, ushort Type, uint Ttl, int At, int Length);
