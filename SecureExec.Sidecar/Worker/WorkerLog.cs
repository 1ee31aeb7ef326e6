using System.Text;
using SecureExec.Interop;

namespace SecureExec.Sidecar.Worker;

/// <summary>The worker's own messages, to its standard error, whose end the host keeps.</summary>
internal static class WorkerLog
{
    private const int StandardError = 2;

    internal static void Write(string text) => Libc.WriteOnce(StandardError, Encoding.UTF8.GetBytes(text + "\n"));
}
