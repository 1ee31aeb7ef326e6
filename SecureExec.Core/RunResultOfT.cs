namespace SecureExec;

/// <summary>What a run gave, with its value.</summary>
/// <typeparam name="T">Type of the value.</typeparam>
public sealed record RunResult<T> : RunResult
{
    /// <summary>The program's value; the default of <typeparamref name="T"/> when <see cref="RunResult.ValueJson"/> is null.</summary>
    public T? Value { get; init; }
}
