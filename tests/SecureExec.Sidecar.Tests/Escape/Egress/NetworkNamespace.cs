using System.Diagnostics;
using System.Text;

namespace SecureExec.Sidecar.Tests.Escape.Egress;

/// <summary>A network of its own for a program: a loopback interface that has all the addresses that are otherwise elsewhere.</summary>
internal static class NetworkNamespace
{
    private static readonly string[][] s_ways = [["unshare", "--net"], ["unshare", "--map-root-user", "--net"]];

    /// <summary>Why there can be none here; null when there can.</summary>
    internal static string? Obstacle { get; } = FindWay() is null ? "needs a network namespace: unshare(1) and ip(8), as root or with user namespaces" : null;

    /// <summary>Runs this assembly's program with a verb in there and gives its lines.</summary>
    internal static async Task<string[]> RunAsync(string verb)
    {
        string[] way = FindWay()!;
        var start = new ProcessStartInfo(way[0]) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (string argument in (string[])[.. way[1..], "sh", "-c", Script(), "sh", Environment.ProcessPath is { } path && Path.GetFileName(path) == "dotnet" ? path : "dotnet", typeof(NetworkNamespace).Assembly.Location, verb]) start.ArgumentList.Add(argument);
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, $"The program in the namespace ended with {process.ExitCode}:\n{await errors}\n{output}");
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private static string Script()
    {
        var script = new StringBuilder("set -e; ip link set lo up multicast on; ");
        foreach (string address in ForbiddenAddresses.All.Select(entry => entry.Text).Concat(ForbiddenAddresses.Public))
        {
            if (address is "0.0.0.0" or "::" or "::1" || address.StartsWith("127.", StringComparison.Ordinal) || address.StartsWith("::ffff:", StringComparison.Ordinal) && address.Contains('.', StringComparison.Ordinal) || address == "::ffff:a9fe:a9fe") continue;
            script.Append(address.Contains(':', StringComparison.Ordinal) ? $"ip -6 addr add {address}/128 dev lo nodad; " : $"ip addr add {address}/32 dev lo; ");
        }
        return script.Append("ip route add 239.0.0.0/8 dev lo; exec \"$@\"").ToString();
    }

    private static string[]? FindWay() => s_ways.FirstOrDefault(way =>
    {
        try
        {
            var start = new ProcessStartInfo(way[0]) { RedirectStandardError = true };
            foreach (string argument in (string[])[.. way[1..], "ip", "link", "set", "lo", "up"]) start.ArgumentList.Add(argument);
            using Process process = Process.Start(start)!;
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    });
}
