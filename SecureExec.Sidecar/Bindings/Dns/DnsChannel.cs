using SecureExec.Kernel.Net;

namespace SecureExec.Sidecar.Bindings;

/// <summary>The native side of a <c>ChannelWrap</c>: the name servers that a resolver asks.</summary>
internal sealed class DnsChannel
{
    /// <summary>Name servers of one resolver.</summary>
    public const int MaxServers = 64;

    /// <summary>The port of DNS.</summary>
    public const int Port = 53;

    // What c-ares asks where /etc/resolv.conf names none.
    private static readonly IpEndpoint[] Default = [new(IpAddress.LoopbackV4, Port)];

    // As c-ares: so long for the first answer, twice as long for each next round.
    private const int DefaultPatience = 2000;
    private const int LongestPatience = 5 * 60 * 1000;

    /// <param name="timeout">Milliseconds for the first answer; -1 for the default.</param>
    /// <param name="tries">Times that each server is asked.</param>
    /// <param name="maxTimeout">Milliseconds for any answer; 0 for no bound of the guest's.</param>
    public DnsChannel(int timeout, int tries, int maxTimeout)
    {
        _timeout = timeout > 0 ? timeout : DefaultPatience;
        _maxTimeout = maxTimeout > 0 ? maxTimeout : LongestPatience;
        Tries = Math.Clamp(tries, 1, MaxTries);
    }

    private const int MaxTries = 100;
    private readonly int _timeout, _maxTimeout;

    /// <summary>Times that each server is asked.</summary>
    public int Tries { get; }

    /// <summary>The servers in order; the default means the host's.</summary>
    public IReadOnlyList<IpEndpoint> Servers { get; set; } = Default;

    /// <summary>The guest has chosen no servers.</summary>
    public bool AsksHost => ReferenceEquals(Servers, Default);

    /// <summary>Queries under way.</summary>
    public HashSet<DnsQuery> Pending { get; } = [];

    /// <summary>How long a round waits, milliseconds.</summary>
    public double PatienceOf(int round) => Math.Min(_timeout * Math.Pow(2, Math.Min(round, 20)), _maxTimeout);
}
