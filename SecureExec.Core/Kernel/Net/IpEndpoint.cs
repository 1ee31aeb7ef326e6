namespace SecureExec.Kernel.Net;

/// <summary>An address with a port; port 0 asks for a free one.</summary>
internal readonly record struct IpEndpoint(IpAddress Address, ushort Port)
{
    /// <summary><c>1.2.3.4:80</c> or <c>[::1]:80</c>, as policies spell it.</summary>
    public override string ToString() => Address.IsV6 ? $"[{Address}]:{Port}" : $"{Address}:{Port}";
}
