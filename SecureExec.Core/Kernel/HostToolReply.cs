namespace SecureExec.Kernel;

/// <summary>How a call of a host function ended.</summary>
/// <param name="Code">The <c>code</c> of the guest's error; null for a result.</param>
/// <param name="Text">JSON of the result, or the message of the error.</param>
internal sealed record HostToolReply(string? Code, string Text);
