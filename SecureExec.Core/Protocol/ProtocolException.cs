namespace SecureExec.Protocol;

/// <summary>The other end sent bytes that are no valid message. The channel cannot be used any further.</summary>
internal sealed class ProtocolException(string message) : Exception(message);
