using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace SecureExec.EndToEnd.Tests;

/// <summary>The whole application as a user starts it: the built AppHost, on free ports, with a data directory of its own.</summary>
public sealed class RunningApplication : IAsyncDisposable
{
    /// <summary>The preset API key.</summary>
    public const string ApiKey = "sek_end_to_end_0123456789abcdef";

    private const int SigTerm = 15;
    private const int KeptLines = 400;
    private static readonly TimeSpan StartPatience = TimeSpan.FromSeconds(120);
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(30);

    private readonly Process _process;
    private readonly string _data;
    private readonly ConcurrentQueue<string> _lines = new();

    private RunningApplication(Process process, string data, int gatewayPort, int dashboardPort)
    {
        _process = process;
        _data = data;
        Gateway = new Uri($"http://127.0.0.1:{gatewayPort}/");
        Dashboard = new Uri($"http://127.0.0.1:{dashboardPort}/");
    }

    /// <summary>Address of the gateway.</summary>
    public Uri Gateway { get; }

    /// <summary>Address of the dashboard.</summary>
    public Uri Dashboard { get; }

    /// <summary>Process id of the AppHost.</summary>
    public int Pid => _process.Id;

    /// <summary>The last lines it printed.</summary>
    public string Output => string.Join('\n', _lines);

    /// <summary>Starts it and waits until the dashboard, which waits for everything else, is healthy.</summary>
    /// <exception cref="InvalidOperationException">It did not come up; the message has its output.</exception>
    public static async Task<RunningApplication> StartAsync()
    {
        var data = Directory.CreateTempSubdirectory("secureexec-e2e-").FullName;
        var (gatewayPort, dashboardPort) = FreePorts();
        var start = new ProcessStartInfo("dotnet", [BuildFacts.AppHostPath])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["SECUREEXEC_DATA"] = data;
        start.Environment["SECUREEXEC_API_KEY"] = ApiKey;
        start.Environment["SECUREEXEC_GATEWAY_PORT"] = gatewayPort.ToString(CultureInfo.InvariantCulture);
        start.Environment["SECUREEXEC_DASHBOARD_PORT"] = dashboardPort.ToString(CultureInfo.InvariantCulture);
        var application = new RunningApplication(Process.Start(start)!, data, gatewayPort, dashboardPort);
        application.ReadOutput();
        try
        {
            await application.WaitUntilHealthyAsync();
            return application;
        }
        catch
        {
            await application.DisposeAsync();
            throw;
        }
    }

    /// <summary>A client of the gateway that sends the key.</summary>
    public HttpClient CreateApiClient()
    {
        var client = new HttpClient { BaseAddress = Gateway };
        client.DefaultRequestHeaders.Authorization = new("Bearer", ApiKey);
        return client;
    }

    /// <summary>Asks it to stop, as a terminal or a service manager does.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> StopAsync()
    {
        if (!_process.HasExited) Assert.Equal(0, Kill(_process.Id, SigTerm));
        await _process.WaitForExitAsync().WaitAsync(StopPatience);
        return _process.ExitCode;
    }

    /// <summary>Ends the AppHost alone, without any chance to clean up.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync().WaitAsync(StopPatience);
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (!_process.HasExited) await StopAsync();
        }
        catch (TimeoutException)
        {
            _process.Kill(entireProcessTree: true);
        }
        _process.Dispose();
        Directory.Delete(_data, recursive: true);
    }

    private async Task WaitUntilHealthyAsync()
    {
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };
        for (var deadline = DateTime.UtcNow + StartPatience; ;)
        {
            if (_process.HasExited) throw new InvalidOperationException($"The AppHost ended ({_process.ExitCode}):\n{Output}");
            if (DateTime.UtcNow > deadline) throw new InvalidOperationException($"The application is not healthy:\n{Output}");
            if (await IsHealthyAsync(http)) return;
            await Task.Delay(200);
        }
    }

    private async Task<bool> IsHealthyAsync(HttpClient http)
    {
        try
        {
            using var answer = await http.GetAsync(new Uri(Dashboard, "health"));
            return answer.StatusCode == HttpStatusCode.OK;
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
        {
            return false;
        }
    }

    private void ReadOutput()
    {
        void Keep(object sender, DataReceivedEventArgs e)
        {
            if (e.Data is not { } line) return;
            _lines.Enqueue(line);
            if (_lines.Count > KeptLines) _lines.TryDequeue(out _);
        }

        _process.OutputDataReceived += Keep;
        _process.ErrorDataReceived += Keep;
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    private static (int Gateway, int Dashboard) FreePorts()
    {
        using var first = new TcpListener(IPAddress.Loopback, 0);
        using var second = new TcpListener(IPAddress.Loopback, 0);
        first.Start();
        second.Start();
        return (((IPEndPoint)first.LocalEndpoint).Port, ((IPEndPoint)second.LocalEndpoint).Port);
    }

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static extern int Kill(int pid, int signal);
}
