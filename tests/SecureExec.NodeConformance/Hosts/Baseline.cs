using System.Text.Json;

namespace SecureExec.NodeConformance;

/// <summary>Real Node's results, kept in a file between runs.</summary>
internal sealed class Baseline
{
    /// <summary>An interrupted run keeps what it has so far.</summary>
    private const int SaveEvery = 50;

    private readonly string? _path;
    private readonly Dictionary<string, HostResult> _results;
    private readonly Lock _lock = new();
    private int _added;

    private Baseline(string? path, Dictionary<string, HostResult> results)
    {
        _path = path;
        _results = results;
    }

    internal static Baseline Load(string? path) =>
        new(path, path is not null && File.Exists(path) ? JsonSerializer.Deserialize<Dictionary<string, HostResult>>(File.ReadAllText(path)) ?? [] : []);

    internal async Task<HostResult> GetAsync(SuiteTest test, Func<SuiteTest, Task<HostResult>> run)
    {
        lock (_lock)
        {
            if (_results.TryGetValue(test.File, out HostResult? known)) return known;
        }
        HostResult result = await run(test);
        lock (_lock) _results[test.File] = result;
        if (Interlocked.Increment(ref _added) % SaveEvery == 0) Save();
        return result;
    }

    internal void Save()
    {
        if (_path is null) return;
        lock (_lock) File.WriteAllText(_path, JsonSerializer.Serialize(new SortedDictionary<string, HostResult>(_results, StringComparer.Ordinal)));
    }
}
