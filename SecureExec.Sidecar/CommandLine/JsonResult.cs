using System.Text.Json;

namespace SecureExec.Sidecar.CommandLine;

/// <summary>The result of a run as one JSON object in one line.</summary>
internal static class JsonResult
{
    internal static byte[] Write(RunResult result, int exitCode)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("outcome", Name(result.Outcome));
            if (result.ValueJson is { } value)
            {
                json.WritePropertyName("value");
                json.WriteRawValue(value);
            }
            if (result.Error is { } error) WriteError(json, error);
            json.WriteNumber("exitCode", exitCode);
            json.WriteString("stdout", result.Stdout);
            json.WriteString("stderr", result.Stderr);
            json.WriteBoolean("stdoutTruncated", result.StdoutTruncated);
            json.WriteBoolean("stderrTruncated", result.StderrTruncated);
            WriteUsage(json, result.Usage);
            json.WriteEndObject();
        }
        buffer.WriteByte((byte)'\n');
        return buffer.ToArray();
    }

    private static void WriteError(Utf8JsonWriter json, RunError error)
    {
        json.WriteStartObject("error");
        json.WriteString("name", error.Name);
        json.WriteString("message", error.Message);
        if (error.Code is { } code) json.WriteString("code", code);
        if (error.Stack is { } stack) json.WriteString("stack", stack);
        json.WriteEndObject();
    }

    private static void WriteUsage(Utf8JsonWriter json, GuestUsage usage)
    {
        json.WriteStartObject("usage");
        json.WriteNumber("wallMs", usage.Wall.TotalMilliseconds);
        json.WriteNumber("cpuMs", usage.Cpu.TotalMilliseconds);
        json.WriteNumber("peakHeapBytes", usage.PeakHeapBytes);
        json.WriteNumber("syscalls", usage.Syscalls);
        json.WriteNumber("bytesRead", usage.BytesRead);
        json.WriteNumber("bytesWritten", usage.BytesWritten);
        json.WriteEndObject();
    }

    private static string Name(RunOutcome outcome) => outcome switch
    {
        RunOutcome.Succeeded => "succeeded",
        RunOutcome.Failed => "failed",
        RunOutcome.TimedOut => "timed_out",
        RunOutcome.Cancelled => "cancelled",
        RunOutcome.LimitExceeded => "limit_exceeded",
        _ => "failed",
    };
}
