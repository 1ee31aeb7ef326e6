using System.Globalization;

namespace SecureExec.Sidecar.Pool;

/// <summary>Memory of processes of the host.</summary>
internal static class HostMemory
{
    /// <summary>Resident bytes of a process, or null when it is gone. See proc_pid_statm(5).</summary>
    public static long? Resident(int pid)
    {
        try
        {
            var fields = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{pid}/statm")).Split(' ');
            return fields.Length > 1 && long.TryParse(fields[1], CultureInfo.InvariantCulture, out var pages)
                ? pages * Environment.SystemPageSize
                : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
