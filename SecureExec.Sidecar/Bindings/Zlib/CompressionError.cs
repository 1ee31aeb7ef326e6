namespace SecureExec.Sidecar.Bindings;

/// <summary>Why a compressed stream failed, as Node tells it.</summary>
/// <param name="Message">The text.</param>
/// <param name="Code">Node's code, for example Z_DATA_ERROR.</param>
/// <param name="Number">The engine's number, as <c>errno</c>.</param>
internal sealed record CompressionError(string Message, string Code, int Number);
