using SecureExec.Kernel.Net;
using SecureExec.Sidecar.Engine.Interop;

namespace SecureExec.Sidecar.Bindings;

/// <summary>The native side of a <c>BlockList</c> object, which its clones share. Safe from any thread.</summary>
internal sealed class BlockListRules : ISharedHandle
{
    /// <summary>What one rule takes of memory, in round numbers.</summary>
    public const int BytesOfRule = 128;

    private readonly Lock _lock = new();

    // Single addresses stand for themselves, however often they were added.
    private readonly List<BlockListRule> _addresses = [], _others = [];

    public int Count
    {
        get
        {
            lock (_lock)
                return _addresses.Count + _others.Count;
        }
    }

    /// <summary>The rules, single addresses before the others, the newest first. (In Node the order of addresses is that of a hash table.)</summary>
    public IReadOnlyList<string> Texts
    {
        get
        {
            lock (_lock)
                return [.. _addresses.AsEnumerable().Reverse().Concat(_others.AsEnumerable().Reverse()).Select(rule => rule.ToString())];
        }
    }

    public void Add(BlockListRule rule)
    {
        lock (_lock)
        {
            var rules = Of(rule);
            if (rules == _others || !rules.Contains(rule))
                rules.Add(rule);
        }
    }

    public void Remove(BlockListRule rule)
    {
        lock (_lock)
            Of(rule).Remove(rule);
    }

    public void Clear()
    {
        lock (_lock)
        {
            _addresses.Clear();
            _others.Clear();
        }
    }

    public bool Matches(IpAddress address)
    {
        lock (_lock)
            return _addresses.Exists(rule => rule.Matches(address)) || _others.Exists(rule => rule.Matches(address));
    }

    public ISharedHandle Share() => this;

    public nint NewObject(Realm realm) => BlockListBinding.NewObject(realm, BlockListBinding.ListTemplate, this);

    private List<BlockListRule> Of(BlockListRule rule) => rule.Last is null && rule.Prefix < 0 ? _addresses : _others;
}
