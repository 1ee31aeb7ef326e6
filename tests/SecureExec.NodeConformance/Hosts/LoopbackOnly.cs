using System.Diagnostics;

namespace SecureExec.NodeConformance;

/// <summary>A network with nothing but a loopback interface for real Node: some tests reach for addresses of the outside.</summary>
internal static class LoopbackOnly
{
    private static readonly string[] Loopback = ["sh", "-c", "ip link set lo up && exec \"$@\"", "sh"];

    /// <summary>The command that starts a program in such a network; null when this machine does not allow one.</summary>
    internal static async Task<IReadOnlyList<string>?> FindAsync()
    {
        foreach (IReadOnlyList<string> prefix in new IReadOnlyList<string>[] { ["unshare", "--net", .. Loopback], ["unshare", "--map-root-user", "--net", .. Loopback] })
        {
            if (await HasOnlyLoopbackAsync(prefix)) return prefix;
        }
        return null;
    }

    private static async Task<bool> HasOnlyLoopbackAsync(IReadOnlyList<string> prefix)
    {
        try
        {
            var start = new ProcessStartInfo(prefix[0]) { RedirectStandardOutput = true, RedirectStandardError = true };
            foreach (string argument in prefix.Skip(1).Append("cat").Append("/proc/net/dev")) start.ArgumentList.Add(argument);
            using Process process = Process.Start(start)!;
            Task<string> error = process.StandardError.ReadToEndAsync();
            string[] interfaces = [.. (await process.StandardOutput.ReadToEndAsync()).Split('\n').Where(line => line.Contains(':', StringComparison.Ordinal)).Select(line => line.Split(':')[0].Trim())];
            await error;
            await process.WaitForExitAsync();
            return process.ExitCode == 0 && interfaces.SequenceEqual(["lo"]);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false; // There is no such program.
        }
    }
}
