namespace SecureExec.Kernel.Net;

/// <summary>
/// Which names led to which addresses in one runtime: a connection names an address only, and the policy speaks of names. An entry holds for
/// <see cref="Lifetime"/> after it was last resolved; beyond the capacity the oldest goes. Thread-safe.
/// </summary>
internal sealed class ResolvedNames(int capacity, TimeProvider clock)
{
    /// <summary>How long a name is remembered for an address.</summary>
    internal static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    private readonly Lock _lock = new();
    private readonly Dictionary<IpAddress, List<LinkedListNode<Entry>>> _byAddress = [];
    private readonly LinkedList<Entry> _byAge = [];

    /// <summary>Entries held.</summary>
    internal int Count
    {
        get
        {
            lock (_lock) return _byAge.Count;
        }
    }

    /// <summary>Remembers what a name was resolved to.</summary>
    internal void Add(string name, IEnumerable<IpAddress> addresses)
    {
        long now = clock.GetTimestamp();
        lock (_lock)
        {
            foreach (IpAddress address in addresses) Add(new Entry(name, address.Unmapped, now));
        }
    }

    /// <summary>The names of an address, the last resolved first.</summary>
    internal IReadOnlyList<string> Of(IpAddress address)
    {
        lock (_lock)
        {
            if (!_byAddress.TryGetValue(address.Unmapped, out List<LinkedListNode<Entry>>? entries)) return [];
            return [.. entries.Where(entry => clock.GetElapsedTime(entry.Value.Time) <= Lifetime).OrderByDescending(entry => entry.Value.Time).Select(entry => entry.Value.Name)];
        }
    }

    /// <summary>Holds: <c>_lock</c>.</summary>
    private void Add(Entry entry)
    {
        if (_byAddress.TryGetValue(entry.Address, out List<LinkedListNode<Entry>>? entries) && entries.Find(other => other.Value.Name == entry.Name) is { } known) Remove(known);
        if (_byAge.Count == capacity) Remove(_byAge.First!);
        if (!_byAddress.TryGetValue(entry.Address, out entries)) _byAddress[entry.Address] = entries = [];
        entries.Add(_byAge.AddLast(entry));
    }

    /// <summary>Holds: <c>_lock</c>.</summary>
    private void Remove(LinkedListNode<Entry> node)
    {
        _byAge.Remove(node);
        List<LinkedListNode<Entry>> entries = _byAddress[node.Value.Address];
        entries.Remove(node);
        if (entries.Count == 0) _byAddress.Remove(node.Value.Address);
    }

    private readonly record struct Entry(string Name, IpAddress Address, long Time);
}
