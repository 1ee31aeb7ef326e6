using System.Text;
using SecureExec.Abi;

namespace SecureExec.Kernel;

/// <summary>Environment variables of one process, in the order they were set, bounded in bytes. Safe from any thread.</summary>
internal sealed class ProcessEnvironment
{
    private readonly Lock _lock = new();
    private readonly OrderedDictionary<string, string> _values = new(StringComparer.Ordinal);
    private readonly long _limit;
    private long _bytes;

    private ProcessEnvironment(long limit) => _limit = limit;

    /// <summary>Copies the given variables. E2BIG above <paramref name="limit"/> bytes, EINVAL for a name or value that cannot be.</summary>
    public static SysResult<ProcessEnvironment> Create(IReadOnlyDictionary<string, string> values, long limit)
    {
        var environment = new ProcessEnvironment(limit);
        foreach ((string name, string value) in values)
        {
            if (!IsName(name) || value is null || value.Contains('\0', StringComparison.Ordinal))
            {
                return Errno.EINVAL;
            }

            if (environment.Set(name, value) != Errno.Success)
            {
                return Errno.E2BIG;
            }
        }

        return environment;
    }

    /// <summary>True when a variable may be called so: not empty, no <c>=</c>, no NUL.</summary>
    public static bool IsName(string name) => !string.IsNullOrEmpty(name) && !name.AsSpan().ContainsAny('=', '\0');

    /// <summary>The value, or null.</summary>
    public string? Get(string name)
    {
        lock (_lock)
        {
            return name is not null && _values.TryGetValue(name, out string? value) ? value : null;
        }
    }

    /// <summary>Sets a variable. ENOMEM when the environment would become too large.</summary>
    public Errno Set(string name, string value)
    {
        long size = Size(name, value);
        lock (_lock)
        {
            long before = _values.TryGetValue(name, out string? old) ? Size(name, old) : 0;
            if (_bytes - before + size > _limit)
            {
                return Errno.ENOMEM;
            }

            _values[name] = value;
            _bytes += size - before;
            return Errno.Success;
        }
    }

    /// <summary>Removes a variable, if it is set.</summary>
    public void Unset(string name)
    {
        lock (_lock)
        {
            if (_values.Remove(name, out string? old))
            {
                _bytes -= Size(name, old);
            }
        }
    }

    /// <summary>Removes all.</summary>
    public void Clear()
    {
        lock (_lock)
        {
            _values.Clear();
            _bytes = 0;
        }
    }

    /// <summary>A copy of all.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> List()
    {
        lock (_lock)
        {
            return [.. _values];
        }
    }

    // As Linux counts: the text name=value with its end marker.
    private static long Size(string name, string value) => Encoding.UTF8.GetByteCount(name) + Encoding.UTF8.GetByteCount(value) + 2;
}
