using SecureExec.Kernel.Net;

namespace SecureExec.Sidecar.Bindings;

/// <summary>The native side of a <c>BlockList</c> object, which its clones share. Loop's thread.</summary>
internal sealed class BlockListRules : ISharedHandle
{
    /// <summary>What one rule takes of memory, in round numbers.</summary>
    public const int BytesOfRule = 128;

    // Single addresses stand for themselves, however often they were added.
    private readonly List<BlockListRule> _addresses = [], _others = [];

    public int Count => _addresses.Count + _others.Count;

    /// <summary>The rules, single addresses before the others, the newest first. (In Node the order of addresses is that of a hash table.)</summary>
    public IEnumerable<string> Texts => _addresses.AsEnumerable().Reverse().Concat(_others.AsEnumerable().Reverse()).Select(rule => rule.ToString());

    public void Add(BlockListRule rule)
    {
        var rules = Of(rule);
        if (rules == _others || !rules.Contains(rule))
            rules.Add(rule);
    }

    public void Remove(BlockListRule rule) => Of(rule).Remove(rule);

    public void Clear()
    {
        _addresses.Clear();
        _others.Clear();
    }

    public bool Matches(IpAddress address) => _addresses.Exists(rule => rule.Matches(address)) || _others.Exists(rule => rule.Matches(address));

    private List<BlockListRule> Of(BlockListRule rule) => rule.Last is null && rule.Prefix < 0 ? _addresses : _others;
}
