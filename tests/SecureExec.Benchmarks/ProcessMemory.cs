using System.Globalization;

namespace SecureExec.Benchmarks;

/// <summary>What processes hold together, from <c>/proc/PID/smaps_rollup</c>.</summary>
/// <param name="PssMiB">Their share of memory, shared pages divided among their users.</param>
/// <param name="PrivateMiB">Pages that are their own and changed.</param>
internal sealed record ProcessMemory(double PssMiB, double PrivateMiB)
{
    internal static ProcessMemory Of(IEnumerable<int> pids) =>
        pids.Select(Of).Aggregate(new ProcessMemory(0, 0), (sum, one) => new ProcessMemory(sum.PssMiB + one.PssMiB, sum.PrivateMiB + one.PrivateMiB));

    private static ProcessMemory Of(int pid)
    {
        string[] lines = File.ReadAllLines($"/proc/{pid}/smaps_rollup");
        return new ProcessMemory(Value(lines, "Pss:"), Value(lines, "Private_Dirty:"));
    }

    private static double Value(string[] lines, string name)
    {
        string line = lines.First(candidate => candidate.StartsWith(name, StringComparison.Ordinal));
        return double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024;
    }
}
