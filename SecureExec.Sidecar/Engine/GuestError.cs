namespace SecureExec.Sidecar.Engine;

/// <summary>The uncaught error that ended a guest process. All texts come from the guest: data, never markup or commands.</summary>
/// <param name="Name">The error's name, or the type of a thrown value that is no error.</param>
/// <param name="Message">Its message.</param>
/// <param name="Stack">Its stack, as the guest printed it.</param>
/// <param name="Code">Its <c>code</c>, for example <c>ERR_MODULE_NOT_FOUND</c> or <c>ENOENT</c>.</param>
internal sealed record GuestError(string Name, string Message, string? Stack, string? Code);
