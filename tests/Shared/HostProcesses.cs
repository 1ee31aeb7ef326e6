using System.Globalization;

namespace SecureExec.Tests.Shared;

/// <summary>Processes of the machine that the tests run on.</summary>
internal static class HostProcesses
{
    /// <summary>Whether there is a process of that number that has not ended.</summary>
    internal static bool IsAlive(int pid) => StatOf(pid) is { } fields && fields[0] != "Z";

    /// <summary>The living children of a process: id, process group and session of each.</summary>
    internal static List<(int Pid, int Group, int Session)> ChildrenOf(int pid)
    {
        var children = new List<(int, int, int)>();
        foreach (string folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out int child) && StatOf(child) is { } fields && fields[0] != "Z"
                && Number(fields[1]) == pid)
            {
                children.Add((child, Number(fields[2]), Number(fields[3])));
            }
        }
        return children;
    }

    private static int Number(string field) => int.Parse(field, CultureInfo.InvariantCulture);

    // What stands behind the name in /proc/PID/stat (proc(5)): state, parent, group, session, ...; null when there is no such process.
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
