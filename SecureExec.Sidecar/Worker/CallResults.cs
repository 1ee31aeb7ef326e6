using System.Text;
using SecureExec.Protocol;
using SecureExec.Sidecar.Engine;

namespace SecureExec.Sidecar.Worker;

/// <summary>What the engine says of a call, as the message that tells the host.</summary>
internal static class CallResults
{
    internal static CallResult From(GuestCallReply reply)
    {
        (byte[] stdout, bool stdoutClipped) = Bytes(reply.Stdout);
        (byte[] stderr, bool stderrClipped) = Bytes(reply.Stderr);
        return new CallResult
        {
            Outcome = reply.Outcome switch
            {
                GuestCallOutcome.Succeeded => CallOutcome.Succeeded,
                GuestCallOutcome.Abandoned => CallOutcome.Abandoned,
                _ => CallOutcome.Failed,
            },
            Error = reply.Error is { } error ? new RunError(error.Name, error.Message, error.Stack, error.Code) : null,
            Value = reply.ValueJson is { } json ? Encoding.UTF8.GetBytes(json) : (ReadOnlyMemory<byte>?)null,
            Stdout = stdout,
            Stderr = stderr,
            StdoutTruncated = reply.StdoutTruncated || stdoutClipped,
            StderrTruncated = reply.StderrTruncated || stderrClipped,
            Usage = reply.Usage,
        };
    }

    // The guest counts characters; a message counts bytes. A character cut in two at the end becomes U+FFFD.
    private static (byte[] Bytes, bool Clipped) Bytes(string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        return bytes.Length <= ProtocolLimits.CallOutputBytes ? (bytes, false) : (bytes[..ProtocolLimits.CallOutputBytes], true);
    }
}
