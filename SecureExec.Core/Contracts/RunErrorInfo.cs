namespace SecureExec.Contracts;

/// <summary>The error a run ended with. All text comes from the guest: treat it as hostile.</summary>
public sealed record RunErrorInfo
{
    /// <summary>Name of the error, for example <c>TypeError</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The message.</summary>
    public required string Message { get; init; }

    /// <summary>Node's error code, for example <c>ENOENT</c> or <c>ERR_MODULE_NOT_FOUND</c>.</summary>
    public string? Code { get; init; }

    /// <summary>The guest's stack trace.</summary>
    public string? Stack { get; init; }
}
