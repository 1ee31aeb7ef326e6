using System.Globalization;
using System.Text;

namespace SecureExec.Kernel.Vfs;

/// <summary>The machine in the words of <c>proc(5)</c>.</summary>
internal static class SystemText
{
    /// <summary>Memory that the guest sees, KiB: one GiB.</summary>
    public const long TotalMemoryKib = 1024 * 1024;

    /// <summary><c>cpuinfo</c>.</summary>
    public static string CpuInfo(VirtualKernel kernel)
    {
        var text = new StringBuilder();
        for (int i = 0; i < kernel.Config.Limits.CpuCount; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"processor\t: {i}\nvendor_id\t: SecureExec\nmodel name\t: Virtual CPU\ncpu MHz\t\t: 1000.000\n\n");
        }

        return text.ToString();
    }

    /// <summary><c>loadavg</c>.</summary>
    public static string LoadAverage(VirtualKernel kernel)
    {
        IReadOnlyList<GuestProcess> processes = kernel.Processes.All();
        int running = processes.Count(p => p.State == ProcessState.Running);
        return string.Create(CultureInfo.InvariantCulture, $"0.00 0.00 0.00 {running}/{processes.Count} {processes[^1].Pid}\n");
    }

    /// <summary><c>meminfo</c>.</summary>
    public static string MemInfo() => string.Create(
        CultureInfo.InvariantCulture,
        $"MemTotal:       {TotalMemoryKib} kB\nMemFree:        {TotalMemoryKib / 2} kB\nMemAvailable:   {TotalMemoryKib / 2} kB\nSwapTotal:      0 kB\nSwapFree:       0 kB\n");

    /// <summary><c>stat</c>.</summary>
    public static string Stat(VirtualKernel kernel)
    {
        var text = new StringBuilder("cpu  0 0 0 0 0 0 0 0 0 0\n");
        for (int i = 0; i < kernel.Config.Limits.CpuCount; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"cpu{i} 0 0 0 0 0 0 0 0 0 0\n");
        }

        text.Append(CultureInfo.InvariantCulture, $"btime {kernel.BootTime.ToUnixTimeSeconds()}\n");
        return text.ToString();
    }

    /// <summary><c>uptime</c>, seconds.</summary>
    public static string Uptime(VirtualKernel kernel)
    {
        double seconds = (kernel.Config.TimeProvider.GetUtcNow() - kernel.BootTime).TotalSeconds;
        return string.Create(CultureInfo.InvariantCulture, $"{seconds:F2} {seconds:F2}\n");
    }

    /// <summary><c>version</c>.</summary>
    public static string Version() => $"Linux version {BaseSystem.KernelRelease} (secureexec) #1\n";
}
