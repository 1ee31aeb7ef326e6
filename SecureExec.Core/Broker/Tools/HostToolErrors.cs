using SecureExec.Kernel;

namespace SecureExec.Broker.Tools;

/// <summary>What a guest is told when a call of a host function has no result. Worker and broker say the same.</summary>
internal static class HostToolErrors
{
    private const int MaxMessageLength = 8 * 1024;
    private const int MaxCodeLength = 64;

    internal static HostToolReply Denied(string name) => new("EACCES", $"EACCES: permission denied, tool '{Shown(name)}': blocked by {PermissionOperations.CapabilityOf(PermissionScope.Tool, "invoke")} policy");

    internal static HostToolReply Unknown(string name) => new("ERR_HOST_TOOL_NOT_FOUND", $"No host tool is named '{Shown(name)}'");

    internal static HostToolReply InvalidInput(string name, string fault) => new("ERR_HOST_TOOL_INVALID_INPUT", $"The input of host tool '{Shown(name)}' is not valid: {fault}");

    internal static HostToolReply InputTooLarge(string name, ResourceLimits limits) =>
        new("ERR_HOST_TOOL_TOO_LARGE", $"The input of host tool '{Shown(name)}' has more than {limits.MaxHostFunctionInputBytes} bytes (maxHostFunctionInputBytes)");

    internal static HostToolReply ResultTooLarge(string name, ResourceLimits limits) =>
        new("ERR_HOST_TOOL_TOO_LARGE", $"The result of host tool '{Shown(name)}' has more than {limits.MaxHostFunctionResultBytes} bytes (maxHostFunctionResultBytes)");

    internal static HostToolReply TooMany(ResourceLimits limits) => new("ERR_HOST_TOOL_BUSY", $"More than {limits.MaxHostFunctionCalls} calls of host tools are under way (maxHostFunctionCalls)");

    internal static HostToolReply TimedOut(string name, TimeSpan timeout) => new("ERR_HOST_TOOL_TIMEOUT", $"Host tool '{Shown(name)}' took longer than {timeout.TotalMilliseconds} ms");

    internal static HostToolReply Cancelled(string name) => new("ERR_HOST_TOOL_CANCELLED", $"The call of host tool '{Shown(name)}' was cancelled");

    internal static HostToolReply Failed(string name) => new("ERR_HOST_TOOL_FAILED", $"Host tool '{Shown(name)}' failed");

    /// <summary>What the handler wants the guest to know.</summary>
    internal static HostToolReply Said(HostFunctionException exception) => new(Cut(exception.Code, MaxCodeLength), Cut(exception.Message, MaxMessageLength));

    private static string Shown(string name) => Cut(name, 2 * HostFunctionLimits.MaxNameLength + 1);

    private static string Cut(string text, int length) => text.Length <= length ? text : text[..length] + "…";
}
