using System.Globalization;

namespace SecureExec.Tests.Shared;

/// <summary>Processes of the machine that the tests run on.</summary>
internal static class HostProcesses
{
    /// <summary>Whether there is a process of that number that has not ended.</summary>
    internal static bool IsAlive(int pid) => StatOf(pid) is { } fields && fields[0] != "Z";

    /// <summary>The living children of a process.</summary>
    internal static List<int> ChildrenOf(int pid)
    {
        var children = new List<int>();
        foreach (string folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out int child) && StatOf(child) is { } fields && fields[0] != "Z"
                && int.Parse(fields[1], CultureInfo.InvariantCulture) == pid)
            {
                children.Add(child);
            }
        }
        return children;
    }

    // What stands behind the name in /proc/PID/stat (proc(5)): state, parent, ...; null when there is no such process.
    private static string[]? StatOf(int pid)
    {
        try
        {
            return File.ReadAllText($"/proc/{pid}/stat").Split(')')[^1].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        }
        catch (IOException)
        {
            return null;
        }
    }
}
