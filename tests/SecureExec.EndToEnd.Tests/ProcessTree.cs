using System.Globalization;

namespace SecureExec.EndToEnd.Tests;

/// <summary>Processes of this machine, read from <c>/proc</c>.</summary>
internal static class ProcessTree
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>A process, told apart from a later one with the same id by its start time.</summary>
    /// <param name="Pid">Its id.</param>
    /// <param name="ParentPid">Id of its parent.</param>
    /// <param name="StartTime">When it started, in clock ticks since boot.</param>
    /// <param name="Command">Name of the executable.</param>
    public sealed record Entry(int Pid, int ParentPid, ulong StartTime, string Command);

    /// <summary>All descendants of a process.</summary>
    public static IReadOnlyList<Entry> DescendantsOf(int pid)
    {
        var children = All().ToLookup(e => e.ParentPid);
        var found = new List<Entry>();
        var pending = new Stack<int>([pid]);
        while (pending.TryPop(out var next))
        {
            foreach (var child in children[next])
            {
                found.Add(child);
                pending.Push(child.Pid);
            }
        }
        return found;
    }

    /// <summary>Waits until none of the processes is alive.</summary>
    /// <returns>Those that are, after a patient wait.</returns>
    public static async Task<IReadOnlyList<Entry>> SurvivorsAsync(IReadOnlyList<Entry> processes)
    {
        for (var deadline = DateTime.UtcNow + Patience; ;)
        {
            var alive = All().Intersect(processes, new SameProcess()).ToList();
            if (alive.Count == 0 || DateTime.UtcNow > deadline) return alive;
            await Task.Delay(100);
        }
    }

    private static List<Entry> All() => [.. Directory.EnumerateDirectories("/proc")
        .Select(Path.GetFileName)
        .Where(name => name!.All(char.IsAsciiDigit))
        .Select(name => Read(int.Parse(name!, CultureInfo.InvariantCulture)))
        .OfType<Entry>()];

    // proc(5): "pid (comm) state ppid ... starttime"; comm may contain anything, so fields are counted from its last ')'.
    private static Entry? Read(int pid)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{pid}/stat");
            var end = stat.LastIndexOf(')');
            var fields = stat[(end + 2)..].Split(' ');
            return fields[0] == "Z"
                ? null
                : new Entry(
                    pid,
                    int.Parse(fields[1], CultureInfo.InvariantCulture),
                    ulong.Parse(fields[19], CultureInfo.InvariantCulture),
                    stat[(stat.IndexOf('(') + 1)..end]);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private sealed class SameProcess : IEqualityComparer<Entry>
    {
        public bool Equals(Entry? x, Entry? y) => x?.Pid == y?.Pid && x?.StartTime == y?.StartTime;

        public int GetHashCode(Entry obj) => obj.Pid;
    }
}
