using SecureExec.Sidecar.Engine.Interop;

namespace SecureExec.Sidecar.Bindings;

/// <content>What performance observers are told of the session.</content>
internal sealed partial class Http2SessionHandle
{
    private readonly double _start = PerformanceState.Nanoseconds;
    private long _framesReceived, _framesSent, _bytesReceived, _bytesSent, _streamCount, _mostStreams;
    private double _pingRoundTrip, _averageDuration;

    /// <summary>A stream has ended that took so many nanoseconds.</summary>
    public void CountDuration(double nanoseconds) => _averageDuration = GuestClock.Nanoseconds(_realm, nanoseconds) / Math.Max(1, _streamCount) / 1e6;

    private void CountStream()
    {
        _streamCount++;
        _mostStreams = Math.Max(_mostStreams, _streams.Count);
    }

    private void ReportStatistics() => Http2Statistics.Report(_realm, "Http2Session", _start,
    [
        ("bytesWritten", _bytesSent), ("bytesRead", _bytesReceived), ("framesReceived", _framesReceived), ("framesSent", _framesSent), ("maxConcurrentStreams", _mostStreams),
        ("pingRTT", _pingRoundTrip), ("streamAverageDuration", _averageDuration), ("streamCount", _streamCount),
    ], _connection.IsServer ? "server" : "client");
}
