using SecureExec.Contracts;
using SecureExec.Dashboard.Client;

namespace SecureExec.Dashboard.Model;

/// <summary>Runs snippets in one runtime.</summary>
/// <param name="gateway">The gateway.</param>
/// <param name="runtimeId">The runtime.</param>
public sealed class RunViewModel(IGatewayClient gateway, string runtimeId)
{
    /// <summary>What the editor starts with: shows a value, output, files and types in a few lines.</summary>
    public const string Sample = """
        import { writeFileSync } from 'node:fs';

        type Greeting = { text: string; at: string };

        const greeting: Greeting = {
          text: `Hello from Node.js ${process.version}`,
          at: new Date().toISOString(),
        };
        writeFileSync('/tmp/greeting.json', JSON.stringify(greeting, null, 2));
        console.log(greeting.text);

        __return(greeting);
        """;

    private CancellationTokenSource? _running;

    /// <summary>The source.</summary>
    public string Code { get; set; } = Sample;

    /// <summary>Its language.</summary>
    public CodeLanguage Language { get; set; } = CodeLanguage.TypeScript;

    /// <summary>How it is loaded.</summary>
    public ModuleFormat Format { get; set; } = ModuleFormat.Module;

    /// <summary>Wall clock limit in seconds.</summary>
    public int TimeoutSeconds { get; set; } = 30;

    /// <summary>Whether a run is going on.</summary>
    public bool IsRunning => _running is not null;

    /// <summary>How the last run ended; null before the first and after a failed call.</summary>
    public RunReport? Outcome { get; private set; }

    /// <summary>Why the last call failed.</summary>
    public GatewayFailure? Failure { get; private set; }

    /// <summary>Runs the source and waits for its end.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (IsRunning || string.IsNullOrWhiteSpace(Code)) return;
        Failure = null;
        Outcome = null;
        using var running = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _running = running;
        try
        {
            var request = new RunRequest
            {
                Code = Code,
                Language = Language,
                Format = Format,
                TimeoutMs = Math.Clamp(TimeoutSeconds, 1, ContractValidation.MaxTimeoutMs / 1000) * 1000,
            };
            var answer = await gateway.RunAsync(runtimeId, request, running.Token);
            if (answer.TryGet(out var response, out var failure)) Outcome = RunReport.Of(response);
            Failure = failure;
        }
        catch (OperationCanceledException) when (running.IsCancellationRequested)
        {
            Failure = new GatewayFailure(GatewayFailureKind.Rejected, "The run was cancelled.");
        }
        finally
        {
            _running = null;
        }
    }

    /// <summary>Gives the run up: the gateway sees its caller go and ends it.</summary>
    public void Cancel() => _running?.Cancel();
}
