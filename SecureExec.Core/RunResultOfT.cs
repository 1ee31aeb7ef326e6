using System.Text.Json;

namespace SecureExec;

/// <summary>What a run gave, with its value.</summary>
/// <typeparam name="T">Type of the value.</typeparam>
public sealed record RunResult<T> : RunResult
{
    /// <summary>The program's value; the default of <typeparamref name="T"/> when <see cref="RunResult.ValueJson"/> is null.</summary>
    public T? Value { get; init; }

    /// <summary>Reads the value of a result. JSON that does not fit is outcome Failed with code <c>ERR_VALUE_CONVERSION</c>.</summary>
    internal static RunResult<T> From(RunResult result, Func<string, T?> read)
    {
        T? value = default;
        RunError? error = result.Error;
        RunOutcome outcome = result.Outcome;
        try
        {
            if (result.ValueJson is { } json) value = read(json);
        }
        catch (JsonException exception)
        {
            outcome = RunOutcome.Failed;
            error = new RunError("TypeError", $"The program's value does not fit {typeof(T)}: {exception.Message}", null, "ERR_VALUE_CONVERSION");
        }
        return new RunResult<T>
        {
            Outcome = outcome,
            Error = error,
            ExitCode = result.ExitCode,
            Stdout = result.Stdout,
            Stderr = result.Stderr,
            StdoutTruncated = result.StdoutTruncated,
            StderrTruncated = result.StderrTruncated,
            ValueJson = result.ValueJson,
            Usage = result.Usage,
            Value = value,
        };
    }
}
