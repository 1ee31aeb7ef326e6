using System.Text.Json;
using SecureExec.Contracts;

namespace SecureExec.Sidecar.Pool;

/// <summary>Between Core's types and those of the HTTP API.</summary>
internal static class ContractMapping
{
    /// <summary>Two levels less than the answer it becomes a part of.</summary>
    private const int MaxValueDepth = ContractsJsonContext.MaxDepth - 2;

    /// <summary>Options of a run.</summary>
    public static RunOptions ToOptions(RunRequest request) => new()
    {
        Args = request.Args ?? [],
        Env = request.Env,
        Cwd = request.Cwd,
        FileName = request.FileName,
        Language = request.Language == CodeLanguage.TypeScript ? SourceLanguage.TypeScript : SourceLanguage.JavaScript,
        Format = request.Format == ModuleFormat.CommonJs ? SourceFormat.CommonJs : SourceFormat.Module,
        Stdin = request.Stdin is { } text ? StandardInput.FromText(text) : null,
        Timeout = TimeSpan.FromMilliseconds(request.TimeoutMs ?? RunRequest.DefaultTimeoutMs),
        Inputs = request.Inputs?.ToDictionary(i => i.Key, i => i.Value.GetRawText()),
    };

    /// <summary>The answer to a run.</summary>
    public static RunResponse ToContract(RunResult result)
    {
        var outcome = result.Outcome switch
        {
            RunOutcome.Succeeded => ResponseOutcome.Succeeded,
            RunOutcome.TimedOut => ResponseOutcome.TimedOut,
            RunOutcome.Cancelled => ResponseOutcome.Cancelled,
            RunOutcome.LimitExceeded => ResponseOutcome.LimitExceeded,
            _ => ResponseOutcome.Failed,
        };
        var error = result.Error is { } e ? new RunErrorInfo { Name = e.Name, Message = e.Message, Code = e.Code, Stack = e.Stack } : null;
        if (!TryParse(result.ValueJson, out var value))
        {
            outcome = ResponseOutcome.Failed;
            error = new RunErrorInfo
            {
                Name = "RangeError",
                Message = $"The program's value cannot be sent: it is nested deeper than {MaxValueDepth} levels, or is no JSON.",
                Code = "ERR_VALUE_CONVERSION",
            };
        }

        return new RunResponse
        {
            Outcome = outcome,
            Value = value,
            Error = error,
            ExitCode = result.ExitCode,
            Stdout = result.Stdout,
            Stderr = result.Stderr,
            StdoutTruncated = result.StdoutTruncated,
            StderrTruncated = result.StderrTruncated,
            Usage = new RunUsage
            {
                WallMs = result.Usage.Wall.TotalMilliseconds,
                CpuMs = result.Usage.Cpu.TotalMilliseconds,
                PeakHeapBytes = result.Usage.PeakHeapBytes,
                Syscalls = result.Usage.Syscalls,
                BytesRead = result.Usage.BytesRead,
                BytesWritten = result.Usage.BytesWritten,
            },
        };
    }

    /// <summary>The answer to a run whose worker was lost.</summary>
    public static RunResponse Crashed(WorkerCrashedException e) => new()
    {
        Outcome = ResponseOutcome.Crashed,
        Error = new RunErrorInfo { Name = nameof(WorkerCrashedException), Message = e.Message, Code = "ERR_WORKER_LOST" },
        ExitCode = e.Signal is { } signal ? 128 + signal : e.ExitCode ?? 1,
        Stdout = "",
        Stderr = "",
        Usage = new RunUsage(),
    };

    /// <summary>How a worker is locked down.</summary>
    public static IsolationInfo ToContract(IsolationReport report) => new()
    {
        LockedDown = report.IsLockedDown,
        Summary = report.Summary,
        Measures = [.. report.Checks.Select(c => new IsolationMeasure(c.Name, c.InForce, c.Detail))],
    };

    /// <summary>A line of the process table.</summary>
    public static ProcessEntry ToContract(GuestProcessInfo process) => new()
    {
        Pid = process.Pid,
        Ppid = process.ParentPid,
        State = process.State switch
        {
            GuestProcessState.Running => "running",
            GuestProcessState.Stopped => "stopped",
            _ => "zombie",
        },
        Argv = process.Argv,
        Cwd = process.Cwd,
        StartedAt = process.StartTime,
        ExitCode = process.ExitCode,
        CpuMs = Math.Round(process.Cpu.TotalMilliseconds, 1),
    };

    /// <summary>A name of the file system.</summary>
    public static FileEntry ToContract(GuestFileInfo file) => new()
    {
        Name = file.Name,
        Type = file.Kind switch
        {
            GuestFileKind.File => FileEntryType.File,
            GuestFileKind.Directory => FileEntryType.Directory,
            GuestFileKind.SymbolicLink => FileEntryType.Symlink,
            _ => FileEntryType.Other,
        },
        Size = file.Size,
        Mode = file.Mode,
        ModifiedAt = file.Modified,
    };

    private static bool TryParse(string? json, out JsonElement? value)
    {
        value = null;
        if (json is null)
            return true;

        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = MaxValueDepth });
            value = document.RootElement.Clone();
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
