using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace SecureExec.ServiceDefaults;

/// <summary>
/// Stops the application when standard input ends. The local orchestrator holds the other end, so a killed orchestrator leaves no orphans;
/// nobody else sets <see cref="Switch"/>, since a closed standard input is normal elsewhere.
/// </summary>
internal sealed partial class StdinStopService(IHostApplicationLifetime lifetime, ILogger<StdinStopService> logger) : IHostedService
{
    /// <summary>The variable that turns it on with the value <c>1</c>.</summary>
    public const string Switch = "SECUREEXEC_STOP_ON_STDIN_EOF";

    public Task StartAsync(CancellationToken cancellationToken)
    {
        // A blocked read of standard input cannot be cancelled, so it gets a thread that does not keep the process alive.
        new Thread(WaitForEnd) { IsBackground = true, Name = "stdin" }.Start();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private void WaitForEnd()
    {
        try
        {
            using var input = Console.OpenStandardInput();
            Span<byte> buffer = stackalloc byte[256];
            while (input.Read(buffer) > 0)
            {
            }
        }
        catch (IOException e)
        {
            LogReadFailed(e);
        }

        LogEnded();
        lifetime.StopApplication();
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Standard input ended: stopping.")]
    private partial void LogEnded();

    [LoggerMessage(Level = LogLevel.Debug, Message = "Standard input cannot be read.")]
    private partial void LogReadFailed(Exception e);
}
