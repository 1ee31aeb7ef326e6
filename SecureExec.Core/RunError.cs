namespace SecureExec;

/// <summary>The error that ended a run. All texts come from the guest or speak of it; they are clipped to 16,384 characters.</summary>
/// <param name="Name">Class of the error, for example <c>TypeError</c>.</param>
/// <param name="Message">Its message.</param>
/// <param name="Stack">Its stack with guest paths, if it has one.</param>
/// <param name="Code">Node's error code, for example <c>ERR_MODULE_NOT_FOUND</c>, if it has one.</param>
public sealed record RunError(string Name, string Message, string? Stack = null, string? Code = null);
