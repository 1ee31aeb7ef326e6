using SecureExec.Abi;
using SecureExec.Kernel.Net;
using SecureExec.Permissions;

namespace SecureExec.Kernel;

/// <summary>Resolves a host name through the host. The answer comes on any thread. EACCES, EINVAL, ENETUNREACH when nothing leads out.</summary>
internal readonly struct LookupCall(string name, int family, Action<SysResult<IReadOnlyList<IpAddress>>> done) : ISyscall<Unit>
{
    private const int MaxNameLength = 255;
    private const int MaxLabelLength = 63;

    public static Syscall Number => Syscall.Lookup;

    public SysResult<Unit> Execute(VirtualKernel kernel, Caller caller)
    {
        if (Check(kernel, caller, name) is not Errno.Success and var errno)
        {
            return errno;
        }

        if (kernel.Net.Egress is not { } egress)
        {
            return Errno.ENETUNREACH;
        }

        (string asked, Action<SysResult<IReadOnlyList<IpAddress>>> told) = (name, done);
        egress.Lookup(name, family is 4 or 6 ? family : 0, answer =>
        {
            if (answer.Ok)
            {
                kernel.Net.Names.Add(asked.ToLowerInvariant().TrimEnd('.'), answer.Value);
            }

            told(answer);
        });
        return SysResult.Done;
    }

    /// <summary>Judges a name and asks the policy. EINVAL, EACCES.</summary>
    internal static Errno Check(VirtualKernel kernel, Caller caller, string name)
    {
        if (string.IsNullOrEmpty(name) || name.Length > MaxNameLength || name.Split('.').Any(label => label.Length > MaxLabelLength))
        {
            return Errno.EINVAL;
        }

        return kernel.Policy.CheckNetwork(NetworkAccess.Dns, NetworkResource.OfLookup(name), caller);
    }
}

/// <summary>Asks for DNS records through the host. The answer comes on any thread. EACCES, EINVAL, ENETUNREACH.</summary>
internal readonly struct DnsQueryCall(string name, ushort recordType, Action<SysResult<ReadOnlyMemory<byte>>> done) : ISyscall<Unit>
{
    public static Syscall Number => Syscall.DnsQuery;

    public SysResult<Unit> Execute(VirtualKernel kernel, Caller caller)
    {
        if (LookupCall.Check(kernel, caller, name) is not Errno.Success and var errno)
        {
            return errno;
        }

        if (kernel.Net.Egress is not { } egress)
        {
            return Errno.ENETUNREACH;
        }

        egress.Query(name, recordType, done);
        return SysResult.Done;
    }
}
