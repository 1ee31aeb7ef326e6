namespace SecureExec.Dashboard.Client;

/// <summary>The beginning of a guest file. The bytes come from the guest: treat them as hostile.</summary>
/// <param name="Bytes">At most the number of bytes asked for.</param>
/// <param name="Truncated">Whether the file goes on.</param>
public sealed record GuestFile(byte[] Bytes, bool Truncated);
